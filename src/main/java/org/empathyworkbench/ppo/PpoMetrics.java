package org.empathyworkbench.ppo;

import java.util.LinkedHashMap;
import java.util.Map;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.evaluation.Distinct;
import org.empathyworkbench.evaluation.WordTokens;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.journal.MetricNames;
import org.empathyworkbench.runsettings.PpoSettings;
import org.jspecify.annotations.Nullable;

/** The metrics of one step by name; the part before the slash is the chart's name (METHOD section 6). */
final class PpoMetrics {
    /** Variance of the returns below which the explained variance is undefined. */
    private static final double LEAST_VARIANCE = 1e-12;

    private PpoMetrics() {}

    static Map<String, Double> of(Rollout rollout, EmpathyRewards rewards,
            double[][] tokenRewards, RolloutScores assessed, Advantages advantages,
            PpoStatistics statistics, PpoSettings settings) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        int rows = rollout.examples().size();
        metrics.put(MetricNames.REWARD_RAW, rewards.mean());
        for (Mechanism mechanism : Mechanism.values()) metrics.put(MetricNames.rewardFactor(mechanism), rewards.meanFactor(mechanism));
        metrics.put(MetricNames.REWARD_WITH_KL, sum(tokenRewards) / rows);
        metrics.put(MetricNames.KL_K1, assessed.meanKl());
        metrics.put(MetricNames.KL_K3, k3(assessed.kl()) / rows);
        metrics.put(MetricNames.KL_FULL, sum(assessed.fullKl()) / rows);
        if (settings.loss().logProbabilities() == PpoSettings.LogProbabilities.BEHAVIOUR)
            metrics.put(MetricNames.KL_UNCHARGED_MASS, mean(assessed.uncharged()));
        metrics.put(MetricNames.LOSS_TOTAL, statistics.totalLoss());
        metrics.put(MetricNames.POLICY_LOSS, statistics.policyLoss());
        metrics.put(MetricNames.POLICY_ENTROPY, mean(assessed.entropy()));
        metrics.put(MetricNames.POLICY_APPROX_KL, statistics.approximateKl());
        metrics.put(MetricNames.POLICY_CLIP_FRACTION, statistics.clipFraction());
        metrics.put(MetricNames.POLICY_RATIO_MAX, statistics.ratioMax());
        metrics.put(MetricNames.POLICY_MASS_OUTSIDE_TOP_K, mean(assessed.outside()));
        metrics.put(MetricNames.VALUE_LOSS, statistics.valueLoss());
        double returns = variance(advantages.returns(), null);
        if (returns > LEAST_VARIANCE)
            metrics.put(MetricNames.VALUE_EXPLAINED_VARIANCE, 1 - variance(advantages.returns(), assessed.values()) / returns);
        metrics.put(MetricNames.TEXT_LENGTH, rollout.tokens() / (double) rows);
        metrics.put(MetricNames.TEXT_EOS_RATE, rollout.responses().stream().filter(Response::ended).count() / (double) rows);
        metrics.put(MetricNames.TEXT_DISTINCT_2, Distinct.of(rollout.texts(), 2, WordTokens.WHITESPACE).percent());
        for (Mechanism mechanism : Mechanism.values()) {
            for (Level level : Level.values()) {
                metrics.put(MetricNames.level(mechanism, level), rewards.generatedShare(mechanism, level));
                metrics.put(MetricNames.targetLevel(mechanism, level), rewards.targetShare(mechanism, level));
            }
        }
        metrics.put(MetricNames.OPTIMISER_GRADIENT_NORM, statistics.gradientNorm());
        return metrics;
    }

    static double sum(double[][] x) {
        double sum = 0;
        for (double[] row : x) {
            for (double value : row) sum += value;
        }
        return sum;
    }

    /** Sum of exp(-k1) - 1 + k1, a non-negative estimator of the KL (Schulman 2020). */
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

    /** Sum of x - y over all tokens; y may be null. */
    private static double variance(double[][] x, double @Nullable [][] y) {
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
