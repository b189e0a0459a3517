package org.empathyworkbench.chart;

import java.util.Arrays;

/**
 * What is drawn of a curve: all points where a column of pixels has few; otherwise of each column its first, lowest, highest and last
 * value, so that a spike of one step is as high on the screen as it is in the data. What cannot be drawn is NaN, a gap.
 *
 * @param xs    rising
 * @param dense true when columns were reduced
 */
record Reduced(double[] xs, double[] ys, boolean dense) {
    static final Reduced NOTHING = new Reduced(new double[0], new double[0], false);
    private static final int EACH = 4;

    static Reduced of(Curve curve, XAxis axis, double[] values, Extremes extremes,
            double from, double to, int columns, boolean logarithmic) {
        int begin = Math.max(0, curve.firstAtLeast(axis, from) - 1);
        int end = Math.min(curve.size(), curve.firstAtLeast(axis, Math.nextUp(to)) + 1);
        if (end <= begin) return NOTHING;
        if (end - begin <= EACH * columns) return all(curve, axis, values, begin, end, logarithmic);
        double[] xs = new double[EACH * columns + 2 * EACH];
        double[] ys = new double[xs.length];
        int n = 0;
        int a = begin;
        for (int column = 0; a < end; column++) {
            int b = column == columns ? end : Math.min(end, curve.firstAtLeast(axis, from + (to - from) * (column + 1) / columns));
            if (b <= a && column < columns) continue;
            b = Math.max(b, a + 1);
            int[] keep = keep(values, extremes, a, b, logarithmic);
            for (int k = 0; k < keep.length; k++) {
                if (k > 0 && keep[k] == keep[k - 1]) continue;
                xs[n] = curve.x(axis, keep[k]);
                ys[n++] = drawable(values[keep[k]], logarithmic);
            }
            a = b;
        }
        return new Reduced(Arrays.copyOf(xs, n), Arrays.copyOf(ys, n), true);
    }

    private static Reduced all(Curve curve, XAxis axis, double[] values, int begin, int end, boolean logarithmic) {
        double[] xs = new double[end - begin];
        double[] ys = new double[end - begin];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = curve.x(axis, begin + i);
            ys[i] = drawable(values[begin + i], logarithmic);
        }
        return new Reduced(xs, ys, false);
    }

    private static double drawable(double value, boolean logarithmic) {
        return Double.isFinite(value) && (!logarithmic || value > 0) ? value : Double.NaN;
    }

    /** First, lowest and highest in their order, last. */
    private static int[] keep(double[] values, Extremes extremes, int a, int b, boolean logarithmic) {
        int low = -1;
        int high = -1;
        for (int i = a; i < b; ) {
            int block = i / Extremes.BLOCK;
            boolean whole = i % Extremes.BLOCK == 0 && i + Extremes.BLOCK <= b
                    && block < extremes.blocks() && (!logarithmic || extremes.low(block) > 0);
            int next = whole ? i + Extremes.BLOCK : i + 1;
            // a block is looked through only when it holds something lower or higher than what is known
            if (!whole || low < 0 || extremes.low(block) < values[low] || extremes.high(block) > values[high]) {
                for (; i < next; i++) {
                    if (Double.isNaN(drawable(values[i], logarithmic))) continue;
                    if (low < 0 || values[i] < values[low]) low = i;
                    if (high < 0 || values[i] > values[high]) high = i;
                }
            }
            i = next;
        }
        return low < 0 ? new int[] {a, b - 1} : new int[] {a, Math.min(low, high), Math.max(low, high), b - 1};
    }

    /** The area between two curves over the same steps: in each column of pixels from the lowest of the one to the highest of the other. */
    static Reduced[] band(Curve low, Curve high, XAxis axis, double from, double to, int columns, boolean logarithmic) {
        int begin = Math.max(0, low.firstAtLeast(axis, from) - 1);
        int end = Math.min(low.size(), low.firstAtLeast(axis, Math.nextUp(to)) + 1);
        if (end <= begin) return new Reduced[] {NOTHING, NOTHING};
        double[] lows = low.smoothed(0);
        double[] highs = high.smoothed(0);
        if (end - begin <= EACH * columns)
            return new Reduced[] {all(low, axis, lows, begin, end, logarithmic), all(high, axis, highs, begin, end, logarithmic)};
        double[] xs = new double[2 * columns + 4];
        double[] least = new double[xs.length];
        double[] most = new double[xs.length];
        int n = 0;
        int a = begin;
        for (int column = 0; a < end; column++) {
            int b = column == columns ? end : Math.min(end, low.firstAtLeast(axis, from + (to - from) * (column + 1) / columns));
            if (b <= a && column < columns) continue;
            b = Math.max(b, a + 1);
            double lowest = Double.POSITIVE_INFINITY;
            double highest = Double.NEGATIVE_INFINITY;
            for (int i = a; i < b; i++) {
                lowest = Math.min(lowest, lows[i]);
                highest = Math.max(highest, highs[i]);
            }
            for (int edge : new int[] {a, b - 1}) {
                xs[n] = low.x(axis, edge);
                least[n] = drawable(lowest, logarithmic);
                most[n++] = drawable(highest, logarithmic);
            }
            a = b;
        }
        return new Reduced[] {new Reduced(Arrays.copyOf(xs, n), Arrays.copyOf(least, n), true),
                new Reduced(Arrays.copyOf(xs, n), Arrays.copyOf(most, n), true)};
    }
}
