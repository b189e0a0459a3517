package org.empathyworkbench.ppo;

/**
 * Sums over the tokens of one micro-batch.
 *
 * @param lClip     sum of min(ratio A, clip(ratio) A) (eq. 14)
 * @param lVf       sum of the value errors (eq. 15)
 * @param gap       sum of (log pi_new - log pi_old)^2 / 2, the approximate KL
 * @param clipped   number of tokens whose ratio is clipped
 * @param ratioMax  maximum ratio
 * @param skipped   whether the mean ratio exceeded the threshold, so that the gradient was discarded
 * @param divisor   divides the loss sums
 */
record LossSums(double lClip, double lVf, double gap, double clipped, double ratio, double entropy, double valuesClipped, double ratioMax,
                boolean skipped, double tokens, double divisor) {
    /** The order in which the program {@code ppo_terms} returns them. */
    enum Place { L_CLIP, L_VF, GAP, CLIPPED, RATIO, ENTROPY, VALUES_CLIPPED, RATIO_MAX, SKIPPED, TOKENS }

    static LossSums of(float[] sums, double divisor) {
        return new LossSums(at(sums, Place.L_CLIP), at(sums, Place.L_VF), at(sums, Place.GAP), at(sums, Place.CLIPPED),
                at(sums, Place.RATIO), at(sums, Place.ENTROPY), at(sums, Place.VALUES_CLIPPED),
                at(sums, Place.RATIO_MAX), at(sums, Place.SKIPPED) > 0, at(sums, Place.TOKENS), divisor);
    }

    private static double at(float[] sums, Place place) { return sums[place.ordinal()]; }

    boolean finite() { return Double.isFinite(lClip) && Double.isFinite(lVf) && Double.isFinite(ratio); }
}
