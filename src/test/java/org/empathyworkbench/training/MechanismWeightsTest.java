package org.empathyworkbench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.empathyworkbench.checkpoint.RunCheckpoints;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.identifier.Attention;
import org.empathyworkbench.identifier.Head;
import org.empathyworkbench.identifier.Identifier;
import org.empathyworkbench.identifier.IdentifierConfig;
import org.empathyworkbench.identifier.PairBatch;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.text.TokenizerTrainer;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which weights a mechanism's training leaves, and what it reads of its pairs. */
class MechanismWeightsTest {
    private static final Mechanism EX = Mechanism.EXPLORATION;

    @TempDir Path folder;
    private TextTokenizer tokenizer;
    private Identifier identifier;

    @BeforeEach void make() {
        Torch.start(1);
        Path file = folder.resolve("tokenizer.json");
        List<String> texts = IdentifierTrainingTest.pairs(Split.TRAIN).stream()
                .flatMap(pair -> Stream.of(pair.context(), pair.response())).toList();
        TokenizerTrainer.train(texts, 300, file, ProgressListener.none());
        tokenizer = TextTokenizer.load(file);
        identifier = Identifier.random(new IdentifierConfig(T5Config.small(tokenizer.vocabularySize(), 16, 32, 1, 2, 0),
                Head.PAPER, Attention.QKV_AND_OUTPUT_PROJECTION, 32, 32), 1, 4, Device.cpu());
    }

    @AfterEach void close() {
        identifier.close();
        tokenizer.close();
    }

    /** Training and validation contradict each other, so the longer it learns the worse it gets: the first epoch is the best. */
    @Test void theWeightsOfTheBestEpochAreKeptNotTheLast() {
        EncodedPairs train = encoded(IdentifierTrainingTest.pairs(Split.TRAIN));
        EncodedPairs validation = encoded(exchanged(IdentifierTrainingTest.pairs(Split.VALIDATION)));
        for (double averaging : new double[] {0, 0.5}) {
            MechanismReport report = train(Map.of("epochs", 8, "averaging", averaging, "learningRate",
                    5e-3, "patience", 0, "chosenBy", "loss"), train, validation, new RecordingJournal());
            assertThat(report.bestEpoch()).isLessThan(report.epochs());
            ValidationResult kept = ValidationResult.of(identifier, validation);
            assertThat(kept.report().weightedF1()).isEqualTo(report.validation().weightedF1());
            assertThat(kept.loss()).isCloseTo(report.validationLoss(), within(1e-6));
        }
    }

    @Test void theKeptWeightsAreTheMovingAverageOfThoseAfterEachStep() {
        EncodedPairs train = encoded(IdentifierTrainingTest.pairs(Split.TRAIN).subList(0, 48));
        List<float[]> after = new ArrayList<>();
        float[] expected = weight();
        RecordingJournal journal = new RecordingJournal(Integer.MAX_VALUE, step -> after.add(weight()));
        train(Map.of("epochs", 1, "averaging", 0.3, "batch", 8), train, train, journal);
        for (int step = 0; step < 6; step++) {
            double decay = Math.min(0.3, (1.0 + step) / (10 + step));
            for (int i = 0; i < expected.length; i++) expected[i] = (float) (decay * expected[i] + (1 - decay) * after.get(step)[i]);
        }
        assertThat(weight()).containsExactly(expected, within(1e-5f));
        assertThat(weight()).isNotEqualTo(after.get(5));
    }

    @Test void aLongPostKeepsItsNewestWordsAndALongResponseItsBeginning() {
        LabelledPair pair = new LabelledPair("1", "s", Split.TRAIN, "I lost my job. My cat died. I failed my exam. She left me.",
                "What happened? How did that make you feel? Bye now.", Map.of(EX, Level.WEAK), Map.of());
        EncodedPairs encoded = EncodedPairs.of(List.of(pair), EX, tokenizer, 6, 5);
        int[] whole = tokenizer.encode(pair.context());
        assertThat(encoded.contexts()[0]).containsExactly(Arrays.copyOfRange(whole, whole.length - 6, whole.length));
        int[] response = Arrays.copyOf(tokenizer.encode(pair.response()), 5);
        response[4] = TextTokenizer.EOS;
        assertThat(encoded.responses()[0]).containsExactly(response);
    }

    @Test void tokenDropoutHidesItsShareOfTheTokensAndNeverTheEnd() {
        EncodedPairs pairs = encoded(IdentifierTrainingTest.pairs(Split.TRAIN));
        int[] rows = IntStream.range(0, pairs.size()).toArray();
        for (double share : new double[] {0.9, 0.2}) {
            PairBatch batch = pairs.batch(rows, share, new SplittableRandom(3));
            int tokens = 0;
            int hidden = 0;
            for (int[][] side : new int[][][] {batch.contexts(), batch.responses()}) {
                for (int[] row : side) {
                    assertThat(row[row.length - 1]).isEqualTo(TextTokenizer.EOS);
                    tokens += row.length - 1;
                    for (int i = 0; i < row.length - 1; i++) if (row[i] == TextTokenizer.UNKNOWN) hidden++;
                }
            }
            assertThat((double) hidden / tokens).isCloseTo(share, within(0.03));
        }
        assertThat(pairs.batch(rows, 0, new SplittableRandom(3)).responses()).isDeepEqualTo(pairs.batch(rows).responses());
    }

    @Test void theRateRisesInTheWarmUpAndFallsToTheLastStep() {
        EncodedPairs train = encoded(IdentifierTrainingTest.pairs(Split.TRAIN).subList(0, 40));
        RecordingJournal journal = new RecordingJournal();
        train(Map.of("epochs", 2, "batch", 8, "warmUp", 0.2, "learningRate", 1e-3, "schedule", "linear", "patience", 0),
                train, train, journal);
        Map<Integer, Double> rates = journal.of(EX.key() + "/train/learning-rate");
        assertThat(rates).hasSize(10);
        for (int step = 1; step <= 2; step++) assertThat(rates.get(step)).isCloseTo(1e-3 * step / 3, within(1e-12));
        for (int step = 3; step <= 10; step++) assertThat(rates.get(step)).isCloseTo(1e-3 * (11 - step) / 8, within(1e-12));
    }

    /** Equal pairs and a rate of 0: only the dropout can make one step's loss another than the next one's. */
    @Test void eachStepDrawsItsDropoutAnew() {
        EncodedPairs equal = encoded(Collections.nCopies(8, IdentifierTrainingTest.pairs(Split.TRAIN).get(0)));
        RecordingJournal journal = new RecordingJournal();
        train(Map.of("epochs", 4, "batch", 8, "learningRate", 0, "weightDecay", 0, "averaging", 0, "patience", 0, "dropout", 0.5),
                equal, equal, journal);
        assertThat(journal.of(EX.key() + "/train/loss").values()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test void theLossOfManyPairsIsTheMeanOfTheirLosses() {
        List<LabelledPair> pairs = IdentifierTrainingTest.pairs(Split.VALIDATION).subList(0, 5);
        double mean = pairs.stream()
                .mapToDouble(pair -> ValidationResult.of(identifier, encoded(List.of(pair))).loss()).average().orElseThrow();
        assertThat(ValidationResult.of(identifier, encoded(pairs)).loss()).isCloseTo(mean, within(1e-5)).isPositive();
    }

    private MechanismReport train(Map<String, ?> changes, EncodedPairs train, EncodedPairs validation, RecordingJournal journal) {
        Map<String, Object> all = new HashMap<>(Map.of("tokenDropout", 0, "dropout",
                0, "evidenceWeight", 0, "attentionDropout", 0, "headDropout", 0));
        all.putAll(changes);
        try (MechanismTraining training = new MechanismTraining(EX, identifier,
                IdentifierTrainingTest.settings(all), 1, journal, RunCheckpoints.none(journal), 0, one -> one)) {
            return training.run(train, validation, validation);
        }
    }

    private EncodedPairs encoded(List<LabelledPair> pairs) { return EncodedPairs.of(pairs, EX, tokenizer, 32, 32); }

    static List<LabelledPair> exchanged(List<LabelledPair> pairs) {
        return pairs.stream().map(pair -> {
            Map<Mechanism, Level> levels = new EnumMap<>(pair.levels());
            levels.computeIfPresent(EX, (mechanism, level) -> Level.of((level.ordinal() + 1) % 3));
            return new LabelledPair(pair.id(), pair.seekerId(), pair.split(), pair.context(), pair.response(), levels, pair.rationales());
        }).toList();
    }

    private float[] weight() {
        Map<String, NDArray> named = identifier.named();
        return named.values().iterator().next().toFloatArray();
    }
}
