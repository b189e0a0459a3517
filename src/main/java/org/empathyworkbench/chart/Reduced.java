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
        Search search = new Search(values, logarithmic);
        int first = Math.min((a + Extremes.BLOCK - 1) / Extremes.BLOCK, extremes.blocks());
        int last = Math.min(b / Extremes.BLOCK, extremes.blocks());
        if (first >= last) search.look(a, b);
        else {
            search.look(a, first * Extremes.BLOCK);
            for (int block = first; block < last; block++) search.look(block, extremes);
            search.look(last * Extremes.BLOCK, b);
        }
        int low = search.lowest();
        int high = search.highest();
        return low < 0 ? new int[] {a, b - 1} : new int[] {a, Math.min(low, high), Math.max(low, high), b - 1};
    }

    /**
     * Looks for the first lowest and the first highest value that can be drawn. Of a block its extremes are compared; where in the block
     * they are is looked up once, at the end.
     */
    private static final class Search {
        private final double[] values;
        private final boolean logarithmic;
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;
        private int lowAt = -1;
        private int highAt = -1;

        Search(double[] values, boolean logarithmic) {
            this.values = values;
            this.logarithmic = logarithmic;
        }

        void look(int from, int to) {
            for (int i = from; i < to; i++) {
                double value = drawable(values[i], logarithmic);
                if (value < low) {
                    low = value;
                    lowAt = i;
                }
                if (value > high) {
                    high = value;
                    highAt = i;
                }
            }
        }

        void look(int block, Extremes extremes) {
            int from = block * Extremes.BLOCK;
            if (logarithmic && extremes.low(block) <= 0) {
                look(from, from + Extremes.BLOCK);
                return;
            }
            if (extremes.low(block) < low) {
                low = extremes.low(block);
                lowAt = from;
            }
            if (extremes.high(block) > high) {
                high = extremes.high(block);
                highAt = from;
            }
        }

        /** -1 where nothing can be drawn. */
        int lowest() { return find(lowAt, low); }

        int highest() { return find(highAt, high); }

        private int find(int from, double value) {
            int at = from;
            while (at >= 0 && values[at] != value) at++;
            return at;
        }
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
