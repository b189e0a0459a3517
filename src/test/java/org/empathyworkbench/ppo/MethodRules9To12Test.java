package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.empathyworkbench.ppo.TinyActorCritic.like;
import static org.empathyworkbench.ppo.TinyActorCritic.taken;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.generation.TinyGenerator;
import org.empathyworkbench.identifier.Attention;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.identifier.Head;
import org.empathyworkbench.identifier.Identifier;
import org.empathyworkbench.identifier.IdentifierConfig;
import org.empathyworkbench.identifier.IdentifierSetFile;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.t5.TokenBatch;
import org.empathyworkbench.torch.AdamW;
import org.empathyworkbench.torch.Program;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.training.RecordingJournal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** METHOD section 6, rules 9 to 12, a test or a few each. The others: {@link MethodRules1To8Test}, {@link MethodRules13To17Test}. */
@Tag("slow")
class MethodRules9To12Test extends WithTinyActorCritic {
    private static final PpoSettings SETTINGS = TinyActorCritic.SETTINGS;
    private static final char LETTER = 'o';
    /** Long enough that far positions share the last bucket. */
    private static final int LONG = 140;

    @Test
    void rule9FourTimesEightAccumulateToThirtyTwoInPpo() {
        Random random = new Random(5);
        RolloutBatch rows = new RolloutBatch(ids(random, 32, 2, 12), ids(random, 32, 1, 9));
        PpoSettings settings = Settings.with(SETTINGS, Map.of("batch", 32, "miniBatch", 32));
        try (ActorCritic model = tiny.with(settings); RolloutScores old = model.assess(rows)) {
            Advantages advantages = new Advantages(like(rows, 0.2), like(rows, 0.5));
            model.accumulate(old, advantages, IntStream.range(0, 32).toArray(), null, 32);
            List<float[]> whole = taken(model);
            for (int part = 0; part < 4; part++)
                model.accumulate(old, advantages, IntStream.range(8 * part, 8 * part + 8).toArray(), null, 32);
            assertEqualGradients(taken(model), whole);
        }
    }

    /** Identifiers: {@code IdentifierTest.aBatchInPartsLearnsAsTheBatchInOneCall}. */
    @Test
    void rule9FourTimesEightAccumulateToThirtyTwoInSupervisedTraining() {
        Random random = new Random(6);
        int[][] contexts = ids(random, 32, 2, 12);
        int[][] answers = ids(random, 32, 1, 9);
        T5Model model = tiny.generator.model();
        try (NDManager call = model.manager().newSubManager()) {
            NDList whole = supervised(model, call, contexts, answers, 0);
            List<NDArray> sums = model.weights().stream().map(weight -> call.zeros(weight.getShape())).toList();
            for (int from = 0; from < 32; from += 8) {
                int[][] c = Arrays.copyOfRange(contexts, from, from + 8);
                int[][] y = Arrays.copyOfRange(answers, from, from + 8);
                model.program().runWithGrad(call, "accumulate", model.weights(), sums, TokenBatch.ids(call, c),
                        TokenBatch.mask(call, c), TokenBatch.decoderInput(call, y, 0),
                        TokenBatch.labels(call, y), call.create(0f), call.create((float) TokenBatch.tokens(answers)));
            }
            assertEqualGradients(sums.stream().map(NDArray::toFloatArray).toList(),
                    whole.subNDList(1).stream().map(NDArray::toFloatArray).toList());
        }
    }

    /** After one step AdamW's first moment is a tenth of the gradient that it was given. */
    @Test
    void rule9TheGradientIsClippedByItsGlobalNorm() {
        T5Model model = tiny.generator.model();
        try (NDManager call = model.manager().newSubManager();
                AdamW adam = new AdamW(call, model.weights(), model.decays(), AdamW.Hyper.of(0, 0.25))) {
            List<float[]> before = supervised(model, call, TinyActorCritic.CONTEXTS, TinyActorCritic.ANSWERS, 0)
                    .subNDList(1).stream().map(NDArray::toFloatArray).toList();
            double squares = before.stream()
                    .mapToDouble(g -> IntStream.range(0, g.length).mapToDouble(i -> (double) g[i] * g[i]).sum()).sum();
            assertThat(Math.sqrt(squares)).isGreaterThan(0.3);
            NDList out = model.program().runWithGrad(call, "step", model.weights(), adam.firstMoments(), adam.secondMoments(),
                    adam.steps(), adam.decayed(), adam.hyper(call, 1e-3), TokenBatch.ids(call, TinyActorCritic.CONTEXTS),
                    TokenBatch.mask(call, TinyActorCritic.CONTEXTS), TokenBatch.decoderInput(call, TinyActorCritic.ANSWERS, 0),
                    TokenBatch.labels(call, TinyActorCritic.ANSWERS), call.create(0f), call.create(15f));
            assertThat((double) out.get(1).getFloat()).isCloseTo(Math.sqrt(squares), within(1e-5));
            double scale = 0.25 / Math.sqrt(squares);
            for (int i = 0; i < before.size(); i++) {
                float[] moment = adam.firstMoments().get(i).toFloatArray();
                for (int j = 0; j < moment.length; j++)
                    assertThat((double) moment[j]).isCloseTo(0.1 * scale * before.get(i)[j], within(1e-7));
            }
        }
    }

    /** A large epsilon tells whether it stands outside the bias-corrected root; PyTorch's own weights: {@code T5GoldenTest}. */
    @Test
    void rule10AdamWStepsEqualPyTorchs() {
        double rate = 0.01;
        double decay = 0.1;
        double epsilon = 0.3;
        double[][] gradients = {{0.5, -2, 1e-4}, {-0.25, 3, 0}, {1, 1, 1}};
        double[] wanted = {1, -0.5, 0.25};
        double[] m = new double[3];
        double[] v = new double[3];
        try (Program program = Program.compile(Map.of(), "adamw"); NDManager manager = Torch.newManager()) {
            List<NDArray> weights = List.of(manager.create(new float[] {1, -0.5f, 0.25f}));
            try (AdamW adam = new AdamW(manager, weights, new boolean[] {true}, new AdamW.Hyper(decay, 0, 0.9, 0.999, epsilon))) {
                for (int step = 1; step <= gradients.length; step++) {
                    for (int i = 0; i < 3; i++) {
                        double g = gradients[step - 1][i];
                        m[i] = 0.9 * m[i] + 0.1 * g;
                        v[i] = 0.999 * v[i] + 0.001 * g * g;
                        wanted[i] -= rate * decay * wanted[i];
                        wanted[i] -= rate * m[i] / (1 - Math.pow(0.9, step)) / (Math.sqrt(v[i] / (1 - Math.pow(0.999, step))) + epsilon);
                    }
                    float[] g = {(float) gradients[step - 1][0], (float) gradients[step - 1][1], (float) gradients[step - 1][2]};
                    program.run(manager, "update", weights, List.of(manager.create(g)), adam.firstMoments(),
                            adam.secondMoments(), adam.steps(), adam.decayed(), adam.hyper(manager, rate));
                    float[] now = weights.get(0).toFloatArray();
                    for (int i = 0; i < 3; i++) assertThat((double) now[i]).isCloseTo(wanted[i], within(1e-6));
                }
            }
        }
    }

    @Test
    void rule11CachedStepsGiveTheTeacherForcedLogitsAtEveryDistance() {
        for (T5Config config : List.of(TinyGenerator.first(256), TinyGenerator.second(256))) {
            try (T5Model model = T5Model.random(config, 4, Device.cpu()); NDManager call = model.manager().newSubManager();
                 Program cached = Program.compile(config.constants(), "adamw", "t5", "beam")) {
                int[][] contexts = {{3, 4, 5, 6, 7, 8, 1}, {9, 1}};
                Random random = new Random(1);
                int[][] answers = {random.ints(LONG, 0, 256).toArray(), random.ints(LONG, 0, 256).toArray()};
                NDArray mask = TokenBatch.mask(call, contexts);
                float[] wanted = model.program().run(call, "teacher", model.weights(),
                        TokenBatch.ids(call, contexts), mask, TokenBatch.decoderInput(call, answers, 0)).get(1)
                        .toFloatArray();                                                                         // (2, T, V)
                NDList cross = cached.run(call, "beam_memory", model.weights(), TokenBatch.ids(call, contexts), mask, 1);
                List<NDArray> own = new ArrayList<>();
                for (int i = 0; i < 2 * config.decoderLayers(); i++) own.add(call.zeros(new Shape(2, config.heads(), LONG, config.dKv())));
                for (int t = 0; t < LONG; t++) {
                    long[] before = t == 0 ? new long[] {0, 0} : new long[] {answers[0][t - 1], answers[1][t - 1]};
                    float[] logits = cached.run(call, "next_logits", model.weights(), cross, own, mask, call.create(before), t)
                            .singletonOrThrow().toFloatArray();
                    for (int b = 0; b < 2; b++) {
                        float[] place = Arrays.copyOfRange(wanted, (b * LONG + t) * 256, (b * LONG + t + 1) * 256);
                        assertThat(Arrays.copyOfRange(logits, b * 256, (b + 1) * 256))
                                .as("token %d", t).containsExactly(place, within(1e-4f));
                    }
                }
            }
        }
    }

    @Test
    void rule11CachedSamplingHasTheTeacherForcedLogProbabilityOfEveryToken() {
        for (T5Config config : List.of(TinyGenerator.first(256), TinyGenerator.second(256))) {
            try (T5Model model = T5Model.random(config, 4, Device.cpu()); NDManager call = model.manager().newSubManager()) {
                int[][] contexts = {{3, 4, 5, 6, 7, 8, 1}, {9, 1}};
                Random random = new Random(2);
                float[] noise = new float[2 * LONG];
                for (int i = 0; i < noise.length; i++) noise[i] = random.nextFloat();
                NDList out = model.program().run(call, "generate", model.weights(), TokenBatch.ids(call, contexts),
                        TokenBatch.mask(call, contexts), call.create(noise, new Shape(LONG, 2)), LONG, 0, 256, 1.0, 1.0, false, false);
                long[] tokens = out.get(0).toLongArray();
                float[] drawn = out.get(2).toFloatArray();
                int[][] answers = new int[2][LONG];
                for (int i = 0; i < tokens.length; i++) answers[i / LONG][i % LONG] = (int) tokens[i];
                float[] nll = model.program().run(call, "token_nll", model.weights(),
                        TokenBatch.ids(call, contexts), TokenBatch.mask(call, contexts),
                        TokenBatch.decoderInput(call, answers, 0), TokenBatch.labels(call, answers)).singletonOrThrow().toFloatArray();
                for (int i = 0; i < nll.length; i++) assertThat(drawn[i]).isCloseTo(-nll[i], within(1e-4f));
            }
        }
    }

    @Test
    void rule12ReferenceAndIdentifiersAreFrozenAndCachedTargetsEqualFreshOnes() throws IOException {
        try (EmpathyScorer scorer = scorer()) {
            String identifiers = scorer.hash();
            TargetCache cache = TargetCache.inMemory();
            try (PpoTraining training = new PpoTraining(tiny.generator, scorer::score, cache, TinyTask.SETTINGS, 1)) {
                String reference = training.reference().hash();
                assertThat(reference).isEqualTo(tiny.generator.model().hash());
                training.run(TinyTask.examples(LETTER), new RecordingJournal());
                assertThat(training.reference().hash()).isEqualTo(reference);
                assertThat(tiny.generator.model().hash()).isNotEqualTo(reference);
            }
            assertThat(scorer.hash()).isEqualTo(identifiers);
            List<Map<Mechanism, Level>> cached = new RewardModel((contexts, responses) -> { throw new AssertionError("judged again"); },
                    cache).targets(TinyTask.examples(LETTER));
            assertThat(cached).isEqualTo(new RewardModel(scorer::score, TargetCache.inMemory()).targets(TinyTask.examples(LETTER)));
        }
    }

    /** A judge whose level is the length of the response in threes: a target that went to another example is seen. */
    @Test
    void rule12EveryExampleKeepsItsOwnTarget() {
        EmpathyJudge byLength = (contexts, responses) -> responses.stream().map(response -> {
            double[] sure = new double[3];
            sure[response.length() % 3] = 1;
            return new EmpathyProfile(Map.of(Mechanism.EMOTIONAL_REACTION, sure,
                    Mechanism.INTERPRETATION, sure, Mechanism.EXPLORATION, sure));
        }).toList();
        RewardModel model = new RewardModel(byLength, TargetCache.inMemory());
        List<Example> some = TinyTask.examples(LETTER).subList(3, 11);
        model.targets(some);                                                        // in the cache before the others
        List<Map<Mechanism, Level>> targets = model.targets(TinyTask.examples(LETTER));
        for (int i = 0; i < targets.size(); i++) {
            int length = TinyTask.examples(LETTER).get(i).response().length();
            assertThat(targets.get(i).values()).containsOnly(Level.values()[length % 3]);
        }
    }

    @Test
    void rule12TargetLevelsAreJudgedOnce() {
        OneWordJudge judge = new OneWordJudge(LETTER);
        try (PpoTraining training = new PpoTraining(tiny.generator, judge, TargetCache.inMemory(), TinyTask.SETTINGS.with("steps", 9), 1)) {
            training.run(TinyTask.examples(LETTER), new RecordingJournal());
        }
        assertThat(judge.judged).isEqualTo(9 * 16 + 24 + 2 * 24);            // every rollout, every example's own response once, two floors
        assertThat(new RewardModel(judge, TargetCache.inMemory()).targets(TinyTask.examples(LETTER)))
                .allMatch(t -> t.get(Mechanism.EMOTIONAL_REACTION) == Level.STRONG && t.get(Mechanism.EXPLORATION) == Level.NONE);
    }

    /** The mean loss over the rows' tokens and its gradients. */
    private static NDList supervised(T5Model model, NDManager call, int[][] contexts, int[][] answers, double dropout) {
        return model.program().runWithGrad(call, "loss_gradients", model.weights(), TokenBatch.ids(call, contexts),
                TokenBatch.mask(call, contexts), TokenBatch.decoderInput(call, answers, 0), TokenBatch.labels(call, answers),
                call.create((float) dropout), call.create((float) TokenBatch.tokens(answers)));
    }

    private static void assertEqualGradients(List<float[]> parts, List<float[]> whole) {
        assertThat(whole.stream().mapToDouble(g -> IntStream.range(0, g.length).mapToDouble(i -> Math.abs(g[i])).max().orElse(0))
                .max().orElseThrow()).isGreaterThan(1e-3);
        for (int i = 0; i < whole.size(); i++) assertThat(parts.get(i)).containsExactly(whole.get(i), within(1e-6f));
    }

    /** Rows of {@code least} to {@code most} tokens. */
    private static int[][] ids(Random random, int rows, int least, int most) {
        int[][] ids = new int[rows][];
        for (int b = 0; b < rows; b++) ids[b] = random.ints(random.nextInt(least, most + 1), 0, 200).toArray();
        return ids;
    }

    /** Untrained identifiers of the tiny generator's vocabulary. */
    private EmpathyScorer scorer() throws IOException {
        TinyGenerator.tokenizer(folder).close();
        IdentifierConfig config = new IdentifierConfig(T5Config.small(256, 16, 32, 1, 2, 0.1),
                Head.PAPER, Attention.QKV_AND_OUTPUT_PROJECTION, 20, 12);
        for (Mechanism mechanism : Mechanism.values()) {
            try (Identifier identifier = Identifier.random(config, mechanism.ordinal(), Device.cpu())) {
                identifier.save(Files.createDirectories(folder.resolve(mechanism.fileName())));
            }
        }
        new IdentifierSetFile(List.of(Mechanism.values()), config.head(), config.attention(), 20, 12, "tokenizer.json").write(folder);
        return EmpathyScorer.load(folder, Device.cpu());
    }
}
