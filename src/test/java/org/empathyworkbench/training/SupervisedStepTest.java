package org.empathyworkbench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.CheckpointPlan;
import org.empathyworkbench.checkpoint.RunCheckpoints;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.evaluation.TeacherForced;
import org.empathyworkbench.generation.EncodedExamples;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.TinyGenerator;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.runsettings.GeneratorSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.Truncate;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the settings do to a supervised step, and what a look at the validation split reads. */
class SupervisedStepTest {
    private static final List<Example> EXAMPLES = GeneratorTrainingTest.examples();
    private static final GeneratorSettings TINY = Settings.with(GeneratorSettings.paper(),
            Map.ofEntries(Map.entry("pieces", 200), Map.entry("dModel", 16), Map.entry("dFf", 32), Map.entry("encoderLayers", 1),
                    Map.entry("decoderLayers", 1), Map.entry("heads", 2), Map.entry("learningRate", 1e-2), Map.entry("dropout", 0),
                    Map.entry("samples", 0), Map.entry("batch", 4), Map.entry("schedule", "constant"), Map.entry("gradientClip", 0)));

    @TempDir Path folder;
    private ResponseGenerator generator;

    @BeforeEach void make() {
        Torch.start(1);
        generator = fresh();
    }

    @AfterEach void close() { generator.close(); }

    @Test void decayShrinksMatricesByRateTimesDecayAndSparesNormsAndPositions() {
        Map<String, float[]> before = weights();
        train(with("maximumSteps", 1), EXAMPLES, List.of(), 1);
        Map<String, float[]> plain = weights();
        generator.close();
        generator = fresh();
        train(with("maximumSteps", 1, "weightDecay", 0.5), EXAMPLES, List.of(), 1);
        Map<String, float[]> decayed = weights();
        before.forEach((name, start) -> {
            boolean spared = name.endsWith("layer_norm.weight") || name.contains("bias");
            for (int i = 0; i < start.length; i++) {
                assertThat(decayed.get(name)[i] - plain.get(name)[i]).as(name)
                        .isCloseTo(spared ? 0 : (float) (-1e-2 * 0.5 * start[i]), within(1e-6f));
            }
        });
    }

    /** Adam undoes a gradient's size but for its epsilon of 1e-8: a norm far below that makes the step small. */
    @Test void theClipBoundsTheGradientThatTheStepReads() {
        Map<String, float[]> before = weights();
        train(with("maximumSteps", 1), EXAMPLES, List.of(), 1);
        double free = change(before);
        generator.close();
        generator = fresh();
        RecordingJournal journal = train(with("maximumSteps", 1, "gradientClip", 1e-9), EXAMPLES, List.of(), 1);
        assertThat(change(before)).isPositive().isLessThan(0.2 * free);
        assertThat(journal.of("train/gradient-norm").get(1)).as("told before the clip").isGreaterThan(1e-3);
    }

    @Test void partsThatAreComputedTwiceDrawTheirDropoutEachForItself() {
        Example example = EXAMPLES.get(0);
        GeneratorSettings twice = with("dropout", 0.5, "recompute", true,
                "tokensAtOnce", 1, "learningRate", 0, "maximumSteps", 1, "batch", 2);
        double one = train(twice, List.of(example), List.of(), 1).of("train/loss").get(1);
        double two = train(twice, List.of(example, example), List.of(), 1).of("train/loss").get(1);
        assertThat(train(twice, List.of(example), List.of(), 1).of("train/loss").get(1)).isEqualTo(one);
        assertThat(Math.abs(two - one)).isGreaterThan(1e-6);
    }

    @Test void aLookReadsTheValidationSplitAsTheTrainingReadsItsOwn() {
        ContextLimits limits = ContextLimits.trained(9, 6, Truncate.RIGHT);
        RecordingJournal journal = train(with("contextTokens", 9, "responseTokens", 6, "truncation",
                "right", "learningRate", 0, "maximumSteps", 1), EXAMPLES, EXAMPLES, 1);
        EncodedExamples encoded = EncodedExamples.of(generator.tokenizer(), EXAMPLES, limits);
        double[] nll = TeacherForced.nll(generator.model(), encoded, () -> false, ProgressListener.none());
        assertThat(journal.of("validation/loss").get(1)).isEqualTo(TeacherForced.perplexity(nll, encoded, 4).loss());
    }

    @Test void aPartOfTheValidationSplitIsDrawnByTheSeed() {
        Set<Double> losses = new HashSet<>();
        for (int seed = 1; seed <= 5; seed++) {
            losses.add(train(with("learningRate", 0, "maximumSteps", 1, "validationExamples", 2), EXAMPLES, EXAMPLES, seed)
                    .of("validation/loss").get(1));
        }
        assertThat(losses).hasSizeGreaterThan(1);
    }

    @Test void promptsAreAnsweredWithTheSameNoiseAtEveryLook() {
        RecordingJournal journal = train(with("learningRate", 0, "samples", 3, "validateEvery", 1, "maximumSteps", 4),
                EXAMPLES, EXAMPLES, 1);
        assertThat(journal.samples).hasSize(12);
        for (int i = 3; i < 12; i++) assertThat(journal.samples.get(i).response()).isEqualTo(journal.samples.get(i % 3).response());
        assertThat(journal.samples.subList(0, 3).stream().map(RunSample::response).distinct().count())
                .as("each prompt has noise of its own").isGreaterThan(1);
    }

    /** Training on words that the validation split never says makes these less likely with every step: the first look is the best. */
    @Test void aResumedRunStillHasTheBestWeightsOfBefore() {
        GeneratorSettings settings = with("epochs", 20, "learningRate", 3e-2, "validateEvery", 2);
        List<Example> train = EXAMPLES.subList(0, 4).stream()
                .map(one -> new Example(one.id(), "", one.context(), "so so so so so so so so")).toList();
        List<Example> validation = EXAMPLES.subList(0, 4).stream()
                .map(one -> new Example(one.id(), "", one.context(), TinyGenerator.SENTENCES.get(2))).toList();
        CheckpointFolder saved = new CheckpointFolder(folder.resolve("whole"), "run", Clock.systemUTC());
        RecordingJournal journal = new RecordingJournal();
        GeneratorOutcome whole = GeneratorTraining.run(generator.model(), generator.tokenizer(), train, validation, settings, 1, journal,
                new RunCheckpoints(saved, new CheckpointPlan(15, 0, 100), journal, Optional.empty()));
        assertThat(whole.bestStep()).isLessThan(15);
        String kept = generator.model().hash();
        generator.close();
        generator = fresh();
        GeneratorOutcome resumed = GeneratorTraining.run(generator.model(), generator.tokenizer(), train, validation, settings, 1, journal,
                new RunCheckpoints(new CheckpointFolder(folder.resolve("later"), "run", Clock.systemUTC()),
                        new CheckpointPlan(0, 0, 1), journal, Optional.of(saved.at(15))));
        assertThat(resumed).isEqualTo(whole);
        assertThat(generator.model().hash()).isEqualTo(kept);
    }

    private ResponseGenerator fresh() { return NewGenerator.make(EXAMPLES, TINY, 5, folder, Device.cpu(), ProgressListener.none()); }

    private RecordingJournal train(GeneratorSettings settings, List<Example> train, List<Example> validation, long seed) {
        RecordingJournal journal = new RecordingJournal();
        GeneratorTraining.run(generator.model(), generator.tokenizer(), train, validation, settings, seed, journal);
        return journal;
    }

    private Map<String, float[]> weights() {
        Map<String, float[]> weights = new LinkedHashMap<>();
        for (Map.Entry<String, NDArray> one : generator.model().named().entrySet())
            weights.put(one.getKey(), one.getValue().toFloatArray());
        return weights;
    }

    private double change(Map<String, float[]> before) {
        List<Double> changes = new ArrayList<>();
        weights().forEach((name, now) -> {
            for (int i = 0; i < now.length; i++) changes.add((double) Math.abs(now[i] - before.get(name)[i]));
        });
        return changes.stream().mapToDouble(value -> value).average().orElseThrow();
    }

    private static GeneratorSettings with(Object... namesAndValues) {
        Map<String, Object> changes = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) changes.put((String) namesAndValues[i], namesAndValues[i + 1]);
        return Settings.with(TINY, changes);
    }
}
