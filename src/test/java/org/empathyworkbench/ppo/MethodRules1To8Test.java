package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.empathyworkbench.ppo.TinyActorCritic.flat;
import static org.empathyworkbench.ppo.TinyActorCritic.like;
import static org.empathyworkbench.ppo.TinyActorCritic.taken;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.TinyGenerator;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.t5.TokenBatch;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.training.RecordingJournal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** METHOD section 6, rules 1 to 8, a test or a few each. The others: {@link MethodRules9To12Test}, {@link MethodRules13To17Test}. */
@Tag("slow")
class MethodRules1To8Test extends WithTinyActorCritic {
    private static final PpoSettings SETTINGS = TinyActorCritic.SETTINGS;
    private static final int[] ALL = {0, 1, 2, 3, 4};

    /** Against a pass of its own, without padding or mask, for every prefix [start, y1 .. yt-1], whose last place must foretell y_t. */
    @Test
    void rule1LogProbabilityAndValueAtAPlaceAreOfTheTokenThatFollowsThePrefix() {
        RolloutBatch rows = TinyActorCritic.rows();
        T5Model policy = tiny.generator.model();
        float[] head = tiny.head().weight().toFloatArray();
        try (ActorCritic model = tiny.with(SETTINGS); RolloutScores assessed = model.assess(rows);
                NDManager call = policy.manager().newSubManager()) {
            for (int b = 0; b < rows.size(); b++) {
                NDArray ids = TokenBatch.ids(call, new int[][] {rows.contexts()[b]});
                NDArray mask = call.ones(ids.getShape()).toType(DataType.FLOAT32, false);
                NDArray states = policy.program().run(call, "encode", policy.weights(), ids, mask, 0.0).singletonOrThrow();
                for (int t = 0; t < rows.answers()[b].length; t++) {
                    int[] prefix = new int[t + 1];
                    System.arraycopy(rows.answers()[b], 0, prefix, 1, t);
                    prefix[0] = policy.config().startId();
                    NDArray last = policy.program()
                            .run(call, "decode", policy.weights(), states, mask, TokenBatch.ids(call, new int[][] {prefix}), 0.0)
                            .singletonOrThrow().get(":," + t + ",:");
                    float[] logits = policy.program().run(call, "logits", policy.weights(), last).singletonOrThrow().toFloatArray();
                    double sum = 0;
                    for (float logit : logits) sum += Math.exp(logit - logits[rows.answers()[b][t]]);
                    assertThat(assessed.logProbabilities()[b][t]).isCloseTo(-Math.log(sum), within(1e-5));
                    float[] state = last.toFloatArray();
                    double value = 1;                                                                  // the head's bias
                    for (int i = 0; i < state.length; i++) value += state[i] * head[i];
                    assertThat(assessed.values()[b][t]).isCloseTo(value, within(1e-5));
                }
            }
        }
    }

    @Test
    void rule1EveryTokenIsTrainedTheFirstAndTheEndIncluded() {
        RolloutBatch rows = TinyActorCritic.rows();
        try (ActorCritic model = tiny.with(SETTINGS); RolloutScores old = model.assess(rows)) {
            assertThat(model.accumulate(old, new Advantages(like(rows, 1), like(rows, 2)), ALL, null, 5).tokens()).isEqualTo(15);
            for (int b = 0; b < 5; b++) {
                for (int t : new int[] {0, rows.answers()[b].length - 1}) {
                    double[][] only = like(rows, 0);
                    only[b][t] = 1;
                    taken(model);
                    model.accumulate(old, new Advantages(only, old.values()), new int[] {b}, null, 1);
                    assertThat(model.gradients().get(0).norm().getFloat()).isPositive();
                }
            }
        }
    }

    @Test
    void rule2MasksComeFromLengthsForTheStartTokensIdIsThePaddings() {
        try (NDManager call = tiny.generator.model().manager().newSubManager()) {
            assertThat(TokenBatch.mask(call, new int[][] {{0, 5, 0}, {7}}).toFloatArray()).containsExactly(1, 1, 1, 1, 0, 0);
        }
    }

    @Test
    void rule2ARowAloneAndInAPaddedBatchGiveEqualLogProbabilitiesValuesLossAndGradients() {
        RolloutBatch rows = TinyActorCritic.rows();
        Advantages advantages = new Advantages(like(rows, 1), like(rows, 2));
        try (ActorCritic model = tiny.with(SETTINGS); RolloutScores batch = model.assess(rows)) {
            LossSums together = model.accumulate(batch, advantages, ALL, null, 5);
            List<float[]> gradients = taken(model);
            double lClip = 0;
            double lVf = 0;
            for (int b = 0; b < 5; b++) {
                try (RolloutScores alone = model.assess(rows.only(new int[] {b}))) {
                    assertThat(alone.logProbabilities()[0]).containsExactly(batch.logProbabilities()[b], within(1e-5));
                    assertThat(alone.values()[0]).containsExactly(batch.values()[b], within(1e-5));
                    assertThat(alone.reference()[0]).containsExactly(batch.reference()[b], within(1e-5));
                    assertThat(alone.entropy()[0]).containsExactly(batch.entropy()[b], within(1e-5));
                    LossSums sums = model.accumulate(alone, new Advantages(new double[][] {advantages.advantages()[b]},
                            new double[][] {advantages.returns()[b]}), new int[] {0}, null, 5);
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
    void rule3RatiosAreOneAtTheFirstMiniBatchAndTheKlToTheReferenceIsZero() {
        for (String distribution : List.of("raw", "behaviour")) {
            PpoSettings settings = Settings.with(SETTINGS, Map.of("logProbabilities", distribution, "minimumLength", 4, "topP", 0.9));
            RolloutBatch rows = tiny.drawn(settings).rows();
            try (ActorCritic model = tiny.with(settings); RolloutScores old = model.assess(rows)) {
                LossSums sums = model.accumulate(old, new Advantages(like(rows, 1), like(rows, 2)),
                        IntStream.range(0, 8).toArray(), null, 8);
                assertThat(sums.ratioMax()).isCloseTo(1, within(1e-6));
                assertThat(sums.ratio() / sums.tokens()).isCloseTo(1, within(1e-6));
                assertThat(sums.gap()).isLessThan(1e-10);
                assertThat(sums.clipped()).isZero();
                assertThat(flat(old.kl())).containsOnly(0.0);
                assertThat(flat(old.fullKl())).containsOnly(0.0);
            }
        }
    }

    /** The model's configuration asks for dropout of 0.1; the engine's random numbers are others each time. */
    @Test
    void rule4DropoutIsOffInEverythingThatPpoDoes() {
        assertThat(tiny.generator.model().config().dropout()).isEqualTo(0.1);
        List<Rollout> rollouts = new ArrayList<>();
        List<double[]> numbers = new ArrayList<>();
        List<List<float[]>> gradients = new ArrayList<>();
        RolloutBatch rows = TinyActorCritic.rows();
        tiny.referTo(8);
        for (long seed : new long[] {1, 2}) {
            Torch.seed(seed);
            rollouts.add(tiny.drawn(SETTINGS));
            try (ActorCritic model = tiny.with(SETTINGS); RolloutScores assessed = model.assess(rows)) {
                numbers.add(flat(assessed.logProbabilities()));
                numbers.add(flat(assessed.reference()));
                model.accumulate(assessed, new Advantages(like(rows, 1), like(rows, 2)), ALL, null, 5);
                gradients.add(taken(model));
            }
        }
        assertThat(rollouts.get(0).texts()).isEqualTo(rollouts.get(1).texts());
        assertThat(rollouts.get(0).responses()).extracting(Response::logProbability)
                .isEqualTo(rollouts.get(1).responses().stream().map(Response::logProbability).toList());
        assertThat(numbers.get(0)).isEqualTo(numbers.get(2));
        assertThat(numbers.get(1)).isEqualTo(numbers.get(3));
        for (int i = 0; i < gradients.get(0).size(); i++) assertThat(gradients.get(0).get(i)).isEqualTo(gradients.get(1).get(i));
    }

    @Test
    void rule4DropoutIsOnInSupervisedTraining() {
        T5Model model = tiny.generator.model();
        List<Float> losses = new ArrayList<>();
        try (NDManager call = model.manager().newSubManager()) {
            for (double[] seedAndShare : new double[][] {{1, 0.1}, {2, 0.1}, {1, 0.1}, {1, 0}, {2, 0}}) {
                Torch.seed((long) seedAndShare[0]);
                losses.add(supervised(model, call, TinyActorCritic.CONTEXTS, TinyActorCritic.ANSWERS, seedAndShare[1]).get(0).getFloat());
            }
        }
        assertThat(losses.get(0)).isNotEqualTo(losses.get(1)).isEqualTo(losses.get(2)).isNotEqualTo(losses.get(3));
        assertThat(losses.get(3)).isEqualTo(losses.get(4));
    }

    @Test
    void rule5BehaviourProbabilitiesAreThoseTheTokensWereDrawnWith() {
        for (T5Config config : List.of(TinyGenerator.first(256), TinyGenerator.second(256))) {
            PpoSettings settings = Settings.with(SETTINGS,
                    Map.of("logProbabilities", "behaviour", "minimumLength", 5, "topP", 0.8, "topK", 7));
            try (TinyActorCritic other = new TinyActorCritic(config, folder)) {
                Rollout rollout = other.drawn(settings);
                try (ActorCritic model = other.with(settings); RolloutScores old = model.assess(rollout.rows())) {
                    for (int b = 0; b < rollout.responses().size(); b++) {
                        assertThat(Arrays.stream(old.logProbabilities()[b]).sum())
                                .isCloseTo(rollout.responses().get(b).logProbability(), within(1e-3));
                    }
                }
            }
        }
    }

    @Test
    void rule5RawProbabilitiesAreNotSoTheirKlTurnsNegativeAndTheMassOutsideTopKIsCharted() {
        tiny.referTo(8);
        PpoSettings settings = Settings.with(SETTINGS, Map.of("topK", 7));
        Rollout rollout = tiny.drawn(settings);
        RolloutBatch rows = rollout.rows();
        T5Model policy = tiny.generator.model();
        try (ActorCritic model = tiny.with(settings); RolloutScores raw = model.assess(rows);
                NDManager call = policy.manager().newSubManager()) {
            double drawn = rollout.responses().stream().mapToDouble(Response::logProbability).sum();
            // the whole softmax holds more than the seven
            assertThat(PpoMetrics.sum(raw.logProbabilities())).isLessThan(drawn - 1);
            assertThat(Arrays.stream(flat(raw.kl())).min().orElseThrow()).isNegative();
            NDArray logits = policy.program().run(call, "teacher", policy.weights(), TokenBatch.ids(call, rows.contexts()),
                    TokenBatch.mask(call, rows.contexts()), TokenBatch.decoderInput(call, rows.answers(), 0)).get(1);
            float[] softmax = logits.softmax(-1).toFloatArray();
            int width = TokenBatch.width(rows.answers());
            double mass = 0;
            for (int b = 0; b < rows.size(); b++) {
                for (int t = 0; t < rows.answers()[b].length; t++) {
                    float[] sorted = Arrays.copyOfRange(softmax, (b * width + t) * 256, (b * width + t + 1) * 256);
                    Arrays.sort(sorted);
                    double inside = 0;
                    for (int i = 0; i < 7; i++) inside += sorted[255 - i];
                    mass += (1 - inside) / rows.tokens();
                }
            }
            EmpathyRewards rewards = new RewardModel(new OneWordJudge('o'), TargetCache.inMemory()).of(rollout);
            PpoStatistics statistics = new PolicyUpdate(model, settings, 1).learn(raw, new Advantages(like(rows, 1), like(rows, 1)), 1, 0);
            Map<String, Double> charts = PpoMetrics.of(rollout, rewards, raw.kl(), raw,
                    new Advantages(like(rows, 1), like(rows, 1)), statistics, settings);
            assertThat(charts.get("policy/mass-outside-top-k")).isCloseTo(mass, within(1e-5)).isBetween(0.01, 0.99);
        }
    }

    @Test
    void rule6TheScoreIsAddedOnceAtTheLastRealTokenOfRaggedAnswers() {
        double[][] kl = random(1);
        double[] scores = {0.5, 0.25, 1, 0.125};
        double[][] rewards = TokenRewards.of(scores, kl, 0.2);
        for (int b = 0; b < kl.length; b++) {
            assertThat(rewards[b]).hasSameSizeAs(kl[b]);
            for (int t = 0; t < kl[b].length; t++) {
                assertThat(rewards[b][t]).isCloseTo(-0.2 * kl[b][t] + (t == kl[b].length - 1 ? scores[b] : 0), within(1e-12));
            }
        }
    }

    /** At step 1 the KL is 0, so that a response's rewards add up to its score. */
    @Test
    void rule6TheRateOfEndedAnswersIsChartedAndAPenaltyForTheOthersIsASetting() {
        assertThat(PpoSettings.paper().reward().missingEndPenalty()).isZero();
        for (double penalty : new double[] {0, 5}) {
            RecordingJournal journal = new RecordingJournal();
            PpoSettings settings = Settings.with(TinyTask.SETTINGS, Map.of("steps", 1, "missingEndPenalty", penalty));
            try (PpoTraining training = new PpoTraining(tiny.generator, new OneWordJudge('o'),
                    TargetCache.inMemory(), settings.with("learningRate", 0), 1)) {
                training.run(TinyTask.examples('o'), journal);
            }
            double ended = journal.of("text/eos-rate").get(1);
            assertThat(ended).isBetween(0.0, 0.99);
            assertThat(journal.of("reward/with-kl").get(1))
                    .isCloseTo(journal.of("reward/raw").get(1) - penalty * (1 - ended), within(1e-9));
        }
    }

    @Test
    void rule7AdvantagesEqualTheDoubleSumOfEquation9() {
        double[][] rewards = random(1);
        double[][] values = random(2);
        for (double gamma : new double[] {0.3, 0.9, 1}) {
            for (double lambda : new double[] {0, 0.5, 0.95, 1}) {
                double[][] advantages = Advantages.generalised(rewards, values, gamma, lambda);
                for (int b = 0; b < rewards.length; b++) {
                    for (int t = 0; t < rewards[b].length; t++) {
                        double sum = 0;
                        for (int l = 0; t + l < rewards[b].length; l++) {
                            double after = t + l + 1 < rewards[b].length ? values[b][t + l + 1] : 0;
                            sum += Math.pow(gamma * lambda, l) * (rewards[b][t + l] + gamma * after - values[b][t + l]);
                        }
                        assertThat(advantages[b][t]).isCloseTo(sum, within(1e-10));
                    }
                }
            }
        }
    }

    @Test
    void rule7GammaAndLambdaOneGiveTheReturnAndLambdaZeroOneStepErrors() {
        double[][] rewards = random(1);
        double[][] values = random(2);
        Advantages whole = Advantages.of(rewards, values, PpoSettings.paper().with("lambda", 1));
        double[][] steps = Advantages.generalised(rewards, values, 0.9, 0);
        for (int b = 0; b < rewards.length; b++) {
            for (int t = 0; t < rewards[b].length; t++) {
                assertThat(whole.returns()[b][t]).isCloseTo(Arrays.stream(rewards[b], t, rewards[b].length).sum(), within(1e-10));
                double after = t + 1 < rewards[b].length ? values[b][t + 1] : 0;
                assertThat(steps[b][t]).isCloseTo(rewards[b][t] + 0.9 * after - values[b][t], within(1e-12));
            }
        }
    }

    @Test
    void rule7GarbageBehindTheLastTokenChangesNothing() {
        double[][] rewards = random(1);
        double[][] values = random(2);
        double[][] padded = Arrays.stream(values).map(row -> {
            double[] wide = Arrays.copyOf(row, row.length + 5);
            Arrays.fill(wide, row.length, wide.length, Double.NaN);
            return wide;
        }).toArray(double[][]::new);
        PpoSettings code = PpoSettings.code();
        Advantages clean = Advantages.of(rewards, values, code);
        Advantages dirty = Advantages.of(rewards, padded, code);
        assertThat(dirty.advantages()).isDeepEqualTo(clean.advantages());
        assertThat(dirty.returns()).isDeepEqualTo(clean.returns());
    }

    @Test
    void rule8WhiteningIsOverRealTokensAndOneTokenAloneGivesANumber() {
        double[][] rewards = random(1);
        Advantages whitened = Advantages.of(rewards, random(2), PpoSettings.paper().with("advantageWhitening", true));
        assertThat(whitened.returns()).as("taken before").isDeepEqualTo(Advantages.of(rewards, random(2), PpoSettings.paper()).returns());
        double[] white = flat(whitened.advantages());
        assertThat(Arrays.stream(white).average().orElseThrow()).isCloseTo(0, within(1e-10));
        assertThat(Arrays.stream(white).map(x -> x * x).sum() / (white.length - 1)).isCloseTo(1, within(1e-6));
        double[] kept = flat(Whitening.of(rewards, true));
        assertThat(Arrays.stream(kept).average().orElseThrow())
                .isCloseTo(Arrays.stream(flat(rewards)).average().orElseThrow(), within(1e-10));
        assertThat(Whitening.of(new double[][] {{3}}, false)[0]).containsExactly(0);
        assertThat(Whitening.of(new double[][] {{3}}, true)[0]).containsExactly(3);
        assertThat(Whitening.of(new double[][] {{3, 3}, {3}}, false)[0]).containsExactly(0, 0);
    }

    /** The mean loss over the rows' tokens and its gradients. */
    private static NDList supervised(T5Model model, NDManager call, int[][] contexts, int[][] answers, double dropout) {
        return model.program().runWithGrad(call, "loss_gradients", model.weights(), TokenBatch.ids(call, contexts),
                TokenBatch.mask(call, contexts), TokenBatch.decoderInput(call, answers, 0), TokenBatch.labels(call, answers),
                call.create((float) dropout), call.create((float) TokenBatch.tokens(answers)));
    }

    private static double[][] random(long seed) {
        Random random = new Random(seed);
        return IntStream.of(1, 7, 30, 2).mapToObj(length -> random.doubles(length, -1, 1).toArray()).toArray(double[][]::new);
    }
}
