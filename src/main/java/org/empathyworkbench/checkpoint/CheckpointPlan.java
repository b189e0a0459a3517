package org.empathyworkbench.checkpoint;

/**
 * When a run saves checkpoints, and how many of them stay.
 *
 * @param every   steps between two; 0 for none by steps
 * @param minutes between two; 0 for none by time
 * @param keep    newest ones that stay, beside the best and the pinned ones
 */
public record CheckpointPlan(int every, double minutes, int keep) {
    /** The greatest share of a run's time that saving by time may take. */
    static final double GREATEST_SHARE = 0.02;

    /** By the clock every ten minutes, two kept. */
    public static CheckpointPlan usual() { return new CheckpointPlan(0, 10, 2); }
}
