package org.empathyworkbench.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * What the old policy, its value head and the reference say about a batch of answers, by teacher forcing without dropout. Ragged
 * arrays are (B, T_b). Closing it frees the tensors that the update reads.
 *
 * @param logProbabilities log pi_old(y_t)
 * @param values           V_old, the value before y_t was chosen
 * @param entropy          of pi_old at t
 * @param outside          probability outside the top-k of the raw softmax at t
 * @param reference        log rho(y_t)
 * @param fullKl           KL(pi_old || rho) at t over all tokens
 * @param tokenSet         (N, K) tokens that could have been drawn; for raw log-probabilities (N, 1), unused
 * @param allowed          (N, K)
 * @param pick             (N) where y_t stands among them; for raw log-probabilities y_t itself
 */
record Assessment(NDManager manager, AnswerRows rows, double[][] logProbabilities, double[][] values, double[][] entropy, double[][] outside,
                  double[][] reference, double[][] fullKl, NDArray tokenSet, NDArray allowed, NDArray pick) implements AutoCloseable {

    /** (B, T_b) the k1 estimator log pi(y_t) - log rho(y_t), which can be negative (eq. 6). */
    double[][] kl() {
        double[][] kl = new double[rows.size()][];
        for (int b = 0; b < kl.length; b++) {
            kl[b] = new double[logProbabilities[b].length];
            for (int t = 0; t < kl[b].length; t++) kl[b][t] = logProbabilities[b][t] - reference[b][t];
        }
        return kl;
    }

    @Override
    public void close() { manager.close(); }
}
