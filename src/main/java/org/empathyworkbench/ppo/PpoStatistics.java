package org.empathyworkbench.ppo;

import java.util.List;

/**
 * Statistics of an update, over all its epochs and micro-batches.
 *
 * @param policyLoss   -L_clip as aggregated, mean over the epochs
 * @param valueLoss    L_vf as aggregated, before alpha
 * @param totalLoss    L = -L_clip + alpha L_vf (eq. 13), the paper's Fig. 7, as aggregated, mean over the epochs
 * @param gradientNorm global norm before clipping, mean over the epochs
 * @param skipped      micro-batches discarded because of their mean ratio
 */
record PpoStatistics(double policyLoss, double valueLoss, double totalLoss, double approximateKl,
        double clipFraction, double ratioMax, double gradientNorm, int skipped) {
    /** @param alpha weight of the value loss */
    static PpoStatistics of(List<LossSums> parts, double gradientNorm, int epochs, double alpha) {
        double policy = 0;
        double value = 0;
        double gap = 0;
        double clipped = 0;
        double tokens = 0;
        double ratioMax = 0;
        int skipped = 0;
        for (LossSums part : parts) {
            policy -= part.lClip() / part.divisor();
            value += part.lVf() / part.divisor();
            gap += part.gap();
            clipped += part.clipped();
            tokens += part.tokens();
            ratioMax = Math.max(ratioMax, part.ratioMax());
            if (part.skipped()) skipped++;
        }
        return new PpoStatistics(policy / epochs, value / epochs, (policy + alpha * value) / epochs,
                gap / tokens, clipped / tokens, ratioMax, gradientNorm, skipped);
    }
}
