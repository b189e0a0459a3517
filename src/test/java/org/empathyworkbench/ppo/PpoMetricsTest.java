package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.runsettings.PpoSettings;
import org.junit.jupiter.api.Test;

/** The charts of a made-up batch of two responses, by hand. */
class PpoMetricsTest {
    private static final double[][] OLD = {{-1, -2, -0.5}, {-3}};
    private static final double[][] REFERENCE = {{-1.5, -1, -0.5}, {-3.25}};
    private static final double[][] VALUES = {{1, 2, 3}, {4}};
    private static final double[][] RETURNS = {{2, 2, 4}, {8}};
    private static final Rollout ROLLOUT = new Rollout(TinyTask.examples('o').subList(0, 2), List.of(new int[] {3, 1}, new int[] {4, 1}),
            List.of(new Response("a b a b", new int[] {3, 4, 1}, true, -1), new Response("b c", new int[] {5}, false, -1)));
    private static final EmpathyProfile PROFILE = new EmpathyProfile(Map.of(Mechanism.EMOTIONAL_REACTION, new double[] {0.5, 0.3, 0.2},
            Mechanism.INTERPRETATION, new double[] {0.1, 0.6, 0.3}, Mechanism.EXPLORATION, new double[] {0.7, 0.2, 0.1}));
    private static final Map<Mechanism, Level> TARGET = Map.of(Mechanism.EMOTIONAL_REACTION,
            Level.STRONG, Mechanism.INTERPRETATION, Level.WEAK, Mechanism.EXPLORATION, Level.NONE);

    private static Map<String, Double> charts(PpoSettings settings, double[][] returns) {
        RolloutScores assessed = new RolloutScores(null, ROLLOUT.rows(), OLD, VALUES,
                new double[][] {{1, 2, 3}, {6}}, new double[][] {{0.1, 0.2, 0.3}, {0.4}}, REFERENCE,
                new double[][] {{0.5, 0.25, 0.25}, {3}}, new double[][] {{0.2, 0.2, 0.2}, {0.6}}, null, null, null);
        return PpoMetrics.of(ROLLOUT, new EmpathyRewards(List.of(PROFILE, PROFILE), List.of(TARGET, PROFILE.levels())),
                new double[][] {{0.1, -0.2, 0.9}, {2}}, assessed, new Advantages(new double[][] {{9, 9, 9}, {9}}, returns),
                new PpoStatistics(-0.5, 2, -0.3, 0.01, 0.25, 1.5, 3, 0), settings);
    }

    private static final Map<String, Double> CHARTS = charts(PpoSettings.paper(), RETURNS);

    @Test
    void k1IsASumOverAResponsesTokensAndK3IsItsEstimatorThatIsNeverNegative() {
        assertThat(CHARTS.get("kl/k1")).isCloseTo((0.5 - 1 + 0 + 0.25) / 2, within(1e-12));
        double k3 = (Math.exp(-0.5) - 1 + 0.5) + (Math.exp(1) - 1 - 1) + 0 + (Math.exp(-0.25) - 1 + 0.25);      // every term positive
        assertThat(CHARTS.get("kl/k3")).isCloseTo(k3 / 2, within(1e-12));
        assertThat(CHARTS.get("kl/full")).isCloseTo((1.0 + 3) / 2, within(1e-12));
    }

    /** Returns have variance 6 about their mean 4; what the values leave of them, 1, 0, 1 and 4, has 2.25. */
    @Test
    void explainedVarianceIsOneLessTheShareThatTheValuesLeave() {
        assertThat(CHARTS.get("value/explained-variance")).isCloseTo(1 - 2.25 / 6, within(1e-12));
        assertThat(charts(PpoSettings.paper(), new double[][] {{2, 2, 2}, {2}})).doesNotContainKey("value/explained-variance");
    }

    @Test
    void rewardsAreMeansOverResponsesAndEntropyAndMassesMeansOverTokens() {
        assertThat(CHARTS.get("reward/raw")).isCloseTo((0.2 * 0.6 * 0.7 + 0.5 * 0.6 * 0.7) / 2, within(1e-12));
        assertThat(CHARTS.get("reward/er")).isCloseTo((0.2 + 0.5) / 2, within(1e-12));
        assertThat(CHARTS.get("reward/with-kl")).isCloseTo((0.8 + 2) / 2, within(1e-12));
        assertThat(CHARTS.get("policy/entropy")).isCloseTo(3, within(1e-12));
        assertThat(CHARTS.get("policy/mass-outside-top-k")).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void whatTheUpdateDidStandsUnderItsOwnNames() {
        assertThat(CHARTS).containsEntry("policy/loss", -0.5).containsEntry("value/loss", 2.0)
                .containsEntry("loss/total", -0.3).containsEntry("policy/approx-kl", 0.01)
                .containsEntry("policy/clip-fraction", 0.25).containsEntry("policy/ratio-max", 1.5)
                .containsEntry("optimiser/gradient-norm", 3.0);
    }

    @Test
    void lengthCountsTheEndTokenAndDistinctPairsAreOfWordsInWholeResponses() {
        // a b, b a, a b; b c
        assertThat(CHARTS).containsEntry("text/length", 2.0).containsEntry("text/eos-rate", 0.5).containsEntry("text/distinct-2", 75.0);
    }

    @Test
    void sharesOfLevelsAreOfResponsesAndOfTargetsApart() {
        assertThat(CHARTS).containsEntry("levels-er/none", 1.0).containsEntry("levels-er/strong", 0.0)
                .containsEntry("levels-er/none-target", 0.5).containsEntry("levels-er/strong-target", 0.5)
                .containsEntry("levels-ip/weak-target", 1.0);
    }

    @Test
    void whatTheKlDoesNotChargeIsChartedWhereTheReferenceIsRenormalised() {
        assertThat(CHARTS).doesNotContainKey("kl/uncharged-mass");
        assertThat(charts(PpoSettings.paper().with("logProbabilities", "behaviour"), RETURNS).get("kl/uncharged-mass"))
                .isCloseTo(0.3, within(1e-12));
    }
}
