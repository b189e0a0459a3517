package org.empathyworkbench.checkpoint;

import org.empathyworkbench.setting.Setting;

/**
 * When a run saves checkpoints, and how many are kept.
 *
 * @param every   steps between two; 0 for none by steps
 * @param minutes between two; 0 for none by time
 * @param keep    number of newest ones kept, beside the best and the pinned ones
 */
public record CheckpointPlan(
        @Setting(label = "Checkpoint every", key = "checkpointEvery", defaultValue = "0", min = 0, max = 100_000_000,
                meaning = "Steps between two checkpoints, from which the run goes on exactly; 0 saves none by steps.")
        int every,
        @Setting(label = "Checkpoint minutes", key = "checkpointMinutes", defaultValue = "10", min = 0, max = 100_000,
                meaning = "Minutes between two checkpoints; longer where saving would otherwise take more than a fiftieth of the time. "
                        + "0 saves none by time.")
        double minutes,
        @Setting(label = "Checkpoints kept", key = "keepCheckpoints", defaultValue = "2", min = 1, max = 1_000,
                meaning = "The newest so many stay on the disk, with the best one and those that you pin.")
        int keep) {
    /** Maximum share of a run's time spent on saving by time. */
    static final double GREATEST_SHARE = 0.02;
}
