package org.empathyworkbench.ppo;

/**
 * Sums over the tokens of one mini-batch.
 *
 * @param lClip     sum of min(ratio A, clip(ratio) A) (eq. 14)
 * @param lVf       sum of the value errors (eq. 15)
 * @param gap       sum of (log pi_new - log pi_old)^2 / 2, the approximate KL
 * @param clipped   tokens whose ratio no longer pays
 * @param ratioMax  the greatest ratio
 * @param skipped   whether the mean ratio was over the limit, so that nothing was learnt
 * @param divisor   what loss sums are divided by
 */
record LossSums(double lClip, double lVf, double gap, double clipped, double ratio, double entropy, double valuesClipped, double ratioMax,
                boolean skipped, double tokens, double divisor) {
    static LossSums of(float[] sums, double divisor) {
        return new LossSums(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7], sums[8] > 0, sums[9], divisor);
    }

    boolean finite() { return Double.isFinite(lClip) && Double.isFinite(lVf) && Double.isFinite(ratio); }
}
