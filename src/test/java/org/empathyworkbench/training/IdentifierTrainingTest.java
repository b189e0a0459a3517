package org.empathyworkbench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.empathyworkbench.checkpoint.RunCheckpoints;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.identifier.Identifier;
import org.empathyworkbench.identifier.IdentifierSetFile;
import org.empathyworkbench.journal.NonFiniteLossException;
import org.empathyworkbench.journal.RunJournal;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.runsettings.IdentifierSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.t5.Safetensors;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On pairs whose levels follow a rule: words of warmth, of understanding, and question marks, each none, weak or strong. */
@Tag("slow")
class IdentifierTrainingTest {
    private static final String[][] WORDS = {{"Okay noted.", "I am sorry.", "My heart aches for you."}, {"The weather is mild.",
            "That seems hard.", "You must feel betrayed and lonely."}, {"Bye now.", "What happened?", "How did that make you feel?"}};

    @TempDir
    Path folder;

    @BeforeAll
    static void start() { Torch.start(1); }

    @Test
    void identifiersLearnARuleAndTheSetScoresNewPairs() throws IOException {
        Journal journal = new Journal(Integer.MAX_VALUE);
        IdentifierReport report = train(Map.of(), journal);
        assertThat(report.mechanisms()).extracting(MechanismReport::mechanism).containsExactly(Mechanism.values());
        for (MechanismReport mechanism : report.mechanisms()) {
            assertThat(mechanism.validation().weightedF1()).as(mechanism.mechanism().title()).isGreaterThan(0.9);
            assertThat(mechanism.bestOnValidation()).isEqualTo(mechanism.validation().weightedF1(), within(1e-12));
        }
        try (EmpathyScorer scorer = EmpathyScorer.load(folder, Device.cpu())) {
            EmpathyProfile profile = scorer.score(List.of("I failed my exam."),
                    "My heart aches for you. The weather is mild. How did that make you feel?");
            assertThat(profile.levels()).isEqualTo(Map.of(Mechanism.EMOTIONAL_REACTION, Level.STRONG,
                    Mechanism.INTERPRETATION, Level.NONE, Mechanism.EXPLORATION, Level.STRONG));
        }
        JsonObject written = JsonParser.parseString(Files.readString(folder.resolve("report.json"))).getAsJsonObject();
        assertThat(written.get("chosen_on").getAsString()).isEqualTo("validation");
        JsonObject exploration = written.getAsJsonObject("mechanisms").getAsJsonObject("exploration");
        assertThat(exploration.get("weighted_f1").getAsDouble()).isEqualTo(report.mechanisms().get(2).validation().weightedF1());
        assertThat(exploration.getAsJsonArray("confusion_true_by_predicted")).hasSize(3);
        assertThat(journal.values).containsKeys("er/train/loss", "ip/train/gradient-norm",
                "ex/validation/weighted-f1", "er/validation/macro-f1", "er/validation/majority-floor");
        assertThat(journal.steps).isSorted();
        assertThat(journal.steps.get(journal.steps.size() - 1)).isLessThanOrEqualTo(journal.total);
    }

    @Test
    void equalSeedsGiveEqualIdentifiersAndOtherSeedsOthers() throws IOException {
        Map<String, ?> brief = Map.of("mechanisms", "exploration", "epochs", 2);
        byte[] weights = weights(brief, 1);
        assertThat(weights(brief, 1)).isEqualTo(weights);
        assertThat(weights(Map.of("mechanisms", "exploration", "epochs", 2), 2)).isNotEqualTo(weights);
    }

    private byte[] weights(Map<String, ?> changes, long seed) throws IOException {
        Files.deleteIfExists(folder.resolve(IdentifierSetFile.NAME));
        IdentifierTraining.run(pairs(Split.TRAIN), pairs(Split.VALIDATION), settings(changes),
                seed, Optional.empty(), folder, Device.cpu(), new Journal(Integer.MAX_VALUE));
        return Files.readAllBytes(folder.resolve("exploration/model.safetensors"));
    }

    @Test
    void aStopSavesWhatThereIsAndLeavesTheRestOut() throws IOException {
        Journal journal = new Journal(5);
        IdentifierReport report = train(Map.of(), journal);
        assertThat(report.stopped()).isTrue();
        assertThat(report.mechanisms()).hasSize(1);
        assertThat(IdentifierSetFile.read(folder).mechanisms()).containsExactly(Mechanism.EMOTIONAL_REACTION);
        assertThatThrownBy(() -> EmpathyScorer.load(folder, Device.cpu()))
                .isInstanceOf(UserInputException.class).hasMessageContaining("no identifier for interpretation");
    }

    @Test
    void oneMechanismIsTrainedAnewAndTheOthersStay() throws IOException {
        train(Map.of("epochs", 1), new Journal(Integer.MAX_VALUE));
        byte[] interpretation = Files.readAllBytes(folder.resolve("interpretation/model.safetensors"));
        byte[] exploration = Files.readAllBytes(folder.resolve("exploration/model.safetensors"));
        train(Map.of("epochs", 1, "mechanisms", "exploration", "dModel", 32), new Journal(Integer.MAX_VALUE));
        assertThat(Files.readAllBytes(folder.resolve("interpretation/model.safetensors"))).isEqualTo(interpretation);
        assertThat(Files.readAllBytes(folder.resolve("exploration/model.safetensors"))).isNotEqualTo(exploration);
        assertThat(Files.readString(folder.resolve("report.json"))).contains("\"interpretation\"", "\"exploration\"");
        EmpathyScorer.load(folder, Device.cpu()).close();
        assertThatThrownBy(() -> train(Map.of("mechanisms", "exploration", "head", "code"), new Journal(1)))
                .isInstanceOf(UserInputException.class).hasMessageContaining("another head");
    }

    /** A pair has one post as its context, and a bar in it is written as a slash; only a generator's encoder knows the separator. */
    @Test
    void aSetLearntFromNothingSaysThatItNeverReadTheSeparatorOfTurns() throws IOException {
        List<LabelledPair> barred = pairs(Split.TRAIN).stream().map(pair -> new LabelledPair(pair.id(), pair.seekerId(), pair.split(),
                "Hello. | " + pair.context(), pair.response(), pair.levels(), pair.rationales())).toList();
        IdentifierTraining.run(barred, pairs(Split.VALIDATION), settings(Map.of("mechanisms", "exploration", "epochs", 1)), 1,
                Optional.empty(), folder, Device.cpu(), new Journal(1));
        assertThat(IdentifierSetFile.read(folder).readsSeparator()).isFalse();
    }

    @Test
    void aDevelopmentPartChoosesTheEpochAndIsNotLearntFrom() throws IOException {
        Journal journal = new Journal(Integer.MAX_VALUE);
        IdentifierReport report = train(Map.of("developmentShare", 0.25, "mechanisms", "exploration", "epochs", 3), journal);
        assertThat(report.chosenOn()).isEqualTo("development");
        assertThat(report.trainingPairs()).isEqualTo(180);
        assertThat(journal.values).containsKeys("ex/development/weighted-f1", "ex/validation/weighted-f1");
        assertThat(report.mechanisms().get(0).bestOnValidation())
                .isGreaterThanOrEqualTo(report.mechanisms().get(0).validation().weightedF1());
    }

    @Test
    void aLossThatIsNotANumberStopsTheRunBeforeTheStepAndNamesThePairs() throws IOException {
        train(Map.of("mechanisms", "exploration", "epochs", 1), new Journal(Integer.MAX_VALUE));
        try (TextTokenizer tokenizer = TextTokenizer.load(folder.resolve("tokenizer.json"));
             Identifier identifier = Identifier.load(folder.resolve("exploration"), IdentifierSetFile.read(folder), Device.cpu())) {
            float[] broken = identifier.copyOfWeights(identifier.manager()).get(3).toFloatArray();
            Arrays.fill(broken, Float.NaN);
            List<NDArray> weights = identifier.copyOfWeights(identifier.manager());
            weights.get(3).set(broken);
            identifier.set(weights);
            String before = identifier.hash();
            Journal journal = new Journal(Integer.MAX_VALUE);
            EncodedPairs pairs = EncodedPairs.of(pairs(Split.TRAIN), Mechanism.EXPLORATION, tokenizer, 32, 32);
            try (MechanismTraining training = new MechanismTraining(Mechanism.EXPLORATION, identifier,
                    settings(Map.of()), 1, journal, RunCheckpoints.none(journal), 0, one -> one)) {
                NonFiniteLossException stopped = catchThrowableOfType(NonFiniteLossException.class,
                        () -> training.run(pairs, pairs, pairs));
                assertThat(stopped).hasMessageContaining("At step 1").hasMessageContaining("The weights are those before this step.");
                assertThat(stopped.batch().rows()).hasSize(16)
                        .allSatisfy(example -> assertThat(example.label()).isIn("none", "weak", "strong"));
            }
            assertThat(identifier.hash()).isEqualTo(before);
        }
    }

    @Test
    void patienceEndsATrainingThatNoLongerImproves() throws IOException {
        IdentifierReport report = train(Map.of("mechanisms", "exploration", "learningRate", 0, "epochs", 30, "patience", 2),
                new Journal(Integer.MAX_VALUE));
        assertThat(report.mechanisms().get(0).epochs()).isEqualTo(3);
        assertThat(report.mechanisms().get(0).bestEpoch()).isEqualTo(1);
    }

    @Test
    void encodersBeginFromAGeneratorOfTheSameVocabulary() throws IOException {
        train(Map.of("mechanisms", "exploration", "epochs", 1), new Journal(Integer.MAX_VALUE));
        Path generator = Files.createDirectory(folder.resolve("generator"));
        Files.copy(folder.resolve("tokenizer.json"), generator.resolve("tokenizer.json"));
        Path set = folder.resolve("set");
        try (T5Model model = T5Model.random(T5Config.small(500, 24, 48, 1, 2, 0.1), 4, Device.cpu())) {
            model.save(generator);
            IdentifierTraining.run(pairs(Split.TRAIN), pairs(Split.VALIDATION),
                    settings(Map.of("beginFromGenerator", true, "learningRate", 0, "epochs", 1, "averaging", 0)), 1,
                    Optional.of(generator), set, Device.cpu(), new Journal(Integer.MAX_VALUE));
            assertThat(IdentifierSetFile.read(set).readsSeparator()).isTrue();
            try (var tensors = Safetensors.open(set.resolve("interpretation/model.safetensors"))) {
                for (String encoder : List.of("context_encoder.", "response_encoder.")) {
                    assertThat(tensors.read(model.manager(), encoder + "shared.weight").toFloatArray())
                            .containsExactly(model.weights().get(0).toFloatArray());
                }
            }
        }
        assertThatThrownBy(() -> train(Map.of("beginFromGenerator", true), new Journal(1)))
                .isInstanceOf(UserInputException.class).hasMessageContaining("No generator was chosen");
    }

    @Test
    void pairsWithoutLabelsAreRefusedBeforeAnythingIsWritten() {
        List<LabelledPair> bare = pairs(Split.TRAIN).stream()
                .map(p -> new LabelledPair(p.id(), p.seekerId(), p.split(), p.context(), p.response(),
                        Map.of(Mechanism.EMOTIONAL_REACTION, Level.WEAK), Map.of())).toList();
        Path set = folder.resolve("set");
        assertThatThrownBy(() ->
                IdentifierTraining.run(bare, bare, settings(Map.of()), 1, Optional.empty(), set, Device.cpu(), new Journal(1)))
                .isInstanceOf(UserInputException.class).hasMessageContaining("one level only for emotional reaction");
        assertThat(set).doesNotExist();
    }

    @Test
    void classWeightsBalanceLevelsAndKeepTheMeanOverPairsAtOne() {
        assertThat(IdentifierSettings.ClassWeights.NONE.of(new int[] {90, 9, 1})).containsExactly(1, 1, 1);
        assertThat(IdentifierSettings.ClassWeights.INVERSE.of(new int[] {60, 30, 10}))
                .containsExactly(new float[] {100f / 180, 100f / 90, 100f / 30}, within(1e-5f));
        float[] root = IdentifierSettings.ClassWeights.INVERSE_ROOT.of(new int[] {64, 16, 0});
        assertThat(root[1] / root[0]).isCloseTo(2, within(1e-5f));
        assertThat((64 * root[0] + 16 * root[1]) / 80).isCloseTo(1, within(1e-5f));
    }

    private IdentifierReport train(Map<String, ?> changes, Journal journal) throws IOException {
        return IdentifierTraining.run(pairs(Split.TRAIN), pairs(Split.VALIDATION),
                settings(changes), 1, Optional.empty(), folder, Device.cpu(), journal);
    }

    static IdentifierSettings settings(Map<String, ?> changes) {
        Map<String, Object> all = new HashMap<>(Map.of("pieces", 400, "dModel", 24, "dFf", 48, "layers", 1, "heads", 2,
                "learningRate", 5e-3, "epochs", 12, "dropout", 0, "averaging", 0.9, "batch", 16));
        all.putAll(changes);
        return Settings.with(IdentifierSettings.small(), all);
    }

    static List<LabelledPair> pairs(Split split) {
        SplittableRandom random = new SplittableRandom(split.ordinal());
        List<LabelledPair> pairs = new ArrayList<>();
        String[] troubles = {"I lost my job.", "My cat died.", "I failed my exam.", "She left me."};
        for (int i = 0; i < (split == Split.TRAIN ? 240 : 60); i++) {
            StringBuilder response = new StringBuilder();
            Map<Mechanism, Level> levels = new HashMap<>();
            for (Mechanism mechanism : Mechanism.values()) {
                int level = random.nextInt(3);
                response.append(WORDS[mechanism.ordinal()][level]).append(' ');
                levels.put(mechanism, Level.of(level));
            }
            String seeker = split + "-" + i / 2;
            pairs.add(new LabelledPair(split + "/" + i, seeker, split, troubles[random.nextInt(4)], response.toString(), levels, Map.of()));
        }
        return pairs;
    }

    /** Listens, and asks to stop after some steps. */
    private static final class Journal implements RunJournal {
        private final int stopAfter;
        final Map<String, List<Double>> values = new HashMap<>();
        final List<Integer> steps = new ArrayList<>();
        int total;
        private int trained;

        Journal(int stopAfter) { this.stopAfter = stopAfter; }

        @Override public void totalSteps(int count) { total = count; }

        @Override public void metrics(int step, Map<String, Double> metrics) {
            steps.add(step);
            if (metrics.keySet().stream().anyMatch(name -> name.endsWith("train/loss"))) trained++;
            metrics.forEach((name, value) -> values.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
        }

        @Override public void sample(RunSample sample) { throw new AssertionError("Identifier training has no samples."); }

        @Override public void say(String sentence) { assertThat(sentence).endsWith("."); }

        @Override public boolean stopRequested() { return trained >= stopAfter; }
    }
}
