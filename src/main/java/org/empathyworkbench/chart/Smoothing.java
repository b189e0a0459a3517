package org.empathyworkbench.chart;

import java.util.Arrays;

/**
 * The exponential average of a curve over steps, the same however densely the curve was sampled. The curve is taken as the line that joins
 * its points, y(u); the average at step x is
 *
 * <pre>s(x) = integral of y(u) e^(-(x-u)/w) du / integral of e^(-(x-u)/w) du, from the first step to x</pre>
 *
 * so a point that lies on the line between its neighbours changes nothing, and neither does one measured twice. Over a piece of line the
 * integrals are exact. Time is not asked: a chart over time shows the same average. Gaps are bridged by the line and stay gaps themselves.
 */
final class Smoothing {
    private final double window;
    private final Extremes extremes = new Extremes();
    private double[] out = {};
    private int done;
    private double weighted;
    private double weight;
    private int lastStep;
    private double lastY = Double.NaN;
    /** Steps between the last two points, and what they make of the integrals: most curves are measured at even steps. */
    private int gap;
    private double fresh;
    private double slope;

    /** @param window w in steps, over 0 */
    Smoothing(double window) { this.window = window; }

    double window() { return window; }

    Extremes extremes() { return extremes; }

    /** Takes in what is new of the curve. @return by index, longer than the curve perhaps */
    double[] of(Curve curve) {
        take(curve, Integer.MAX_VALUE);
        return out;
    }

    /** Takes in so many of the curve's new points at most. @return how many there were to take */
    int take(Curve curve, int most) {
        if (out.length < curve.size()) out = Arrays.copyOf(out, Math.max(curve.size(), done + (done >> 1)));
        int before = done;
        for (int end = (int) Math.min(curve.size(), (long) done + most); done < end; done++)
            out[done] = next(curve.step(done), curve.y(done));
        return done - before;
    }

    boolean whole(Curve curve) { return done == curve.size(); }

    private double next(int step, double y) {
        if (!Double.isFinite(y)) return Double.NaN;
        if (!Double.isNaN(lastY) && step > lastStep) {
            if (step - lastStep != gap) {
                gap = step - lastStep;
                fresh = -Math.expm1(-gap / window);                 // 1 - a, a = e^(-gap/w)
                slope = 1 - fresh * window / gap;
            }
            weighted = (1 - fresh) * weighted + lastY * fresh + (y - lastY) * slope;
            weight = (1 - fresh) * weight + fresh;
        }
        lastStep = step;
        lastY = y;
        return weight == 0 ? y : weighted / weight;
    }
}
