package org.empathyworkbench.journal;

import java.util.Map;

/** What a run says about itself while it works; a test listens with a journal of its own. Safe for use by several threads. */
public interface RunJournal {
    /** Steps of the whole run, those before a resume included. */
    void totalSteps(int steps);

    /** @param values by the metric's name; not-a-number and infinity are values like others */
    void metrics(int step, Map<String, Double> values);

    void sample(RunSample sample);

    /** One sentence for people, shown in the run's log. */
    void say(String sentence);

    /** True soon (within a second) after a person asked the run to stop: finish the step, save, and come to rest. */
    boolean stopRequested();

    /** True soon after a person asked the run to pause: finish the step, save a checkpoint, and come to rest without more ado. */
    default boolean pauseRequested() { return false; }

    /** How often a person has asked for a checkpoint at once since the run was taken up. */
    default long checkpointsRequested() { return 0; }

    /**
     * Stores what was said so far, so that it outlives this process and the machine.
     *
     * @return false when that cannot be done at the moment; it is tried again by itself
     */
    default boolean store() { return true; }
}
