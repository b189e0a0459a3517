package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.setting.Settings;
import org.junit.jupiter.api.Test;

class ActorCriticTest extends WithTinyActorCritic {
    private static final PpoSettings SETTINGS = TinyActorCritic.SETTINGS;

    @Test
    void fullKlAgainstAnotherModelIsNeverNegativeAndItsSampleMeanIsK1() {
        tiny.referTo(8);
        for (String distribution : List.of("raw", "behaviour")) {
            PpoSettings settings = Settings.with(SETTINGS, Map.of("logProbabilities", distribution, "temperature", 1.0, "topK", 0));
            RolloutBatch rows = tiny.drawn(settings).rows();
            try (ActorCritic model = tiny.with(settings); RolloutScores old = model.assess(rows)) {
                assertThat(Arrays.stream(TinyActorCritic.flat(old.fullKl())).min().orElseThrow()).isGreaterThan(-1e-6);
                double full = PpoMetrics.sum(old.fullKl()) / rows.tokens();
                assertThat(full).isGreaterThan(0.01);
                assertThat(PpoMetrics.sum(old.kl()) / rows.tokens()).isCloseTo(full, within(0.5 * full + 0.05));
                assertThat(Arrays.stream(TinyActorCritic.flat(old.outside())).max().orElseThrow()).isLessThan(1e-5);
            }
        }
    }

    @Test
    void aMeanRatioOverTheLimitTeachesNothing() {
        RolloutBatch rows = TinyActorCritic.rows();
        try (ActorCritic model = tiny.with(SETTINGS.with("ratioLimit", 10)); RolloutScores old = model.assess(rows)) {
            RolloutScores far = new RolloutScores(old.manager(), rows, TinyActorCritic.like(rows, -40), old.values(), old.entropy(),
                    old.outside(), old.reference(), old.fullKl(), old.uncharged(), old.tokenSet(), old.allowed(), old.pick());
            LossSums sums = model.accumulate(far, new Advantages(TinyActorCritic.like(rows, 1), TinyActorCritic.like(rows, 2)),
                    IntStream.range(0, 5).toArray(), null, 5);
            assertThat(sums.skipped()).isTrue();
            assertThat(model.gradients()).allSatisfy(g -> assertThat(g.norm().getFloat()).isZero());
        }
    }

    @Test
    void anUpdateWithAGradientThatIsNoNumberChangesNothing() {
        String before = tiny.generator.model().hash();
        try (ActorCritic model = tiny.with(SETTINGS)) {
            model.gradients().get(3).addi(Float.NaN);
            assertThat(model.update(1e-3)).isNaN();
            assertThat(tiny.generator.model().hash()).isEqualTo(before);
        }
    }

    @Test
    void bfloat16ProductsGiveNearlyTheSameProbabilitiesAndGradientsAndRatioOneAtTheOldPolicy() {
        RolloutBatch rows = TinyActorCritic.rows();
        int[] all = IntStream.range(0, 5).toArray();
        try (ActorCritic exact = tiny.with(SETTINGS);
                ActorCritic half = tiny.with(Settings.with(SETTINGS, Map.of("precision", "bf16", "frozenPrecision", "bf16")));
             RolloutScores wanted = exact.assess(rows); RolloutScores rounded = half.assess(rows)) {
            assertThat(TinyActorCritic.flat(rounded.logProbabilities())).containsExactly(TinyActorCritic.flat(wanted.logProbabilities()),
                    within(0.1)).isNotEqualTo(TinyActorCritic.flat(wanted.logProbabilities()));
            assertThat(TinyActorCritic.flat(rounded.values())).containsExactly(TinyActorCritic.flat(wanted.values()), within(0.1));
            assertThat(TinyActorCritic.flat(rounded.kl())).containsOnly(0.0);
            Advantages advantages = new Advantages(TinyActorCritic.like(rows, 1), TinyActorCritic.like(rows, 2));
            exact.accumulate(wanted, advantages, all, null, 5);
            LossSums sums = half.accumulate(rounded, advantages, all, null, 5);
            assertThat(sums.ratioMax()).isCloseTo(1, within(1e-6));
            double product = 0;
            double exactSquares = 0;
            double roundedSquares = 0;
            for (int i = 0; i < exact.gradients().size(); i++) {
                NDArray a = exact.gradients().get(i);
                NDArray b = half.gradients().get(i);
                product += a.mul(b).sum().getFloat();
                exactSquares += a.mul(a).sum().getFloat();
                roundedSquares += b.mul(b).sum().getFloat();
            }
            assertThat(product / Math.sqrt(exactSquares * roundedSquares)).isGreaterThan(0.98);
        }
    }

    @Test
    void blocksComputedTwiceGiveTheSameSumsAndGradients() {
        RolloutBatch rows = TinyActorCritic.rows();
        int[] all = IntStream.range(0, 5).toArray();
        List<List<float[]>> gradients = new ArrayList<>();
        List<LossSums> sums = new ArrayList<>();
        for (boolean twice : new boolean[] {false, true}) {
            try (ActorCritic model = tiny.with(SETTINGS.with("recompute", twice)); RolloutScores old = model.assess(rows)) {
                sums.add(model.accumulate(old, new Advantages(TinyActorCritic.like(rows, 1), TinyActorCritic.like(rows, 2)), all, null, 5));
                gradients.add(TinyActorCritic.taken(model));
            }
        }
        assertThat(sums.get(1)).isEqualTo(sums.get(0));
        for (int i = 0; i < gradients.get(0).size(); i++)
            assertThat(gradients.get(1).get(i)).containsExactly(gradients.get(0).get(i), within(1e-5f));
    }

    @Test
    void weightDecaySparesNormsAndBiasesUnlessItIsToldOtherwise() {
        for (boolean spares : new boolean[] {true, false}) {
            PpoSettings settings = Settings.with(SETTINGS, Map.of("weightDecay", 0.5, "decaySparesNorms", spares));
            try (ActorCritic model = tiny.with(settings)) {
                List<float[]> before = tiny.generator.model().weights().stream().map(NDArray::toFloatArray).toList();
                model.update(0.1);                                             // no gradient: decay alone moves weights
                for (int i = 0; i < before.size(); i++) {
                    float[] after = tiny.generator.model().weights().get(i).toFloatArray();
                    float factor = spares && !tiny.generator.model().decays()[i] ? 1 : 0.95f;
                    for (int j = 0; j < after.length; j++) assertThat(after[j]).isCloseTo(factor * before.get(i)[j], within(1e-6f));
                }
            }
        }
    }
}
