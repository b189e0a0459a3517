package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.empathyworkbench.checkpoint.RunCheckpoints;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.TinyGenerator;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.journal.TokenKl;
import org.empathyworkbench.ppo.oracle.PlainPpo;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.training.RecordingJournal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole runs through {@link PpoTraining#run} against {@link PlainPpo}: every response, every metric of every step, the KL of every token
 * and every weight after every step. The batch of 8 is learnt in parts, the 20 examples are passed more than
 * once, and each example has targets of its own.
 */
@Tag("slow")
class WholeRunTest {
    private static final long SEED = 11;
    private static final int STEPS = 4;
    /** 32 bits against 64: the tolerance of the golden vectors for log-probabilities and weights after several updates. */
    private static final double CLOSE = 5e-5;
    /**
     * What a step of every variant has in common: large steps, so that the second has ratios away from 1; an epsilon that keeps Adam from
     * making steps of rounding noise.
     */
    private static final Map<String, Object> COMMON = Map.of("steps", STEPS, "batch", 8, "miniBatch", 4, "learningRate",
            0.01, "adamEpsilon", 1e-3, "maximumNewTokens", 9, "sampleEvery", 1, "samplesAStep", 8, "fixedPromptsEvery", 2);

    @TempDir
    Path folder;

    @BeforeAll
    static void start() { Torch.start(1); }

    @Test
    void thePaperPresetsRunEqualsThePlainEquations() {
        compare(TinyGenerator.first(256), settings(PpoSettings.paper(), Map.of()), SEED, 0);
    }

    @Test
    void theCodePresetsRunEqualsThePlainEquations() {
        compare(TinyGenerator.first(256), settings(PpoSettings.code(), Map.of("klHorizon", 50, "klTarget", 0.5)), SEED, 0);
    }

    /**
     * Log-probabilities of the distribution that is drawn from, with a set that top-p and the minimum length narrow; the mean over all
     * tokens; a part that is not full.
     */
    @Test
    void aRunWithBehaviourLogProbabilitiesEqualsThePlainEquations() {
        Map<String, Object> changes = new LinkedHashMap<>(Map.of("logProbabilities", "behaviour", "topP",
                0.9, "topK", 12, "temperature", 0.8, "minimumLength", 3, "aggregation", "mean-over-tokens",
                "miniBatch", 3, "epochs", 2, "scoreScaling", "scale", "gamma", 0.9));
        changes.putAll(Map.of("lambda", 0.8, "missingEndPenalty", 0.3, "warmUpSteps", 2, "schedule", "cosine", "valueLoss",
                "clipped-half", "valueClip", 0.02, "alpha", 0.5, "gradientClip", 0.3, "decaySparesNorms", false, "weightDecay", 0.1));
        compare(TinyGenerator.second(256), settings(PpoSettings.paper(), changes), SEED, 0);
    }

    /** Parts of unequal size that weigh the same; a schedule that reaches 0; parts that teach nothing for their ratio. */
    @Test
    void aRunWhosePartsAreUnequalAndSometimesSkippedEqualsThePlainEquations() {
        compare(TinyGenerator.first(256), settings(PpoSettings.code(),
                Map.of("miniBatch", 3, "recompute", true, "ratioLimit", 1.03, "scheduleEpochs", 1, "learningRate", 0.02)), 13, 4);
    }

    /** The paper's ablation, with everything that acts on a score, and a weight decay that spares norms and biases. */
    @Test
    void aRunWithoutTheEmpathyRewardEqualsThePlainEquations() {
        Map<String, Object> changes = new LinkedHashMap<>(Map.of("empathyReward", false, "missingEndPenalty",
                0.5, "klController", "adaptive", "klHorizon", 20, "scoreScaling", "normalise",
                "rewardWhitening", true, "minimumLength", 5, "epochs", 2, "miniBatch", 16));
        changes.putAll(Map.of("weightDecay", 1.0, "alpha", 1.0));                                   // large enough to see what is spared
        compare(TinyGenerator.first(256), settings(PpoSettings.paper(), changes), SEED, 0);
    }

    private static PpoSettings settings(PpoSettings preset, Map<String, Object> changes) {
        Map<String, Object> all = new LinkedHashMap<>(COMMON);
        all.putAll(changes);
        return Settings.with(preset, all);
    }

    /** Contexts of one to three turns, some of them twice with another response; responses of different words. */
    private static List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        List<String> sentences = TinyGenerator.SENTENCES;
        for (int i = 0; i < 20; i++) {
            List<String> context = new ArrayList<>();
            for (int turn = 0; turn <= i % 3; turn++) context.add(sentences.get((i * 3 + turn) % sentences.size()));
            examples.add(new Example("e" + i, "", context, sentences.get((i * 5 + 1) % sentences.size()) + " " + i));
        }
        return examples;
    }

    /** An untrained generator that now and then ends a response itself. */
    private ResponseGenerator generator(T5Config config) {
        ResponseGenerator generator = TinyGenerator.of(config, folder);
        NDArray output = generator.model().named().get(config.tied() ? "shared.weight" : "lm_head.weight");
        float[] rows = output.toFloatArray();
        for (int i = 0; i < config.dModel(); i++) rows[config.eosId() * config.dModel() + i] *= 3;
        output.set(rows);
        return generator;
    }

    private void compare(T5Config config, PpoSettings settings, long seed, int leastSkipped) {
        List<Example> prompts = examples().subList(3, 6);
        RecordingJournal[] journal = new RecordingJournal[1];
        List<Map<String, float[]>> weights = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        try (ResponseGenerator policy = generator(config)) {
            PlainPpo plain = new PlainPpo(config, weights(policy.model().named()), policy::contextIds,
                    ids -> policy.tokenizer().decode(ids).strip(), new HashJudge(), settings, seed);
            try (PpoTraining training = new PpoTraining(policy, new HashJudge(), TargetCache.inMemory(), settings, seed)) {
                journal[0] = new RecordingJournal(Integer.MAX_VALUE, step -> {
                    Map<String, float[]> now = weights(policy.model().named());
                    now.putAll(weights(training.valueHead().named()));
                    weights.add(now);
                    ends.add(System.nanoTime());
                });
                ends.add(System.nanoTime());
                assertThat(training.run(examples(), prompts, journal[0], RunCheckpoints.none(journal[0]))).isEqualTo(STEPS);
            }
            requirePrompts(journal[0], 0, plain, prompts);
            int skipped = 0;
            List<String> said = new ArrayList<>();
            Set<Boolean> ended = new HashSet<>();
            for (int step = 1; step <= STEPS; step++) {
                PlainPpo.Step expected = plain.step(examples(), step);
                skipped += expected.skipped();
                for (int b = 0; b < expected.size(); b++) ended.add(expected.endedOf(b));
                requireSamples(policy, journal[0], step, expected);
                requireMetrics(journal[0], step, expected);
                requireClosest(weights.get(step - 1), expected.weights(), step);
                if (step % 2 == 0) requirePrompts(journal[0], step, plain, prompts);
                assertThat(expected.metrics().get("text/length") * 8 * 1e9 / journal[0].of("speed/tokens-a-second").get(step))
                        .as("nanoseconds of the step")
                        .isBetween(0.0, (double) ends.get(step) - ends.get(step - 1));
                if (expected.skipped() > 0)
                    said.add("Step " + step + ": " + expected.skipped()
                            + " micro-batches skipped: mean ratio over " + settings.loss().ratioLimit() + ".");
            }
            assertThat(journal[0].sentences).isEqualTo(said);
            assertThat(skipped).isGreaterThanOrEqualTo(leastSkipped);
            if (leastSkipped == 0) assertThat(ended).as("responses that ended and responses that were cut").hasSize(2);
            assertThat(plain.narrowest()).as("what rounding would have to be to draw another token").isGreaterThan(1e-5);
        }
    }

    private static Map<String, float[]> weights(Map<String, NDArray> named) {
        Map<String, float[]> weights = new TreeMap<>();
        named.forEach((name, weight) -> weights.put(name, weight.toFloatArray()));
        return weights;
    }

    /** Every row is kept, beginning at another one each step. */
    private static void requireSamples(ResponseGenerator policy, RecordingJournal journal, int step, PlainPpo.Step expected) {
        List<RunSample> kept = journal.samples.stream().filter(sample -> sample.step() == step && sample.prompt() == null).toList();
        assertThat(kept).hasSize(expected.size());
        for (int i = 0; i < kept.size(); i++) {
            int row = (step + i) % expected.size();
            RunSample sample = kept.get(i);
            assertThat(sample.response()).as("step %d, row %d", step, row).isEqualTo(expected.text(row));
            assertThat(sample.context()).isEqualTo(expected.exampleOf(row).context());
            assertThat(sample.reference()).isEqualTo(expected.exampleOf(row).response());
            assertThat(sample.reward()).isCloseTo(expected.rewardOf(row), within(1e-12));
            assertThat(sample.targets()).isEqualTo(expected.targetsOf(row));
            assertThat(sample.profile().levels()).isEqualTo(expected.levelsOf(row));
            double[] kl = expected.klOf(row);
            assertThat(sample.tokens()).extracting(TokenKl::piece)
                    .isEqualTo(Arrays.stream(expected.tokensOf(row)).mapToObj(policy.tokenizer()::piece).toList());
            for (int t = 0; t < kl.length; t++) assertThat(sample.tokens().get(t).kl()).isCloseTo(kl[t], within(CLOSE));
        }
    }

    /** Answered with noise of their own, the same at every step. */
    private static void requirePrompts(RecordingJournal journal, int step, PlainPpo plain, List<Example> prompts) {
        List<RunSample> answers = journal.samples.stream().filter(sample -> sample.step() == step && sample.prompt() != null).toList();
        assertThat(answers).hasSize(prompts.size());
        for (int i = 0; i < prompts.size(); i++) {
            assertThat(answers.get(i).response()).as("prompt %d after step %d", i, step)
                    .isEqualTo(plain.answer(prompts.get(i).context(), i, plain.promptSeed()));
            assertThat(answers.get(i).reward()).isCloseTo(plain.reward(prompts.get(i), answers.get(i).response()), within(1e-12));
        }
    }

    private static void requireMetrics(RecordingJournal journal, int step, PlainPpo.Step expected) {
        Map<String, Double> measured = new TreeMap<>();
        journal.metrics.forEach((name, line) -> { if (line.containsKey(step)) measured.put(name, line.get(step)); });
        measured.remove("speed/tokens-a-second");
        assertThat(measured.remove("memory/resident-mb")).isBetween(50.0, 65_536.0);
        assertThat(measured.keySet()).containsExactlyElementsOf(expected.metrics().keySet());
        expected.metrics().forEach((name, value) -> assertThat(measured.get(name))
                .as("%s of step %d", name, step).isCloseTo(value, within(CLOSE * Math.max(1, Math.abs(value)))));
    }

    private static void requireClosest(Map<String, float[]> weights, Map<String, double[]> expected, int step) {
        assertThat(weights.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, values) -> {
            assertThat(weights.get(name)).hasSize(values.length);
            for (int i = 0; i < values.length; i++)
                assertThat((double) weights.get(name)[i]).as("%s[%d] after step %d", name, i, step).isCloseTo(values[i], within(CLOSE));
        });
    }
}
