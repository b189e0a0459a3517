package org.empathyworkbench.journal;

import java.util.Map;

/** Hears everything, keeps nothing, never asks for a stop. To be extended by those who care for a part. */
public class SilentJournal implements RunJournal {
    @Override public void totalSteps(int steps) { }

    @Override public void metrics(int step, Map<String, Double> values) { }

    @Override public void sample(RunSample sample) { }

    @Override public void say(String sentence) { }

    @Override public boolean stopRequested() { return false; }
}
