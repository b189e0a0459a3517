package org.empathyworkbench.ppo;

/** Rewards of every token (eqs. 6-8). */
final class TokenRewards {
    private TokenRewards() {}

    /**
     * r_t = -beta * KL_t; the last real token, EOS or the last before truncation, also gets the score, once.
     *
     * @param scores (B) R_emp, scaled or not
     * @param kl     (B, T_b) log pi(y_t) - log rho(y_t)
     */
    static double[][] of(double[] scores, double[][] kl, double beta) {
        double[][] rewards = new double[kl.length][];
        for (int b = 0; b < kl.length; b++) {
            rewards[b] = new double[kl[b].length];
            for (int t = 0; t < kl[b].length; t++) rewards[b][t] = -beta * kl[b][t];
            rewards[b][kl[b].length - 1] += scores[b];
        }
        return rewards;
    }
}
