package org.empathyworkbench.evaluation;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Student's and Welch's t-tests, and the 95 % interval of a mean over seeds.
 *
 * @param t      the statistic; infinite when there is a difference and no spread, NaN when there is neither
 * @param df     degrees of freedom
 */
public record TTest(double t, double df) {

    /** Is the mean of {@code x} another number than {@code mu0}? For seeds of ours against a single published figure. */
    public static TTest oneSample(double[] x, double mu0) {
        require(x, 2);
        return new TTest((mean(x) - mu0) / Math.sqrt(variance(x) / x.length), x.length - 1.0);
    }

    /** Two groups of unequal variance: the default for two systems with seeds. */
    public static TTest welch(double[] a, double[] b) {
        require(a, 2);
        require(b, 2);
        double va = variance(a) / a.length;
        double vb = variance(b) / b.length;
        double df = (va + vb) * (va + vb) / (va * va / (a.length - 1) + vb * vb / (b.length - 1));
        return new TTest((mean(a) - mean(b)) / Math.sqrt(va + vb), df);
    }

    /** Two groups of one variance. */
    public static TTest student(double[] a, double[] b) {
        require(a, 2);
        require(b, 2);
        double df = a.length + b.length - 2.0;
        double pooled = (variance(a) * (a.length - 1) + variance(b) * (b.length - 1)) / df;
        return new TTest((mean(a) - mean(b)) / Math.sqrt(pooled * (1.0 / a.length + 1.0 / b.length)), df);
    }

    /** Two systems on the same items or seeds. */
    public static TTest paired(double[] a, double[] b) {
        if (a.length != b.length) throw new IllegalArgumentException("Pairs need two lists of one length.");
        double[] differences = new double[a.length];
        Arrays.setAll(differences, i -> a[i] - b[i]);
        return oneSample(differences, 0);
    }

    /** Half the width of the 95 % t interval around the mean of {@code x}; with five values 2.776 standard errors. */
    public static double interval95(double[] x) {
        require(x, 2);
        return TDistribution.of(x.length - 1.0).inverseCumulativeProbability(0.975) * Math.sqrt(variance(x) / x.length);
    }

    /** p of a statistic at least this far from 0, in either direction. */
    public double twoSided() { return Double.isNaN(t) ? Double.NaN : 2 * tail(Math.abs(t)); }

    /** p of a statistic at least this large. */
    public double greater() { return Double.isNaN(t) ? Double.NaN : tail(t); }

    public static double mean(double[] x) {
        require(x, 1);
        return Arrays.stream(x).sum() / x.length;
    }

    /** With n - 1. */
    public static double standardDeviation(double[] x) { return Math.sqrt(variance(x)); }

    /** 0 for figures that differ by rounding alone, such as differences of 0.1: else t would be a large number that means nothing. */
    private static double variance(double[] x) {
        double least = Arrays.stream(x).min().orElseThrow();
        double most = Arrays.stream(x).max().orElseThrow();
        if (most - least <= 4 * Math.ulp(Math.max(Math.abs(least), Math.abs(most)))) return 0;
        double mean = mean(x);
        return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
    }

    private double tail(double at) {
        if (Double.isInfinite(at)) return at > 0 ? 0 : 1;
        return TDistribution.of(df).survivalProbability(at);
    }

    private static void require(double[] x, int least) {
        if (x.length < least) throw new IllegalArgumentException("This needs " + least + " values at least, not " + x.length + ".");
    }
}
