package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.TinyGenerator;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.t5.Parameters;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActorCriticTest {
    private static final PpoSettings SETTINGS = Settings.with(PpoSettings.paper(), Map.of("batch", 8, "miniBatch", 8, "maximumNewTokens", 12));
    /** One token alone, ids equal to the padding's, the end at different places, no end. */
    private static final int[][] ANSWERS = {{1}, {0, 0, 9, 1}, {7, 8, 9, 10, 11, 12, 13}, {200, 1}, {0}};
    private static final int[][] CONTEXTS = {{3, 4, 1}, {0, 0, 5, 1}, {6, 1}, {9, 8, 7, 6, 5, 4, 3, 2, 1}, {1}};

    @TempDir
    Path folder;
    private ResponseGenerator generator;
    private T5Model reference;

    @BeforeAll
    static void start() { Torch.start(1); }

    @BeforeEach
    void open() { load(TinyGenerator.first(256)); }

    @AfterEach
    void close() {
        reference.close();
        generator.close();
    }

    /** METHOD section 6, rules 1 and 2. */
    @Test
    void aRowAloneAndInAPaddedBatchGiveEqualLogProbabilitiesValuesLossAndGradients() {
        AnswerRows rows = new AnswerRows(CONTEXTS, ANSWERS);
        Advantages advantages = new Advantages(like(rows, 1), like(rows, 2));
        try (ActorCritic model = model(SETTINGS); Assessment batch = model.assess(rows)) {
            LossSums together = model.accumulate(batch, advantages, IntStream.range(0, 5).toArray(), null, 5);
            List<float[]> gradients = taken(model);
            double lClip = 0;
            double lVf = 0;
            for (int b = 0; b < 5; b++) {
                try (Assessment alone = model.assess(rows.only(new int[] {b}))) {
                    assertThat(alone.logProbabilities()[0]).containsExactly(batch.logProbabilities()[b], within(1e-5));
                    assertThat(alone.values()[0]).containsExactly(batch.values()[b], within(1e-5));
                    assertThat(alone.reference()[0]).containsExactly(batch.reference()[b], within(1e-5));
                    assertThat(alone.entropy()[0]).containsExactly(batch.entropy()[b], within(1e-5));
                    LossSums sums = model.accumulate(alone, new Advantages(new double[][] {advantages.advantages()[b]}, new double[][] {advantages.returns()[b]}),
                            new int[] {0}, null, 5);
                    lClip += sums.lClip();
                    lVf += sums.lVf();
                }
            }
            assertThat(lClip / 5).isCloseTo(together.lClip() / 5, within(1e-5));
            assertThat(lVf / 5).isCloseTo(together.lVf() / 5, within(1e-5));
            List<float[]> alone = taken(model);
            for (int i = 0; i < alone.size(); i++) assertThat(alone.get(i)).containsExactly(gradients.get(i), within(1e-5f));
        }
    }

    @Test
    void everyTokenIsTrainedTheFirstAndTheEndIncluded() {
        AnswerRows rows = new AnswerRows(CONTEXTS, ANSWERS);
        try (ActorCritic model = model(SETTINGS); Assessment old = model.assess(rows)) {
            LossSums sums = model.accumulate(old, new Advantages(like(rows, 1), like(rows, 2)), IntStream.range(0, 5).toArray(), null, 5);
            assertThat(sums.tokens()).isEqualTo(15);
            for (int b = 0; b < 5; b++) {
                double[][] only = like(rows, 0);
                only[b][only[b].length - 1] = 1;
                model.gradients().forEach(g -> g.muli(0));
                model.accumulate(old, new Advantages(only, old.values()), new int[] {b}, null, 1);
                assertThat(model.gradients().get(0).norm().getFloat()).isPositive();
            }
        }
    }

    /** METHOD section 6, rules 3 and 4: dropout of the configuration plays no part. */
    @Test
    void ratiosAreOneAtTheOldPolicyForRawAndBehaviourProbabilities() {
        for (String distribution : List.of("raw", "behaviour")) {
            PpoSettings settings = Settings.with(SETTINGS, Map.of("logProbabilities", distribution, "minimumLength", 4, "topP", 0.9));
            AnswerRows rows = drawn(settings).rows();
            try (ActorCritic model = model(settings); Assessment old = model.assess(rows)) {
                LossSums sums = model.accumulate(old, new Advantages(like(rows, 1), like(rows, 2)), IntStream.range(0, rows.size()).toArray(), null, 8);
                assertThat(sums.ratioMax()).isCloseTo(1, within(1e-6));
                assertThat(sums.ratio() / sums.tokens()).isCloseTo(1, within(1e-6));
                assertThat(sums.gap()).isLessThan(1e-10);
                assertThat(sums.clipped()).isZero();
                assertThat(flat(old.kl())).containsOnly(0.0);
                assertThat(flat(old.fullKl())).containsOnly(0.0);
            }
        }
    }

    /** METHOD section 6, rule 5. */
    @Test
    void behaviourLogProbabilitiesAreThoseTheTokensWereDrawnWith() {
        for (T5Config config : List.of(TinyGenerator.first(256), TinyGenerator.second(256))) {
            close();
            load(config);
            PpoSettings settings = Settings.with(SETTINGS, Map.of("logProbabilities", "behaviour", "minimumLength", 5, "topP", 0.8, "topK", 7));
            Rollout rollout = drawn(settings);
            try (ActorCritic model = model(settings); Assessment old = model.assess(rollout.rows())) {
                for (int b = 0; b < rollout.responses().size(); b++) {
                    Response response = rollout.responses().get(b);
                    assertThat(Arrays.stream(old.logProbabilities()[b]).sum()).isCloseTo(response.logProbability(), within(1e-3));
                }
            }
        }
    }

    @Test
    void fullKlAgainstAnotherModelIsNeverNegativeAndItsSampleMeanIsK1() {
        reference.close();
        reference = T5Model.random(TinyGenerator.first(256), 8, generator.model().device());
        for (String distribution : List.of("raw", "behaviour")) {
            PpoSettings settings = Settings.with(SETTINGS, Map.of("logProbabilities", distribution, "temperature", 1.0, "topK", 0));
            AnswerRows rows = drawn(settings).rows();
            try (ActorCritic model = model(settings); Assessment old = model.assess(rows)) {
                assertThat(Arrays.stream(flat(old.fullKl())).min().orElseThrow()).isGreaterThan(-1e-6);
                double full = PpoMetrics.sum(old.fullKl()) / rows.tokens();
                assertThat(full).isGreaterThan(0.01);
                assertThat(PpoMetrics.sum(old.kl()) / rows.tokens()).isCloseTo(full, within(0.5 * full + 0.05));
                assertThat(Arrays.stream(flat(old.outside())).max().orElseThrow()).isLessThan(1e-5);
            }
        }
    }

    /** METHOD section 6, rule 13. */
    @Test
    void answersOfTheEndAloneAndOneAnswerAloneGiveFiniteNumbers() {
        Response empty = new Response("", new int[] {1}, true, -1);
        for (PpoSettings preset : new PpoSettings[] {PpoSettings.paper(), PpoSettings.code()}) {
            for (int size : new int[] {1, 3}) {
                Rollout rollout = new Rollout(TinyTask.examples('o').subList(0, size), Collections.nCopies(size, CONTEXTS[0]), Collections.nCopies(size, empty));
                EmpathyRewards rewards = new RewardModel(new OneWordJudge('o'), TargetCache.inMemory()).of(rollout);
                assertThat(Arrays.stream(rewards.values()).boxed()).allMatch(reward -> reward > 0 && reward <= 1);
                RunningMoments moments = new RunningMoments();
                moments.add(rewards.values());
                double[] scores = moments.scale(rewards.values(), preset.scoreScaling());
                try (ActorCritic model = model(preset); Assessment old = model.assess(rollout.rows())) {
                    double[][] tokens = TokenRewards.of(scores, old.kl(), preset.beta());
                    Advantages advantages = Advantages.of(tokens, old.values(), preset);
                    PpoStatistics statistics = new PolicyUpdate(model, preset, 1).learn(old, advantages, 1, 1e-4);
                    assertThat(PpoMetrics.of(rollout, rewards, tokens, old, advantages, statistics).values()).allMatch(Double::isFinite);
                }
            }
        }
    }

    @Test
    void aMeanRatioOverTheLimitTeachesNothing() {
        AnswerRows rows = new AnswerRows(CONTEXTS, ANSWERS);
        try (ActorCritic model = model(SETTINGS.with("ratioLimit", 10)); Assessment old = model.assess(rows)) {
            Assessment far = new Assessment(old.manager(), rows, like(rows, -40), old.values(), old.entropy(), old.outside(), old.reference(), old.fullKl(),
                    old.tokenSet(), old.allowed(), old.pick());
            LossSums sums = model.accumulate(far, new Advantages(like(rows, 1), like(rows, 2)), IntStream.range(0, 5).toArray(), null, 5);
            assertThat(sums.skipped()).isTrue();
            assertThat(model.gradients()).allSatisfy(g -> assertThat(g.norm().getFloat()).isZero());
        }
    }

    @Test
    void anUpdateWithAGradientThatIsNoNumberChangesNothing() {
        String before = generator.model().hash();
        try (ActorCritic model = model(SETTINGS)) {
            model.gradients().get(3).addi(Float.NaN);
            assertThat(model.update(1e-3)).isNaN();
            assertThat(generator.model().hash()).isEqualTo(before);
        }
    }

    @Test
    void bfloat16ProductsGiveNearlyTheSameProbabilitiesAndGradientsAndRatioOneAtTheOldPolicy() {
        AnswerRows rows = new AnswerRows(CONTEXTS, ANSWERS);
        int[] all = IntStream.range(0, 5).toArray();
        try (ActorCritic exact = model(SETTINGS); ActorCritic half = model(SETTINGS.with("precision", "bf16"));
             Assessment wanted = exact.assess(rows); Assessment rounded = half.assess(rows)) {
            assertThat(flat(rounded.logProbabilities())).containsExactly(flat(wanted.logProbabilities()), within(0.1)).isNotEqualTo(flat(wanted.logProbabilities()));
            assertThat(flat(rounded.values())).containsExactly(flat(wanted.values()), within(0.1));
            assertThat(flat(rounded.kl())).containsOnly(0.0);
            Advantages advantages = new Advantages(like(rows, 1), like(rows, 2));
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
    void weightDecaySparesNormsAndBiasesUnlessItIsToldOtherwise() {
        for (boolean spares : new boolean[] {true, false}) {
            PpoSettings settings = Settings.with(SETTINGS, Map.of("weightDecay", 0.5, "decaySparesNorms", spares));
            try (ActorCritic model = model(settings)) {
                List<float[]> before = generator.model().weights().stream().map(NDArray::toFloatArray).toList();
                model.update(0.1);                                             // no gradient: decay alone moves weights
                for (int i = 0; i < before.size(); i++) {
                    float[] after = generator.model().weights().get(i).toFloatArray();
                    float factor = spares && !generator.model().decays()[i] ? 1 : 0.95f;
                    for (int j = 0; j < after.length; j++) assertThat(after[j]).isCloseTo(factor * before.get(i)[j], within(1e-6f));
                }
            }
        }
    }

    private void load(T5Config config) {
        generator = TinyGenerator.of(config, folder);
        reference = generator.model().copy();
    }

    private ActorCritic model(PpoSettings settings) {
        NDManager manager = generator.model().manager();
        int d = generator.model().config().dModel();
        ValueHead head = new ValueHead(Parameters.random(manager, new Shape(1, d), 0.5, 4, 0), manager.ones(new Shape(1)));
        return new ActorCritic(generator.model(), head, reference, settings);
    }

    private Rollout drawn(PpoSettings settings) { return Rollout.of(generator, TinyTask.examples('o').subList(0, 24), settings.sampling(), 5, 1); }

    private static List<float[]> taken(ActorCritic model) {
        List<float[]> gradients = model.gradients().stream().map(NDArray::toFloatArray).toList();
        model.gradients().forEach(g -> g.muli(0));
        return gradients;
    }

    private static double[] flat(double[][] rows) { return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray(); }

    private static double[][] like(AnswerRows rows, double value) {
        return Arrays.stream(rows.answers()).map(answer -> IntStream.range(0, answer.length).mapToDouble(t -> value == 0 ? 0 : value + 0.1 * t).toArray()).toArray(double[][]::new);
    }
}
