package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.empathyworkbench.ppo.GoldenPolicy.difference;
import static org.empathyworkbench.ppo.GoldenPolicy.table;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Equations 6 to 15 against the reference's {@code ppo.paper_equations}, computed in float64 by independent code. */
class PaperEquationsGoldenTest {
    private static final JsonObject EXPECTED = GoldenPolicy.CASES.getAsJsonObject("paper_equations");
    private static final PpoSettings SETTINGS = Settings.with(PpoSettings.paper(),
            Map.of("learningRate", 1e-3, "decaySparesNorms", false, "miniBatch", 2));
    private static final double[] SCORES = GoldenPolicy.row(GoldenPolicy.CASES.getAsJsonObject("trl_plain_1epoch").get("raw_scores"));

    @TempDir
    Path folder;

    @BeforeAll
    static void start() { Torch.start(1); }

    @Test
    void oldLogProbabilitiesValuesAndKlEqualTheReference() throws IOException {
        try (GoldenPolicy golden = policy("ppo_policy.safetensors"); RolloutScores old = golden.model.assess(GoldenPolicy.rows())) {
            assertThat(difference(old.logProbabilities(), expected("logprobs"))).isLessThan(5e-5);
            assertThat(difference(old.reference(), expected("ref_logprobs"))).isLessThan(5e-5);
            assertThat(difference(old.values(), expected("values"))).isLessThan(5e-5);
            assertThat(difference(old.kl(), expected("kl"))).isLessThan(5e-5);
        }
    }

    @Test
    void rewardsAdvantagesAndReturnsEqualTheReference() {
        double[][] rewards = TokenRewards.of(SCORES, expected("kl"), 0.2);
        assertThat(difference(rewards, expected("rewards"))).isLessThan(1e-7);
        Advantages advantages = Advantages.of(rewards, expected("values"), SETTINGS);
        assertThat(difference(advantages.advantages(), expected("advantages"))).isLessThan(1e-6);
        assertThat(difference(advantages.returns(), expected("returns"))).isLessThan(1e-6);
    }

    @Test
    void lossAndEveryGradientAtTheOldPolicyEqualTheReference() throws IOException {
        lossAndGradients("ppo_policy.safetensors", "at_old_policy");
    }

    @Test
    void lossAndEveryGradientAtAMovedPolicyWithClippedRatiosEqualTheReference() throws IOException {
        lossAndGradients("ppo_policy_new.safetensors", "at_moved_policy");
    }

    @Test
    void aMovedPolicyHasTheReferencesLogProbabilitiesAndValues() throws IOException {
        try (GoldenPolicy golden = policy("ppo_policy_new.safetensors"); RolloutScores moved = golden.model.assess(GoldenPolicy.rows())) {
            JsonObject expected = EXPECTED.getAsJsonObject("at_moved_policy");
            assertThat(difference(moved.logProbabilities(), table(expected.get("new_logprobs"), 0))).isLessThan(5e-5);
            assertThat(difference(moved.values(), table(expected.get("new_values"), 0))).isLessThan(5e-5);
        }
    }

    @Test
    void oneUpdateGivesTheReferencesWeights() throws IOException {
        try (GoldenPolicy golden = policy("ppo_policy.safetensors"); RolloutScores old = golden.model.assess(GoldenPolicy.rows())) {
            Advantages advantages = Advantages.of(TokenRewards.of(SCORES, old.kl(), SETTINGS.reward().beta()), old.values(), SETTINGS);
            golden.model.accumulate(old, advantages, IntStream.range(0, 8).toArray(), null, 8);
            boolean[] gradientIsNoise = golden.gradientsBelow(1e-7);
            golden.model.gradients().forEach(g -> g.muli(0));
            PpoStatistics statistics = new PolicyUpdate(golden.model, SETTINGS, 1)
                    .learn(old, advantages, 1, SETTINGS.optimizer().learningRate());
            assertThat(statistics.policyLoss())
                    .isCloseTo(-EXPECTED.getAsJsonObject("at_old_policy").get("L_CLIP").getAsDouble(), within(5e-6));
            assertThat(statistics.valueLoss()).isCloseTo(EXPECTED.getAsJsonObject("at_old_policy").get("L_VF").getAsDouble(), within(5e-6));
            List<Double> differences = golden.differences("ppo_after1_paper.safetensors", gradientIsNoise);
            assertThat(differences.get(differences.size() - 1)).isLessThan(5e-5);
            assertThat(differences.get((int) (differences.size() * 0.999))).isLessThan(1e-6);
        }
    }

    private void lossAndGradients(String file, String section) throws IOException {
        JsonObject expected = EXPECTED.getAsJsonObject(section);
        try (GoldenPolicy golden = policy(file); RolloutScores assessed = golden.model.assess(GoldenPolicy.rows())) {
            RolloutScores old = new RolloutScores(assessed.manager(), assessed.rows(), expected("logprobs"),
                    expected("values"), assessed.entropy(), assessed.outside(), assessed.reference(),
                    assessed.fullKl(), assessed.uncharged(), assessed.tokenSet(), assessed.allowed(), assessed.pick());
            List<LossSums> parts = new PolicyUpdate(golden.model, SETTINGS, 1)
                    .accumulate(old, new Advantages(expected("advantages"), expected("returns")), 1, 1);
            assertThat(parts).hasSize(4);
            PpoStatistics statistics = PpoStatistics.of(parts, 0, 1, SETTINGS.loss().alpha());
            assertThat(-statistics.policyLoss()).isCloseTo(expected.get("L_CLIP").getAsDouble(), within(5e-6));
            assertThat(statistics.valueLoss()).isCloseTo(expected.get("L_VF").getAsDouble(), within(5e-6));
            assertThat(statistics.totalLoss()).isCloseTo(expected.get("total").getAsDouble(), within(5e-6));
            JsonObject norms = expected.getAsJsonObject("grad_l2");
            List<String> names = golden.names();
            assertThat(names).containsExactlyInAnyOrderElementsOf(norms.keySet());
            for (int i = 0; i < names.size(); i++) {
                double norm = golden.model.gradients().get(i).norm().getFloat();
                assertThat(norm).as(names.get(i)).isCloseTo(norms.get(names.get(i)).getAsDouble(), within(5e-5));
            }
        }
    }

    private GoldenPolicy policy(String file) throws IOException { return new GoldenPolicy(folder, file, SETTINGS); }

    private static double[][] expected(String name) { return table(EXPECTED.get(name), 0); }
}
