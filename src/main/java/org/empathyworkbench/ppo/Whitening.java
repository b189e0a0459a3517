package org.empathyworkbench.ppo;

/** Scaling of a batch's values to variance 1, over real tokens only (golden/DIFFERENCES 5 and 7). */
final class Whitening {
    private static final double EPSILON = 1e-8;

    private Whitening() {}

    /**
     * (x - mean) / sqrt(unbiased variance + 1e-8), plus the mean if it is to be kept. A single token becomes 0 (or is unchanged if the mean
     * is kept), since it has no variance.
     *
     * @param x (B, T_b)
     */
    static double[][] of(double[][] x, boolean meanKept) {
        double sum = 0;
        int n = 0;
        for (double[] row : x) {
            for (double value : row) sum += value;
            n += row.length;
        }
        double mean = sum / n;
        double squares = 0;
        for (double[] row : x) {
            for (double value : row) squares += (value - mean) * (value - mean);
        }
        double scale = n < 2 ? 0 : 1 / Math.sqrt(squares / (n - 1) + EPSILON);
        double[][] white = new double[x.length][];
        for (int b = 0; b < x.length; b++) {
            white[b] = new double[x[b].length];
            for (int t = 0; t < x[b].length; t++) white[b][t] = (x[b][t] - mean) * scale + (meanKept ? mean : 0);
        }
        return white;
    }
}
