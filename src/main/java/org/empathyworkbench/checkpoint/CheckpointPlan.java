package org.empathyworkbench.checkpoint;

/**
 * When a run saves checkpoints, and how many are kept.
 *
 * @param every   steps between two; 0 for none by steps
 * @param minutes between two; 0 for none by time
 * @param keep    number of newest ones kept, beside the best and the pinned ones
 */
public record CheckpointPlan(int every, double minutes, int keep) {
    /** Maximum share of a run's time spent on saving by time. */
    static final double GREATEST_SHARE = 0.02;

    /** Every ten minutes, two kept. */
    public static CheckpointPlan usual() { return new CheckpointPlan(0, 10, 2); }
}
