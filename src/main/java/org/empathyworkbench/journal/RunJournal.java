package org.empathyworkbench.journal;

import java.util.Map;

/** Receives what a run reports while it works; tests use implementations of their own. Thread-safe. */
public interface RunJournal {
    /** Steps of the whole run, including those before a resume. */
    void totalSteps(int steps);

    /** @param values by the metric's name; may be NaN or infinite */
    void metrics(int step, Map<String, Double> values);

    void sample(RunSample sample);

    /** One sentence for the user, shown in the run's log. */
    void say(String sentence);

    /** True within a second after the user requested a stop: finish the step, save, and end. */
    boolean stopRequested();

    /** True soon after the user requested a pause: finish the step, save a checkpoint, and end at once. */
    default boolean pauseRequested() { return false; }

    /** Number of checkpoint requests by the user since the run was started or resumed. */
    default long checkpointsRequested() { return 0; }

    /**
     * Flushes everything reported so far to durable storage.
     *
     * @return false if that is currently not possible; it is retried automatically
     */
    default boolean store() { return true; }
}
