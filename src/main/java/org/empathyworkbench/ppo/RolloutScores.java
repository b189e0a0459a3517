package org.empathyworkbench.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Log-probabilities and values of a batch of responses under the old policy, its value head and the reference, by teacher forcing without
 * dropout. Ragged arrays are (B, T_b). Closing frees the tensors that the update reads.
 *
 * @param logProbabilities log pi_old(y_t)
 * @param values           V_old, the value of the state before y_t
 * @param entropy          of pi_old at t
 * @param outside          probability outside the top-k of the raw softmax at t
 * @param reference        log rho(y_t)
 * @param fullKl           KL(pi_old || rho) at t over all tokens
 * @param uncharged for behaviour log-probabilities: the probability under rho, at the same temperature, of the tokens outside pi_old's set
 *                  at t. Rho is renormalised over that set, so the KL does not include this (METHOD section 6, rule 5); 0 for raw ones
 * @param tokenSet         (N, K) tokens that could have been sampled; for raw log-probabilities (N, 1), unused
 * @param allowed          (N, K)
 * @param pick             (N) index of y_t among them; for raw log-probabilities y_t itself
 */
record RolloutScores(NDManager manager, RolloutBatch rows, double[][] logProbabilities,
        double[][] values, double[][] entropy, double[][] outside,
        double[][] reference, double[][] fullKl, double[][] uncharged,
        NDArray tokenSet, NDArray allowed, NDArray pick) implements AutoCloseable {

    /** Concatenates the scores of consecutive micro-batches; frees the tensors of the parts. */
    static RolloutScores joined(NDManager manager, RolloutBatch rows, List<RolloutScores> parts) {
        return new RolloutScores(manager, rows, rows(parts, RolloutScores::logProbabilities), rows(parts, RolloutScores::values),
                rows(parts, RolloutScores::entropy), rows(parts, RolloutScores::outside), rows(parts, RolloutScores::reference),
                rows(parts, RolloutScores::fullKl), rows(parts, RolloutScores::uncharged), tensor(parts, RolloutScores::tokenSet),
                tensor(parts, RolloutScores::allowed), tensor(parts, RolloutScores::pick));
    }

    private static double[][] rows(List<RolloutScores> parts, Function<RolloutScores, double[][]> what) {
        return parts.stream().map(what).flatMap(Arrays::stream).toArray(double[][]::new);
    }

    private static NDArray tensor(List<RolloutScores> parts, Function<RolloutScores, NDArray> what) {
        if (parts.size() == 1) return what.apply(parts.get(0));
        NDList pieces = new NDList(parts.stream().map(what).toList());
        NDArray joined = NDArrays.concat(pieces);
        pieces.forEach(NDArray::close);
        return joined;
    }

    /** Mean over the batch of k1 summed over each response's tokens, which the adaptive coefficient observes. */
    double meanKl() { return PpoMetrics.sum(kl()) / rows.size(); }

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
