package org.empathyworkbench.chart;

import java.util.Arrays;

/** The lowest and highest of each block of a growing array, so that a million values are looked through in some ten thousand looks. */
final class Extremes {
    static final int BLOCK = 32;
    private double[] lows = new double[16];
    private double[] highs = new double[16];
    private int blocks;

    /** Takes in the blocks that are full by now. */
    void extend(double[] values, int size) {
        for (; (blocks + 1) * BLOCK <= size; blocks++) {
            if (blocks == lows.length) {
                lows = Arrays.copyOf(lows, 2 * blocks);
                highs = Arrays.copyOf(highs, 2 * blocks);
            }
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = blocks * BLOCK; i < (blocks + 1) * BLOCK; i++) {
                if (!Double.isFinite(values[i])) continue;
                low = Math.min(low, values[i]);
                high = Math.max(high, values[i]);
            }
            lows[blocks] = low;
            highs[blocks] = high;
        }
    }

    int blocks() { return blocks; }

    /** Positive infinity where a block has no finite value. */
    double low(int block) { return lows[block]; }

    double high(int block) { return highs[block]; }
}
