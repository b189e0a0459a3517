package org.empathyworkbench.chart;

import java.util.Arrays;
import java.util.List;
import org.empathyworkbench.evaluation.TTest;

/**
 * The mean of runs' smoothed curves at every step that any of them measured, within the steps that all of them have begun; where only some
 * still go on, over those. The band is the 95 % t interval of that mean, or from the lower to the higher where there are two; a single run
 * has none. Between two of its points a curve is the line that joins them. It is of what the curves had when it was begun, and may be
 * worked out in parts.
 */
final class SeedMean {
    private final List<Curve> members;
    private final double smoothing;
    private final int[] sizes;
    private final double[][] smooth;
    /** The first point of each that is not before the next step. */
    private final int[] at;
    private final double[] values;
    private final Curve mean = new Curve();
    private final Curve low = new Curve();
    private final Curve high = new Curve();
    private final Curve raw = new Curve();
    private int step;

    SeedMean(List<Curve> members, double smoothing) {
        this.members = members;
        this.smoothing = smoothing;
        this.sizes = sizes(members);
        this.smooth = members.stream().map(member -> member.smoothed(smoothing)).toArray(double[][]::new);
        this.at = new int[sizes.length];
        this.values = new double[sizes.length];
        this.step = next();
    }

    /** Of no curve and no smoothing. */
    static SeedMean nothing() { return new SeedMean(List.of(), Double.NaN); }

    private static int[] sizes(List<Curve> members) { return members.stream().mapToInt(Curve::size).toArray(); }

    /** NaN for none. */
    double smoothing() { return smoothing; }

    /** Whether it is of this smoothing and of all that these curves have by now. */
    boolean of(double wanted, List<Curve> curves) { return smoothing == wanted && Arrays.equals(sizes, sizes(curves)); }

    boolean whole() { return step == Integer.MAX_VALUE; }

    Curve mean() { return mean; }

    Curve low() { return low; }

    Curve high() { return high; }

    /** Mean of the values themselves. */
    Curve raw() { return raw; }

    /** Works out the next steps. @return points that they took, about so many at most */
    int take(int most) {
        int worked = 0;
        for (; step != Integer.MAX_VALUE && worked < most; step = next()) {
            int n = 0;
            double plain = 0;
            double seconds = 0;
            for (int i = 0; i < at.length; i++) {
                Curve curve = members.get(i);
                if (at[i] >= sizes[i] || at[i] == 0 && curve.step(0) > step) continue;
                double share = curve.step(at[i]) == step ? 1
                        : (double) (step - curve.step(at[i] - 1)) / (curve.step(at[i]) - curve.step(at[i] - 1));
                double value = share == 1 ? smooth[i][at[i]] : (1 - share) * smooth[i][at[i] - 1] + share * smooth[i][at[i]];
                if (!Double.isFinite(value)) continue;
                plain += share == 1 ? curve.y(at[i]) : (1 - share) * curve.y(at[i] - 1) + share * curve.y(at[i]);
                seconds += share == 1 ? curve.x(XAxis.TIME, at[i])
                        : (1 - share) * curve.x(XAxis.TIME, at[i] - 1) + share * curve.x(XAxis.TIME, at[i]);
                values[n++] = value;
            }
            add(step, n, values, plain, seconds);
            for (int i = 0; i < at.length; i++) {
                while (at[i] < sizes[i] && members.get(i).step(at[i]) <= step) at[i]++;
            }
            worked += at.length;
        }
        return worked;
    }

    /** The lowest step that any member still has before it. */
    private int next() {
        int step = Integer.MAX_VALUE;
        for (int i = 0; i < at.length; i++) {
            if (at[i] < sizes[i]) step = Math.min(step, members.get(i).step(at[i]));
        }
        return step;
    }

    private void add(int step, int n, double[] values, double plain, double seconds) {
        if (n == 0) return;
        double sum = 0;
        double least = values[0];
        double most = values[0];
        for (int i = 0; i < n; i++) {
            sum += values[i];
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        double middle = sum / n;
        double time = seconds / n;
        double half = n < 3 ? 0 : interval(values, n, middle);
        mean.add(step, time, middle);
        raw.add(step, time, plain / n);
        low.add(step, time, n == 1 ? middle : n == 2 ? least : middle - half);
        high.add(step, time, n == 1 ? middle : n == 2 ? most : middle + half);
    }

    /** Half of the 95 % t interval of the mean. */
    private double interval(double[] values, int n, double middle) {
        double squares = 0;
        for (int i = 0; i < n; i++) squares += (values[i] - middle) * (values[i] - middle);
        return quantile(n) * Math.sqrt(squares / (n - 1) / n);
    }

    private double[] quantiles = {};

    /** The 97.5 % quantile of t with n - 1 degrees of freedom; read off the interval of a sample whose standard error is known. */
    private double quantile(int n) {
        if (quantiles.length <= n) quantiles = Arrays.copyOf(quantiles, n + 1);
        if (quantiles[n] == 0) {
            double[] sample = new double[n];
            sample[0] = 1;
            quantiles[n] = TTest.interval95(sample) / (TTest.standardDeviation(sample) / Math.sqrt(n));
        }
        return quantiles[n];
    }
}
