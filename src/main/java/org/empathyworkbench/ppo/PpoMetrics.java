package org.empathyworkbench.ppo;

import java.util.LinkedHashMap;
import java.util.Map;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.evaluation.Distinct;
import org.empathyworkbench.evaluation.WordTokens;
import org.empathyworkbench.generation.Response;

/** The numbers of one step by name; the part before the slash is the chart they stand in (METHOD section 6). */
final class PpoMetrics {
    /** Below it returns are one number and nothing is there to explain. */
    private static final double LEAST_VARIANCE = 1e-12;

    private PpoMetrics() {}

    static Map<String, Double> of(Rollout rollout, EmpathyRewards rewards,
            double[][] tokenRewards, RolloutScores assessed, Advantages advantages,
            PpoStatistics statistics, PpoSettings settings) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        int rows = rollout.examples().size();
        double raw = 0;
        for (double reward : rewards.values()) raw += reward / rows;
        metrics.put("reward/raw", raw);
        for (Mechanism mechanism : Mechanism.values()) metrics.put("reward/" + mechanism.key(), rewards.meanFactor(mechanism));
        metrics.put("reward/with-kl", sum(tokenRewards) / rows);
        metrics.put("kl/k1", sum(assessed.kl()) / rows);
        metrics.put("kl/k3", k3(assessed.kl()) / rows);
        metrics.put("kl/full", sum(assessed.fullKl()) / rows);
        if (settings.logProbabilities() == PpoSettings.LogProbabilities.BEHAVIOUR)
            metrics.put("kl/uncharged-mass", mean(assessed.uncharged()));
        metrics.put("loss/total", statistics.totalLoss());
        metrics.put("policy/loss", statistics.policyLoss());
        metrics.put("policy/entropy", mean(assessed.entropy()));
        metrics.put("policy/approx-kl", statistics.approximateKl());
        metrics.put("policy/clip-fraction", statistics.clipFraction());
        metrics.put("policy/ratio-max", statistics.ratioMax());
        metrics.put("policy/mass-outside-top-k", mean(assessed.outside()));
        metrics.put("value/loss", statistics.valueLoss());
        double returns = variance(advantages.returns(), null);
        if (returns > LEAST_VARIANCE)
            metrics.put("value/explained-variance", 1 - variance(advantages.returns(), assessed.values()) / returns);
        metrics.put("text/length", rollout.tokens() / (double) rows);
        metrics.put("text/eos-rate", rollout.responses().stream().filter(Response::ended).count() / (double) rows);
        metrics.put("text/distinct-2", Distinct.of(rollout.texts(), 2, WordTokens.WHITESPACE).percent());
        for (Mechanism mechanism : Mechanism.values()) {
            for (Level level : Level.values()) {
                String name = "levels-" + mechanism.key() + "/" + level.word();
                metrics.put(name, rewards.generatedShare(mechanism, level));
                metrics.put(name + "-target", rewards.targetShare(mechanism, level));
            }
        }
        metrics.put("optimiser/gradient-norm", statistics.gradientNorm());
        return metrics;
    }

    static double sum(double[][] x) {
        double sum = 0;
        for (double[] row : x) {
            for (double value : row) sum += value;
        }
        return sum;
    }

    /** Sum of exp(-k1) - 1 + k1, an estimator that is never negative (Schulman 2020). */
    private static double k3(double[][] k1) {
        double sum = 0;
        for (double[] row : k1) {
            for (double value : row) sum += Math.exp(-value) - 1 + value;
        }
        return sum;
    }

    private static double mean(double[][] x) {
        int n = 0;
        for (double[] row : x) n += row.length;
        return sum(x) / n;
    }

    /** Of x - y over all tokens; y may be null. */
    private static double variance(double[][] x, double[][] y) {
        double sum = 0;
        int n = 0;
        for (int b = 0; b < x.length; b++) {
            for (int t = 0; t < x[b].length; t++) sum += x[b][t] - (y == null ? 0 : y[b][t]);
            n += x[b].length;
        }
        double squares = 0;
        for (int b = 0; b < x.length; b++) {
            for (int t = 0; t < x[b].length; t++) squares += Math.pow(x[b][t] - (y == null ? 0 : y[b][t]) - sum / n, 2);
        }
        return squares / n;
    }
}
