package org.empathyworkbench.workspace;

import java.util.Arrays;

/**
 * Consecutive points of one curve as columns of equal length, so that long curves are read without an object per point.
 *
 * @param rows   increasing; request the rows after the last one
 * @param steps  at which each was measured
 * @param values may be NaN or infinite
 * @param at     when each was measured, milliseconds since 1970 UTC
 */
public record MetricBlock(long[] rows, int[] steps, double[] values, long[] at) {
    public int size() { return rows.length; }

    /** The last row, or {@code before} if there is none. */
    public long lastRow(long before) { return rows.length == 0 ? before : rows[rows.length - 1]; }

    static MetricBlock first(int n, long[] rows, int[] steps, double[] values, long[] at) {
        return n == rows.length ? new MetricBlock(rows, steps, values, at)
                : new MetricBlock(Arrays.copyOf(rows, n), Arrays.copyOf(steps, n), Arrays.copyOf(values, n), Arrays.copyOf(at, n));
    }

    @Override public boolean equals(Object other) {
        return other instanceof MetricBlock block && Arrays.equals(rows, block.rows) && Arrays.equals(steps, block.steps)
                && Arrays.equals(values, block.values) && Arrays.equals(at, block.at);
    }

    @Override public int hashCode() { return 31 * Arrays.hashCode(rows) + Arrays.hashCode(values); }

    @Override public String toString() {
        return size() + " points" + (rows.length == 0 ? "" : ", steps " + steps[0] + " to " + steps[rows.length - 1]);
    }
}
