package org.empathyworkbench.run;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.empathyworkbench.journal.RunJournal;
import org.empathyworkbench.journal.RunSample;

/** Forwards a run's journal events to the workspace and to the listener of this process, and its messages to the log. */
final class CompositeJournal implements RunJournal {
    private final RunJournal stored;
    private final RunJournal listener;
    private final RunLog log;
    private final BooleanSupplier ending;
    private volatile int step;

    /**
     * @param begun  step at which the run resumes, 0 for a new run
     * @param ending whether this process was asked to terminate: the run then pauses
     */
    CompositeJournal(RunJournal stored, RunJournal listener, RunLog log, int begun, BooleanSupplier ending) {
        this.ending = ending;
        this.stored = stored;
        this.step = begun;
        this.listener = listener;
        this.log = log;
    }

    /** The last step that had metrics. */
    int step() { return step; }

    @Override public void totalSteps(int steps) {
        stored.totalSteps(steps);
        listener.totalSteps(steps);
    }

    @Override public void metrics(int atStep, Map<String, Double> values) {
        step = Math.max(step, atStep);
        stored.metrics(atStep, values);
        listener.metrics(atStep, values);
    }

    @Override public void sample(RunSample sample) {
        stored.sample(sample);
        listener.sample(sample);
    }

    @Override public void say(String sentence) {
        stored.say(sentence);
        listener.say(sentence);
        log.line(sentence);
    }

    @Override public boolean stopRequested() { return stored.stopRequested() || listener.stopRequested(); }

    @Override public boolean pauseRequested() { return ending.getAsBoolean() || stored.pauseRequested() || listener.pauseRequested(); }

    @Override public long checkpointsRequested() { return stored.checkpointsRequested() + listener.checkpointsRequested(); }

    @Override public boolean store() { return stored.store(); }
}
