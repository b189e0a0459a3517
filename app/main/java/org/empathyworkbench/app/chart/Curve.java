package org.empathyworkbench.app.chart;

import java.util.Arrays;

/** One growing line: values by step in the order they came. Not safe for threads. */
final class Curve {
    private final String name;
    private double[] xs = new double[256];
    private double[] ys = new double[256];
    private int size;

    Curve(String name) { this.name = name; }

    String name() { return name; }

    int size() { return size; }

    double x(int i) { return xs[i]; }

    double y(int i) { return ys[i]; }

    /** @param y NaN leaves a gap */
    void add(double x, double y) {
        if (size == xs.length) {
            xs = Arrays.copyOf(xs, 2 * size);
            ys = Arrays.copyOf(ys, 2 * size);
        }
        xs[size] = x;
        ys[size++] = y;
    }

    void clear() { size = 0; }

    /** @param positive true to leave gaps where a logarithmic scale has no place */
    double[] values(boolean positive) {
        double[] values = Arrays.copyOf(ys, size);
        if (positive) Arrays.setAll(values, i -> values[i] > 0 ? values[i] : Double.NaN);
        return values;
    }

    /**
     * The exponential moving average without the pull of its start (the correction of Adam's moments): s_t = w s_(t-1) + (1-w) y_t,
     * shown as s_t / (1 - w^t). Gaps stay gaps and do not count.
     *
     * @param weight   in [0, 1); 0 gives the values themselves
     * @param positive true to leave out what is not positive
     */
    double[] smoothed(double weight, boolean positive) {
        double[] values = values(positive);
        double[] out = new double[size];
        double average = 0;
        double correction = 1;
        for (int i = 0; i < size; i++) {
            if (!Double.isFinite(values[i])) {
                out[i] = Double.NaN;
                continue;
            }
            average = weight * average + (1 - weight) * values[i];
            correction *= weight;
            out[i] = average / (1 - correction);
        }
        return out;
    }

    /** First index whose x is at least {@code x}; steps never go back. */
    int firstAtLeast(double x) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (xs[middle] < x) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /**
     * What has to be drawn of {@code values} between two steps on so many columns of pixels: of each column its first, lowest, highest and
     * last value in their order, so a spike of one step is as high on the screen as it is in the data.
     *
     * @return (2, n) the xs and the ys
     */
    double[][] reduced(double[] values, double from, double to, int columns) {
        int begin = Math.max(0, firstAtLeast(from) - 1);
        int end = Math.min(size, firstAtLeast(to) + 2);
        int count = end - begin;
        if (count <= 4 * columns) return new double[][] {Arrays.copyOfRange(xs, begin, end), Arrays.copyOfRange(values, begin, end)};
        double[] outX = new double[4 * columns];
        double[] outY = new double[4 * columns];
        int n = 0;
        for (int column = 0; column < columns; column++) {
            int a = begin + (int) ((long) count * column / columns);
            int b = begin + (int) ((long) count * (column + 1) / columns);
            int low = a;
            int high = a;
            for (int i = a; i < b; i++) {
                if (values[i] < values[low] || Double.isNaN(values[low])) low = i;
                if (values[i] > values[high] || Double.isNaN(values[high])) high = i;
            }
            int[] keep = {a, Math.min(low, high), Math.max(low, high), b - 1};
            for (int k = 0; k < keep.length; k++) {
                if (k > 0 && keep[k] == keep[k - 1]) continue;
                outX[n] = xs[keep[k]];
                outY[n++] = values[keep[k]];
            }
        }
        return new double[][] {Arrays.copyOf(outX, n), Arrays.copyOf(outY, n)};
    }
}
