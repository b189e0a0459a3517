package org.empathyworkbench.ppo;

import org.empathyworkbench.runsettings.PpoSettings;

/**
 * Advantages and returns of a batch (eqs. 9-10).
 *
 * @param advantages (B, T_b) A_t, whitened if enabled
 * @param returns    (B, T_b) A_t + V_old, taken before any whitening
 */
public record Advantages(double[][] advantages, double[][] returns) {
    /**
     * @param rewards (B, T_b)
     * @param values  (B, T_b) V_old
     */
    public static Advantages of(double[][] rewards, double[][] values, PpoSettings settings) {
        double[][] used = settings.reward().rewardWhitening() ? Whitening.of(rewards, true) : rewards;
        double[][] advantages = generalised(used, values, settings.advantage().gamma(), settings.advantage().lambda());
        double[][] returns = new double[advantages.length][];
        for (int b = 0; b < returns.length; b++) {
            returns[b] = new double[advantages[b].length];
            for (int t = 0; t < returns[b].length; t++) returns[b][t] = advantages[b][t] + values[b][t];
        }
        return new Advantages(settings.advantage().advantageWhitening() ? Whitening.of(advantages, false) : advantages, returns);
    }

    /**
     * Generalised advantage estimation: A_t = sum_l (gamma lambda)^l delta_(t+l), delta_t = r_t + gamma V_(t+1) - V_t, V_(T+1) = 0. Eq. 9
     * as printed omits delta_T, which contains the empathy reward (METHOD section 4).
     */
    static double[][] generalised(double[][] rewards, double[][] values, double gamma, double lambda) {
        double[][] advantages = new double[rewards.length][];
        for (int b = 0; b < rewards.length; b++) {
            int length = rewards[b].length;
            advantages[b] = new double[length];
            double next = 0;                                                                        // A_(T+1)
            for (int t = length - 1; t >= 0; t--) {
                double after = t + 1 < length ? values[b][t + 1] : 0;
                double delta = rewards[b][t] + gamma * after - values[b][t];                        // eq. 10
                next = delta + gamma * lambda * next;                                               // eq. 9
                advantages[b][t] = next;
            }
        }
        return advantages;
    }
}
