package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.empathyworkbench.ppo.GoldenPolicy.difference;
import static org.empathyworkbench.ppo.GoldenPolicy.table;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.empathyworkbench.Golden;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our parts, put together with TRL's faults (first token left out, padded rewards leaking, clip on the first step only), give what TRL
 * 0.9.6 gave: evidence for each part of the {@code code} preset, which has the parts without the faults.
 */
class TrlGoldenTest {
    private static final JsonObject CASES = GoldenPolicy.CASES;
    private static final PpoSettings SETTINGS = Settings.with(PpoSettings.code(),
            Map.of("batch", 8, "miniBatch", 2, "learningRate", 1e-3, "ratioLimit", 10.0));

    /** The one weight of 44,705 whose gradient is rounding noise, of which Adam makes a step. */
    private static final int NOISY = 1;

    @TempDir
    Path folder;
    private int optimiserSteps;

    @BeforeAll
    static void start() { Torch.start(1); }

    @Test
    void oneEpochOfThePlainTrainerGivesItsLossesAndWeights() throws IOException {
        JsonObject expected = CASES.getAsJsonObject("trl_plain_1epoch");
        try (GoldenPolicy golden = new GoldenPolicy(folder, "ppo_policy.safetensors", SETTINGS)) {
            step(golden, expected, expected, GoldenPolicy.row(expected.get("raw_scores")), new KlCoefficient(SETTINGS), false, null);
            requireWeights(golden, "ppo_after1_trl_plain.safetensors");
        }
    }

    @Test
    void fourEpochsOfThePlainTrainerGiveItsLossesAndWeights() throws IOException {
        JsonObject once = CASES.getAsJsonObject("trl_plain_1epoch");
        try (GoldenPolicy golden = new GoldenPolicy(folder, "ppo_policy.safetensors", SETTINGS)) {
            step(golden, once, CASES.getAsJsonObject("trl_plain_4epochs"),
                    GoldenPolicy.row(once.get("raw_scores")), new KlCoefficient(SETTINGS), false, null);
            requireWeights(golden, "ppo_after4_trl_plain.safetensors");
        }
    }

    @Test
    void twoStepsWithTheAuthorsFlagsGiveTheirScoresLossesAndWeights() throws IOException {
        JsonObject cases = CASES.getAsJsonObject("trl_official_flags");
        KlCoefficient kl = new KlCoefficient(SETTINGS);
        RunningMoments moments = new RunningMoments();
        try (GoldenPolicy golden = new GoldenPolicy(folder, "ppo_policy.safetensors", SETTINGS)) {
            for (int step = 1; step <= 2; step++) {
                JsonObject expected = cases.getAsJsonObject("step" + step);
                double[] raw = GoldenPolicy.row(expected.get("raw_scores"));
                moments.add(raw);
                assertThat(moments.mean()).isCloseTo(expected.get("running_mean_after").getAsDouble(), within(1e-7));
                assertThat(moments.deviation()).isCloseTo(expected.get("running_std_after").getAsDouble(), within(1e-7));
                double[] scores = moments.scale(raw, PpoSettings.ScoreScaling.NORMALISE);
                assertThat(scores).containsExactly(GoldenPolicy.row(expected.get("scores_used")), within(1e-5));
                step(golden, expected, expected, scores, kl, true, step == 1 ? "ppo_after1_trl_official.safetensors" : null);
                requireWeights(golden, step == 1 ? "ppo_after4_trl_official.safetensors" : "ppo_after8_trl_official.safetensors");
            }
        }
    }

    @Test
    void aMovedPolicyWithClippedRatiosAndValuesHasThePlainTrainersLossAndGradients() throws IOException {
        moved("moved_policy_loss_trl_plain", CASES.getAsJsonObject("trl_plain_1epoch"));
    }

    @Test
    void aMovedPolicyWithClippedRatiosAndValuesHasTheAuthorsLossAndGradients() throws IOException {
        moved("moved_policy_loss_trl_official", CASES.getAsJsonObject("trl_official_flags").getAsJsonObject("step1"));
    }

    private void moved(String section, JsonObject numbers) throws IOException {
        JsonObject expected = CASES.getAsJsonObject(section);
        try (GoldenPolicy golden = new GoldenPolicy(folder, "ppo_policy_new.safetensors", SETTINGS);
                RolloutScores now = golden.model.assess(GoldenPolicy.rows())) {
            assertThat(difference(now.logProbabilities(), table(expected.get("new_logprobs"), 0))).isLessThan(5e-5);
            RolloutScores old = new RolloutScores(now.manager(), now.rows(), table(numbers.get("logprobs"), 0),
                    table(numbers.get("values_raw"), 0), now.entropy(), now.outside(),
                    now.reference(), now.fullKl(), now.uncharged(), now.tokenSet(), now.allowed(), now.pick());
            Advantages advantages = new Advantages(table(numbers.get("advantages"), 0), table(numbers.get("returns"), 0));
            int tokens = now.rows().tokens() - 8;
            LossSums sums = golden.model.accumulate(old, advantages, IntStream.range(0, 8).toArray(), trained(now.rows()), tokens);
            assertThat(-sums.lClip() / tokens).isCloseTo(expected.get("policy_loss").getAsDouble(), within(5e-6));
            assertThat(sums.lVf() / tokens).isCloseTo(expected.get("value_loss_unscaled").getAsDouble(), within(1e-5));
            assertThat((-sums.lClip() + 0.1 * sums.lVf()) / tokens).isCloseTo(expected.get("total_loss").getAsDouble(), within(5e-6));
            assertThat(sums.clipped() / tokens).isCloseTo(expected.get("policy_clipfrac").getAsDouble(), within(1e-6));
            assertThat(sums.valuesClipped() / tokens).isCloseTo(expected.get("value_clipfrac").getAsDouble(), within(1e-6));
            assertThat(sums.entropy() / tokens).isCloseTo(expected.get("entropy").getAsDouble(), within(5e-5));
            assertThat(sums.gap() / tokens).isCloseTo(expected.get("approxkl").getAsDouble(), within(5e-6));
            List<String> names = golden.names();
            for (int i = 0; i < names.size(); i++) {
                assertThat((double) golden.model.gradients().get(i).norm().getFloat()).as(names.get(i))
                        .isCloseTo(expected.getAsJsonObject("grad_l2").get(names.get(i)).getAsDouble(), within(2e-5));
            }
        }
    }

    /** One PPO step: rewards, advantages, every epoch with TRL's own mini-batches. */
    private void step(GoldenPolicy golden, JsonObject numbers, JsonObject epochs,
            double[] scores, KlCoefficient kl, boolean rewardWhitening, String afterOne)
            throws IOException {
        RolloutBatch rows = GoldenPolicy.rows();
        double tolerance = optimiserSteps == 0 ? 5e-5 : 2e-4;                // scaled scores magnify what the noisy weight moved
        try (RolloutScores old = golden.model.assess(rows)) {
            assertThat(difference(old.logProbabilities(), table(numbers.get("logprobs"), 0))).isLessThan(tolerance);
            double[][] kls = withoutFirst(old.kl());
            double[][] values = withoutFirst(old.values());
            double[][] rewards = TokenRewards.of(scores, kls, kl.beta());
            assertThat(difference(rewards, table(numbers.get("rewards"), 1))).isLessThan(tolerance);
            Advantages advantages = rewardWhitening ? leaking(rewards, values)
                    : Advantages.of(rewards, values, SETTINGS.with("rewardWhitening", false));
            assertThat(difference(advantages.returns(), table(numbers.get("returns"), 1))).isLessThan(tolerance);
            assertThat(difference(advantages.advantages(), table(numbers.get("advantages"), 1))).isLessThan(tolerance);
            int[][] orders = Golden.ints(epochs.get("permutations_per_epoch"));
            TrlUpdate update = new TrlUpdate(golden, SETTINGS.with("epochs", orders.length), orders, epochs, afterOne);
            PpoStatistics statistics = update.learn(old,
                    new Advantages(withFirst(advantages.advantages()), withFirst(advantages.returns())), 1, 1e-3);
            assertThat(update.updates()).isEqualTo(orders.length);
            assertThat(statistics.policyLoss()).isCloseTo(mean(epochs, "policy_loss"), within(1e-4));
            assertThat(statistics.valueLoss()).isCloseTo(mean(epochs, "value_loss"), within(1e-4));
            assertThat(statistics.totalLoss()).isCloseTo(mean(epochs, "total_loss"), within(1e-4));
            double objective = PpoMetrics.sum(kls) / rows.size();
            assertThat(objective).isCloseTo(epochs.get("objective_kl").getAsDouble(), within(5e-5));
            kl.observe(objective, rows.size());
            assertThat(kl.beta()).isCloseTo(epochs.get("kl_coef_after_update").getAsDouble(), within(1e-9));
        }
    }

    private static double mean(JsonObject epochs, String loss) {
        return epochs.getAsJsonArray("minibatches").asList().stream()
                .mapToDouble(part -> part.getAsJsonObject().get(loss).getAsDouble()).average().orElseThrow();
    }

    /**
     * Our update with what TRL 0.9.6 does otherwise: its own mini-batches, the first token left out,
     * the clip on the first optimiser step alone.
     */
    private final class TrlUpdate extends PolicyUpdate {
        private final GoldenPolicy golden;
        private final int[][] orders;
        private final JsonObject expected;
        private final String afterOne;

        TrlUpdate(GoldenPolicy golden, PpoSettings settings, int[][] orders, JsonObject expected, String afterOne) {
            super(golden.model, settings, 1);
            this.golden = golden;
            this.orders = orders;
            this.expected = expected;
            this.afterOne = afterOne;
        }

        @Override
        int[] order(RolloutBatch rows, int step, int epoch) { return orders[epoch - 1]; }

        @Override
        double[][] trained(RolloutBatch rows) { return TrlGoldenTest.trained(rows); }

        @Override
        List<LossSums> accumulate(RolloutScores old, Advantages advantages, int step, int epoch) {
            List<LossSums> parts = super.accumulate(old, advantages, step, epoch);
            double tolerance = optimiserSteps == 0 ? 5e-6 : optimiserSteps < 4 ? 2e-5 : 1e-4;
            assertThat(parts).hasSize(4);
            for (int p = 0; p < 4; p++) {
                LossSums sums = parts.get(p);
                int tokens = old.rows().only(Arrays.copyOfRange(orders[epoch - 1], 2 * p, 2 * p + 2)).tokens() - 2;
                JsonObject loss = expected.getAsJsonArray("minibatches").get(4 * (epoch - 1) + p).getAsJsonObject();
                assertThat(sums.tokens()).isEqualTo(tokens);
                assertThat(sums.divisor()).isEqualTo(4.0 * tokens);
                assertThat(-sums.lClip() / tokens).isCloseTo(loss.get("policy_loss").getAsDouble(), within(tolerance));
                assertThat(sums.lVf() / tokens).isCloseTo(loss.get("value_loss").getAsDouble(), within(tolerance));
                assertThat(sums.clipped() / tokens).isCloseTo(loss.get("policy_clipfrac").getAsDouble(), within(1e-6));
                assertThat(sums.valuesClipped() / tokens).isCloseTo(loss.get("value_clipfrac").getAsDouble(), within(1e-6));
                assertThat(sums.gap() / tokens).isCloseTo(loss.get("approxkl").getAsDouble(), within(tolerance));
                assertThat(sums.entropy() / tokens).isCloseTo(loss.get("entropy").getAsDouble(), within(5e-5));
            }
            return parts;
        }

        @Override
        double optimise(double learningRate) {
            if (afterOne != null && updates() == 1) requireWeights(golden, afterOne);
            double clip = optimiserSteps++ == 0 ? 1 : 0;                     // TRL's exhausted iterator
            try (NDManager step = golden.policy.manager().newSubManager()) {
                double norm = golden.model.update(step, step.create(new double[] {learningRate, 0, clip, 0.9, 0.999, 1e-8}));
                JsonObject wanted = expected.getAsJsonArray("optimizer_steps").get((int) updates()).getAsJsonObject();
                assertThat(norm).isCloseTo(wanted.get("grad_norm_before_clip").getAsDouble(), within(1e-4));
                return norm;
            }
        }
    }

    /** What TRL's whitening makes of a padded reward of 0: the padding then leaks through GAE into real advantages. */
    private static double padded(double[][] rewards) {
        double[] flat = Arrays.stream(rewards).flatMapToDouble(Arrays::stream).toArray();
        double mean = Arrays.stream(flat).average().orElseThrow();
        double variance = Arrays.stream(flat).map(x -> (x - mean) * (x - mean)).sum() / (flat.length - 1);
        return -mean / Math.sqrt(variance + 1e-8) + mean;
    }

    /** Whitened rewards behind which the padding stands. */
    private static Advantages leaking(double[][] rewards, double[][] values) {
        double[][] whitened = Whitening.of(rewards, true);
        double padding = padded(rewards);
        int width = Arrays.stream(rewards).mapToInt(row -> row.length).max().orElseThrow();
        double[][] wideRewards = new double[rewards.length][];
        double[][] wideValues = new double[rewards.length][];
        for (int b = 0; b < rewards.length; b++) {
            wideRewards[b] = Arrays.copyOf(whitened[b], width);
            Arrays.fill(wideRewards[b], rewards[b].length, width, padding);
            wideValues[b] = Arrays.copyOf(values[b], width);
        }
        Advantages wide = Advantages.of(wideRewards, wideValues,
                Settings.with(SETTINGS, Map.of("rewardWhitening", false, "advantageWhitening", false)));
        return new Advantages(Whitening.of(cut(wide.advantages(), rewards), false), cut(wide.returns(), rewards));
    }

    private static double[][] cut(double[][] wide, double[][] lengths) {
        return IntStream.range(0, wide.length).mapToObj(b -> Arrays.copyOf(wide[b], lengths[b].length)).toArray(double[][]::new);
    }

    /** TRL 0.9.6 leaves the first token out. */
    private static double[][] trained(RolloutBatch rows) {
        double[][] trained = new double[rows.size()][];
        for (int b = 0; b < trained.length; b++) {
            trained[b] = new double[rows.answers()[b].length];
            Arrays.fill(trained[b], 1, trained[b].length, 1);
        }
        return trained;
    }

    private static double[][] withoutFirst(double[][] x) {
        return Arrays.stream(x).map(row -> Arrays.copyOfRange(row, 1, row.length)).toArray(double[][]::new);
    }

    private static double[][] withFirst(double[][] x) {
        List<double[]> rows = new ArrayList<>();
        for (double[] row : x) {
            double[] wide = new double[row.length + 1];
            System.arraycopy(row, 0, wide, 1, row.length);
            rows.add(wide);
        }
        return rows.toArray(double[][]::new);
    }

    private static void requireWeights(GoldenPolicy golden, String file) {
        List<Double> differences = golden.differences(file, null);
        assertThat(differences.get(differences.size() - 1 - NOISY)).as(file).isLessThan(5e-5);
        assertThat(differences.get((int) (differences.size() * 0.999))).as(file).isLessThan(1e-6);
    }
}
