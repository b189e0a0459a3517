package org.empathyworkbench.chart;

import java.util.Arrays;

/**
 * One growing line: values by step and by time, in the order they came; 16 bytes a point, and 8 more once it is smoothed. Not safe for
 * threads.
 */
public final class Curve {
    private static final double HUNDREDTHS = 100;
    private int[] steps = new int[64];
    private int[] times = new int[64];
    private double[] ys = new double[64];
    private int size;
    private int notPositive;
    private int notFinite;
    private final Extremes extremes = new Extremes();
    private Smoothing smoothing;
    /** On its way to take the other's place, so that a long curve's is not worked out at once. */
    private Smoothing coming;

    public int size() { return size; }

    public int step(int i) { return steps[i]; }

    public double y(int i) { return ys[i]; }

    /** Steps, or seconds to a hundredth; never goes back. */
    public double x(XAxis axis, int i) { return axis == XAxis.STEP ? steps[i] : times[i] / HUNDREDTHS; }

    /** Values that a logarithmic scale has no place for. */
    public int notPositive() { return notPositive; }

    /** Values that are no numbers or infinite: gaps. */
    public int notFinite() { return notFinite; }

    /**
     * @param step    not before the last one
     * @param seconds since the run's first measurement; a clock that was set back stands still
     * @param y       what is not finite leaves a gap
     */
    public void add(int step, double seconds, double y) {
        if (size == steps.length) {
            int room = Math.max(64, size + (size >> 1));
            steps = Arrays.copyOf(steps, room);
            times = Arrays.copyOf(times, room);
            ys = Arrays.copyOf(ys, room);
        }
        int at = (int) Math.min(Integer.MAX_VALUE, Math.round(seconds * HUNDREDTHS));
        steps[size] = size == 0 ? step : Math.max(step, steps[size - 1]);
        times[size] = size == 0 ? Math.max(0, at) : Math.max(at, times[size - 1]);
        ys[size++] = y;
        if (!Double.isFinite(y)) notFinite++;
        else if (y <= 0) notPositive++;
    }

    /** Room for so many more points at once. */
    public void expect(int more) {
        if (size + more <= steps.length) return;
        steps = Arrays.copyOf(steps, size + more);
        times = Arrays.copyOf(times, size + more);
        ys = Arrays.copyOf(ys, size + more);
    }

    /** First index whose x is at least {@code x}; the size when there is none. */
    public int firstAtLeast(XAxis axis, double x) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (x(axis, middle) < x) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /** The point nearest to {@code x}, -1 when there is none. */
    public int nearest(XAxis axis, double x) {
        if (size == 0) return -1;
        int right = Math.min(size - 1, firstAtLeast(axis, x));
        return right > 0 && x - x(axis, right - 1) < x(axis, right) - x ? right - 1 : right;
    }

    /**
     * The values smoothed over a window of steps, by index; longer than the curve perhaps.
     *
     * @param window steps of the average's memory, see {@link Smoothing}; 0 gives the values themselves
     */
    public double[] smoothed(double window) {
        if (window <= 0) return ys;
        if (!has(smoothing, window)) {
            smoothing = has(coming, window) ? coming : new Smoothing(window);
            coming = null;
        }
        return smoothing.of(this);
    }

    private static boolean has(Smoothing one, double window) { return one != null && one.window() == window; }

    /**
     * Works some way towards {@link #smoothed} of a window; what was smoothed before stays until then. @return
     * points that were worked in, so many at most
     */
    public int prepare(double window, int most) {
        if (window <= 0) return 0;
        if (has(smoothing, window)) return smoothing.take(this, most);
        if (!has(coming, window)) coming = new Smoothing(window);
        return coming.take(this, most);
    }

    /** Whether {@link #smoothed} has next to nothing to do. */
    public boolean prepared(double window) { return window <= 0 || has(smoothing, window) || has(coming, window) && coming.whole(this); }

    /** Drops what smoothing keeps. */
    void forgetSmoothing() {
        smoothing = null;
        coming = null;
    }

    /** What has to be drawn of the curve between two x on so many columns of pixels. */
    Reduced reduced(XAxis axis, double window, double from, double to, int columns, boolean logarithmic) {
        double[] values = smoothed(window);
        Extremes of = window <= 0 ? extremes : smoothing.extremes();
        of.extend(values, size);
        return Reduced.of(this, axis, values, of, from, to, columns, logarithmic);
    }
}
