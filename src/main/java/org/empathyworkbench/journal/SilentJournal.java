package org.empathyworkbench.journal;

import java.util.Map;

/** A journal that ignores everything and never requests a stop. Base class for partial implementations. */
public class SilentJournal implements RunJournal {
    @Override public void totalSteps(int steps) { }

    @Override public void metrics(int step, Map<String, Double> values) { }

    @Override public void sample(RunSample sample) { }

    @Override public void say(String sentence) { }

    @Override public boolean stopRequested() { return false; }
}
