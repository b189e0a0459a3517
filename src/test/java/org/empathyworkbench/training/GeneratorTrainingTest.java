package org.empathyworkbench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.evaluation.TeacherForced;
import org.empathyworkbench.generation.EncodedExamples;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.generation.TinyGenerator;
import org.empathyworkbench.journal.FailedBatch;
import org.empathyworkbench.journal.NonFiniteLossException;
import org.empathyworkbench.runsettings.GeneratorSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.t5.TokenBatch;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class GeneratorTrainingTest {
    private static final List<Example> EXAMPLES = examples();
    private static final GeneratorSettings TINY = Settings.with(GeneratorSettings.paper(),
            Map.ofEntries(Map.entry("pieces", 200), Map.entry("dModel", 32), Map.entry("dFf", 64), Map.entry("encoderLayers", 1),
                    Map.entry("decoderLayers", 2), Map.entry("heads", 2), Map.entry("learningRate", 5e-3),
                    Map.entry("dropout", 0.1), Map.entry("samples", 0), Map.entry("batch", 4), Map.entry("epochs", 2)));

    @TempDir
    Path folder;
    private ResponseGenerator generator;

    @BeforeEach
    void make() {
        Torch.start(1);
        generator = NewGenerator.make(EXAMPLES, TINY, 5, folder, Device.cpu(), ProgressListener.none());
    }

    @AfterEach
    void close() { generator.close(); }

    @Test
    void eightExamplesAreLearntByHeart() {
        RecordingJournal journal = new RecordingJournal();
        GeneratorOutcome outcome = train(with("epochs", 300, "batch", 8, "dropout", 0, "schedule",
                "cosine", "warmUpSteps", 10, "learningRate", 8e-3), EXAMPLES, List.of(), 1, journal);
        assertThat(journal.of("train/loss").lastEntry().getValue()).isLessThan(0.02);
        List<Response> answers = generator.respond(EXAMPLES.stream().map(Example::context).toList(),
                SamplingSettings.greedyDecoding().withMaximumNewTokens(60), 0);
        for (int i = 0; i < EXAMPLES.size(); i++) assertThat(answers.get(i).text()).isEqualTo(EXAMPLES.get(i).response());
        assertThat(outcome.steps()).isEqualTo(300);
        assertThat(journal.totalSteps).isEqualTo(300);
    }

    @Test
    void learningRateZeroChangesNothing() {
        String before = generator.model().hash();
        train(with("learningRate", 0, "weightDecay", 0.1), EXAMPLES, EXAMPLES, 1, new RecordingJournal());
        assertThat(generator.model().hash()).isEqualTo(before);
    }

    @Test
    void equalSeedsGiveBitEqualWeightsAndOtherSeedsOthers() {
        List<String> hashes = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2}) {
            try (ResponseGenerator fresh = NewGenerator.make(EXAMPLES, TINY, 5, folder, Device.cpu(), ProgressListener.none())) {
                GeneratorTraining.run(fresh.model(), fresh.tokenizer(), EXAMPLES, List.of(), TINY, seed, new RecordingJournal());
                hashes.add(fresh.model().hash());
            }
        }
        assertThat(hashes.get(0)).isEqualTo(hashes.get(1)).isNotEqualTo(hashes.get(2));
    }

    @Test
    void aBatchInPartsOrComputedTwiceLearnsAsTheBatchInOneCall() {
        List<TreeMap<Integer, Double>> losses = new ArrayList<>();
        List<TreeMap<Integer, Double>> norms = new ArrayList<>();
        for (int way = 0; way < 3; way++) {
            try (ResponseGenerator fresh = NewGenerator.make(EXAMPLES, TINY, 5, folder, Device.cpu(), ProgressListener.none())) {
                RecordingJournal journal = new RecordingJournal();
                GeneratorSettings settings = with("dropout", 0, "batch", 8, "epochs", 4, "learningRate",
                        1e-3, "tokensAtOnce", way == 0 ? 0 : 60, "recompute", way == 2);
                GeneratorTraining.run(fresh.model(), fresh.tokenizer(), EXAMPLES, List.of(), settings, 1, journal);
                losses.add(journal.of("train/loss"));
                norms.add(journal.of("train/gradient-norm"));
            }
        }
        for (int step = 1; step <= 4; step++) {
            for (int way = 1; way < 3; way++) {
                assertThat(losses.get(way).get(step)).isCloseTo(losses.get(0).get(step), within(1e-4));
                assertThat(norms.get(way).get(step)).isCloseTo(norms.get(0).get(step), within(1e-4 * norms.get(0).get(step)));
            }
        }
    }

    /** METHOD section 6, rule 2. */
    @Test
    void paddingChangesNeitherLossNorGradients() {
        EncodedExamples encoded = EncodedExamples.of(generator.tokenizer(), EXAMPLES, ContextLimits.PAPER);
        try (NDManager call = generator.model().manager().newSubManager()) {
            NDList together = gradients(call, encoded, 0, 5);
            NDList first = gradients(call, encoded, 0);
            NDList second = gradients(call, encoded, 5);
            assertThat(encoded.contexts()[0].length).isNotEqualTo(encoded.contexts()[5].length);
            for (int i = 0; i < together.size(); i++) {
                NDArray sum = first.get(i).add(second.get(i));
                float scale = Math.max(1, sum.abs().max().getFloat());
                assertThat(together.get(i).sub(sum).abs().max().getFloat() / scale).isLessThan(1e-5f);
            }
        }
    }

    @Test
    void aStopEndsTheRunAfterTheStepAndKeepsWhatThereIs() {
        RecordingJournal journal = new RecordingJournal(3, step -> { });
        String before = generator.model().hash();
        GeneratorOutcome outcome = train(with("epochs", 100), EXAMPLES, EXAMPLES, 1, journal);
        assertThat(outcome.end()).isEqualTo(GeneratorOutcome.End.STOP_REQUESTED);
        assertThat(outcome.steps()).isEqualTo(3);
        assertThat(generator.model().hash()).isNotEqualTo(before);
    }

    @Test
    void aLossThatIsNotANumberStopsTheRunBeforeTheStepAndNamesTheExamples() {
        NDArray weight = generator.model().weights().get(5);
        weight.set(nanLike(weight));
        String before = generator.model().hash();
        assertThatThrownBy(() -> train(TINY, EXAMPLES, EXAMPLES, 1, new RecordingJournal())).isInstanceOf(NonFiniteLossException.class)
                .isInstanceOf(UserInputException.class).hasMessageContaining("At step 1")
                .hasMessageContaining("The weights are those before this step.")
                .satisfies(e -> assertThat(((NonFiniteLossException) e).batch().rows()).hasSize(4));
        assertThat(generator.model().hash()).isEqualTo(before);
    }

    @Test
    void aRunThatItsMinutesEndSaysHowManyStepsItWillHave() {
        List<Integer> totals = new ArrayList<>();
        RecordingJournal journal = new RecordingJournal() {
            @Override public void totalSteps(int steps) {
                super.totalSteps(steps);
                totals.add(steps);
            }
        };
        GeneratorOutcome outcome = train(with("epochs", 1_000, "batch", 1, "minutes", 0.02, "validateEvery", 1_000_000),
                EXAMPLES, List.of(), 1, journal);
        assertThat(outcome.end()).isEqualTo(GeneratorOutcome.End.TIME_OVER);
        assertThat(totals.get(0)).isEqualTo(8_000);
        assertThat(journal.totalSteps).isEqualTo(outcome.steps());
        if (outcome.steps() > 20) assertThat(totals).hasSizeGreaterThan(2).allSatisfy(total -> assertThat(total).isPositive());
    }

    @Test
    void theBatchThatStoppedARunIsKept() throws IOException {
        NDArray weight = generator.model().weights().get(5);
        weight.set(nanLike(weight));
        NonFiniteLossException stopped = catchThrowableOfType(NonFiniteLossException.class,
                () -> train(TINY, EXAMPLES, EXAMPLES, 1, new RecordingJournal()));
        NonFiniteLossException kept = stopped.keptIn(folder);
        assertThat(kept).hasMessageStartingWith(stopped.getMessage()).hasMessageContaining(FailedBatch.FILE);
        String batch = Files.readString(folder.resolve(FailedBatch.FILE));
        for (FailedBatch.Row example : stopped.batch().rows()) assertThat(batch).contains(example.example()).contains(example.response());
        assertThat(batch).contains("\"step\": 1", "\"loss\": \"NaN\"");
        assertThat(FailedBatch.in(folder).orElseThrow().rows()).extracting(FailedBatch.Row::example)
                .containsExactlyElementsOf(stopped.batch().rows().stream().map(FailedBatch.Row::example).toList());
    }

    @Test
    void validationPerplexityIsTokenWeightedWhateverTheBatches() {
        RecordingJournal journal = new RecordingJournal();
        GeneratorOutcome outcome = train(with("epochs", 1, "learningRate", 0), EXAMPLES, EXAMPLES, 1, journal);
        EncodedExamples encoded = EncodedExamples.of(generator.tokenizer(), EXAMPLES, ContextLimits.PAPER);
        double nll = 0;
        long tokens = 0;
        try (NDManager call = generator.model().manager().newSubManager()) {
            for (int i = 0; i < EXAMPLES.size(); i++) {
                nll += gradients(call, encoded, i).get(0).getFloat();
                tokens += encoded.responses()[i].length;
            }
        }
        assertThat(outcome.perplexity()).isCloseTo(Math.exp(nll / tokens), within(1e-3 * outcome.perplexity()));
        assertThat(journal.of("validation/perplexity").lastEntry().getValue()).isEqualTo(outcome.perplexity());
        assertThat(journal.of("validation/loss").keySet()).containsExactly(2);
    }

    @Test
    void theWeightsOfTheBestValidationAreKept() {
        List<Example> train = EXAMPLES.subList(0, 4);
        List<Example> validation = EXAMPLES.subList(4, 8);
        RecordingJournal journal = new RecordingJournal();
        GeneratorOutcome outcome = train(with("epochs", 150, "dropout", 0, "schedule", "constant", "learningRate", 1e-2),
                train, validation, 1, journal);
        TreeMap<Integer, Double> losses = journal.of("validation/loss");
        double least = losses.values().stream().mapToDouble(v -> v).min().orElseThrow();
        assertThat(outcome.bestStep()).isLessThan(outcome.steps());
        assertThat(losses.get(outcome.bestStep())).isEqualTo(least);
        assertThat(outcome.validationLoss()).isEqualTo(least);
        EncodedExamples encoded = EncodedExamples.of(generator.tokenizer(), validation, ContextLimits.PAPER);
        double[] nll = TeacherForced.nll(generator.model(), encoded, () -> false, ProgressListener.none());
        assertThat(TeacherForced.perplexity(nll, encoded, 4).loss()).isEqualTo(least);
        assertThat(journal.sentences).anyMatch(s -> s.contains("step " + outcome.bestStep()));
    }

    @Test
    void patienceEndsARunThatNoLongerImproves() {
        GeneratorOutcome outcome = train(with("epochs", 500, "dropout", 0, "schedule", "constant", "learningRate", 1e-2, "patience", 3),
                EXAMPLES.subList(0, 4), EXAMPLES.subList(4, 8), 1, new RecordingJournal());
        assertThat(outcome.end()).isEqualTo(GeneratorOutcome.End.PATIENCE_OVER);
        assertThat(outcome.steps()).isEqualTo(outcome.bestStep() + 3);
    }

    @Test
    void theSamePromptsAreAnsweredAtEveryLook() {
        RecordingJournal journal = new RecordingJournal();
        train(with("samples", 2, "validateEvery", 1), EXAMPLES, EXAMPLES, 1, journal);
        assertThat(journal.samples).hasSize(2 * 4);
        for (int look = 1; look < 4; look++) {
            for (int i = 0; i < 2; i++) assertThat(journal.samples.get(2 * look + i).context()).isEqualTo(journal.samples.get(i).context());
        }
    }

    @Test
    void speakerTurnsAddEveryTurnThatHasOneBeforeIt() {
        List<Example> all = SpeakerTurns.addedTo(List.of(new Example("d#1", "", List.of("a"), "b"),
                new Example("d#3", "", List.of("a", "b", "c"), "d")));
        assertThat(all).extracting(Example::response).containsExactly("b", "d", "c");
        assertThat(all.get(2).context()).containsExactly("a", "b");
    }

    /** METHOD section 6, rule 16. */
    @Test
    void sixtyStepsLeaveTheNumberOfLiveTensorsAsItWas() {
        TreeMap<Integer, Integer> live = new TreeMap<>();
        RecordingJournal journal = new RecordingJournal(Integer.MAX_VALUE,
                step -> live.put(step, LiveTensors.under(generator.model().manager())));
        train(with("epochs", 30, "tokensAtOnce", 90), EXAMPLES, EXAMPLES, 1, journal);
        assertThat(live).hasSize(60);
        assertThat(live.get(60)).isEqualTo(live.get(6)).isEqualTo(live.get(31)).isPositive();
    }

    @Test
    void anEmptyTrainSplitIsRefused() {
        assertThatThrownBy(() -> train(TINY, List.of(), EXAMPLES, 1, new RecordingJournal()))
                .isInstanceOf(UserInputException.class).hasMessageContaining("Nothing was trained.");
    }

    /** Loss summed over the rows' tokens and its gradients, without dropout. */
    private NDList gradients(NDManager call, EncodedExamples encoded, int... rows) {
        int[][] contexts = encoded.contexts(rows);
        int[][] responses = encoded.responses(rows);
        return generator.model().program()
                .runWithGrad(call, "loss_gradients", generator.model().weights(), TokenBatch.ids(call, contexts), TokenBatch.mask(call,
                        contexts),
                        TokenBatch.decoderInput(call, responses, 0), TokenBatch.labels(call, responses), call.create(0f), call.create(1f));
    }

    private GeneratorOutcome train(GeneratorSettings settings, List<Example> train,
            List<Example> validation, long seed, RecordingJournal journal) {
        return GeneratorTraining.run(generator.model(), generator.tokenizer(), train, validation, settings, seed, journal);
    }

    private static float[] nanLike(NDArray weight) {
        float[] values = weight.toFloatArray();
        values[3] = Float.NaN;
        return values;
    }

    private static GeneratorSettings with(Object... namesAndValues) {
        Map<String, Object> changes = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) changes.put((String) namesAndValues[i], namesAndValues[i + 1]);
        return Settings.with(TINY, changes);
    }

    static List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<String> context = i < 4 ? List.of(TinyGenerator.SENTENCES.get(2 * i))
                    : List.of(TinyGenerator.SENTENCES.get(2 * (i - 4)), TinyGenerator.SENTENCES.get(2 * (i - 4) + 1),
                            TinyGenerator.SENTENCES.get((2 * i + 3) % 8));
            examples.add(new Example("d#" + i, "", context, TinyGenerator.SENTENCES.get((2 * i + 1 + i / 4 * 2) % 8)));
        }
        return examples;
    }
}
