package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.empathyworkbench.checkpoint.RunCheckpoints;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.journal.TokenKl;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.training.RecordingJournal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PpoTrainingTest {
    private static final char LETTER = 'o';

    @TempDir
    Path folder;
    private ResponseGenerator policy;
    private final OneWordJudge judge = new OneWordJudge(LETTER);
    private final RecordingJournal journal = new RecordingJournal();

    @BeforeAll
    static void start() { Torch.start(1); }

    @BeforeEach
    void open() { policy = TinyTask.generator(folder); }

    @AfterEach
    void close() { policy.close(); }

    @Test
    void theValueHeadLearnsTheReturnsOtherwiseAndIsSavedUnderTheUsualNames() throws IOException {
        try (PpoTraining training = training(Map.of("alpha", 0.5))) {
            training.run(TinyTask.examples(LETTER), journal);
            training.valueHead().save(folder);
            ValueHead read = ValueHead.read(policy.model().manager(), folder.resolve(ValueHead.FILE), 16);
            assertThat(read.weight().toFloatArray()).isEqualTo(training.valueHead().weight().toFloatArray());
            assertThat(read.bias().toFloatArray()).isEqualTo(training.valueHead().bias().toFloatArray());
            assertThat(read.bias().getFloat(0)).isNotZero();
        }
    }

    @Test
    void theFirstStepStandsAtTheReferenceWithRatioOne() {
        run(Map.of("steps", 1), journal);
        assertThat(journal.of("kl/k1").get(1)).isZero();
        assertThat(journal.of("kl/full").get(1)).isZero();
        assertThat(journal.of("policy/ratio-max").get(1)).isCloseTo(1, within(1e-6));
        assertThat(journal.of("policy/approx-kl").get(1)).isLessThan(1e-12);
        assertThat(journal.of("policy/clip-fraction").get(1)).isZero();
    }

    /** Scores of one batch, normalised by moments that hold them, add up to 0; at step 1 there is no KL beside them. */
    @Test
    void aBatchIsAmongTheMomentsThatScaleItsOwnScores() {
        run(Map.of("steps", 1, "scoreScaling", "normalise"), journal);
        assertThat(journal.of("reward/raw").get(1)).isPositive();
        assertThat(journal.of("reward/with-kl").get(1)).isCloseTo(0, within(1e-12));
    }

    @Test
    void theBetaThatIsChartedIsTheOneThatIsChargedAndTheKlOfAStepMovesTheNextOne() {
        run(Map.of("steps", 4, "learningRate", 0.02, "klController", "adaptive", "klTarget", 0.3, "klHorizon", 40), journal);
        for (int step = 2; step <= 4; step++) {
            double k1 = journal.of("kl/k1").get(step);
            double beta = journal.of("kl/beta").get(step);
            assertThat(beta).isCloseTo(journal.of("kl/beta").get(step - 1)
                    * (1 + Math.max(-0.2, Math.min(0.2, journal.of("kl/k1").get(step - 1) / 0.3 - 1)) * 16 / 40), within(1e-12));
            assertThat(journal.of("reward/raw").get(step) - journal.of("reward/with-kl").get(step)).isCloseTo(beta * k1, within(1e-9));
        }
        assertThat(journal.of("kl/beta").get(1)).isEqualTo(0.2);
        assertThat(journal.of("kl/beta").values().stream().distinct()).hasSize(4);
    }

    @Test
    void theTotalLossIsChartedBesideTheReward() {
        run(Map.of("steps", 2, "alpha", 0.25), journal);
        for (int step = 1; step <= 2; step++) {
            assertThat(journal.of("value/loss").get(step)).isPositive();
            assertThat(journal.of("loss/total").get(step))
                    .isCloseTo(journal.of("policy/loss").get(step) + 0.25 * journal.of("value/loss").get(step), within(1e-12));
        }
    }

    @Test
    void theFloorsOfTheRewardStandBesideItAtEveryStep() {
        run(Map.of("steps", 2), journal);
        RewardFloors floors = RewardFloors.of(new RewardModel(judge, TargetCache.inMemory()), TinyTask.examples(LETTER), 1);
        assertThat(floors.fullStop()).isBetween(0.019, 0.021);                     // no letter of a full stop is the wanted one
        assertThat(journal.of("reward/floor-full-stop")).containsOnlyKeys(1, 2).containsValue(floors.fullStop());
        assertThat(journal.of("reward/floor-empty").values()).containsOnly(floors.empty());
    }

    @Test
    void equalSeedsGiveEqualRuns() {
        run(Map.of(), journal);
        String after = policy.model().hash();
        policy.close();
        policy = TinyTask.generator(folder);
        RecordingJournal second = new RecordingJournal();
        run(Map.of(), second);
        assertThat(policy.model().hash()).isEqualTo(after);
        assertThat(second.of("reward/raw")).isEqualTo(journal.of("reward/raw"));
    }

    @Test
    void aStopEndsTheRunAfterTheStepItIsIn() {
        RecordingJournal impatient = new RecordingJournal(3, step -> { });
        assertThat(run(Map.of(), impatient)).isEqualTo(3);
        assertThat(impatient.of("reward/raw")).hasSize(3);
    }

    @Test
    void everyStepSaysWhatTheChartsShow() {
        run(Map.of("steps", 2), journal);
        assertThat(journal.totalSteps).isEqualTo(2);
        assertThat(journal.metrics.keySet()).contains("reward/raw", "reward/er", "reward/ip", "reward/ex", "reward/with-kl", "kl/k1",
                "kl/k3", "kl/full", "kl/beta", "loss/total", "reward/floor-full-stop", "reward/floor-empty", "policy/entropy",
                "policy/approx-kl", "policy/clip-fraction", "policy/loss", "policy/ratio-max", "policy/mass-outside-top-k", "value/loss",
                "value/explained-variance", "text/length", "text/eos-rate", "text/distinct-2",
                "levels-er/weak", "levels-er/weak-target", "levels-ex/none",
                "optimiser/learning-rate", "optimiser/gradient-norm", "speed/tokens-a-second", "memory/resident-mb");
        assertThat(journal.metrics.values()).allSatisfy(line -> assertThat(line.values()).allMatch(Double::isFinite));
        assertThat(journal.samples).hasSize(2 * 4).allSatisfy(sample -> {
            assertThat(sample.reward()).isBetween(0.0, 1.0);
            assertThat(sample.targets()).hasSize(3);
            assertThat(sample.profile()).isNotNull();
        });
    }

    @Test
    void aWholeStepThatIsKeptHasEveryTokensKlOfWhichTheChartIsTheMean() {
        run(Map.of("steps", 3, "sampleEvery", 3, "samplesAStep", 16), journal);
        List<RunSample> last = journal.samples.stream().filter(sample -> sample.step() == 3).toList();
        assertThat(last).hasSize(16);
        assertThat(last.stream().map(RunSample::response).distinct()).as("each row once").hasSizeGreaterThan(8);
        double k1 = last.stream().mapToDouble(sample -> sample.tokens().stream().mapToDouble(TokenKl::kl).sum()).sum() / 16;
        assertThat(k1).isNotZero().isCloseTo(journal.of("kl/k1").get(3), within(1e-9));
        double product = last.stream().mapToDouble(sample -> sample.profile().reward(sample.targets())).sum() / 16;
        assertThat(product).isCloseTo(journal.of("reward/raw").get(3), within(1e-12));
        for (RunSample sample : last) {
            String joined = sample.tokens().stream().map(TokenKl::piece).filter(piece -> !piece.startsWith("<"))
                    .collect(Collectors.joining()).replace('\u2581', ' ').strip();
            assertThat(joined.replaceAll("\\s+", " ")).isEqualTo(sample.response().replaceAll("\\s+", " "));
        }
        assertThat(journal.samples.stream().filter(sample -> sample.step() == 1)).allSatisfy(sample ->
                assertThat(sample.tokens()).isNotEmpty().allMatch(token -> token.kl() == 0));          // at the reference still
    }

    @Test
    void rowsThatAreKeptAreDifferentOnesAndOfAllLengths() {
        for (int step = 1; step < 40; step++) {
            int[] rows = PpoSamples.rows(step, 32, 4);
            assertThat(rows).doesNotHaveDuplicates().hasSize(4);
            assertThat(Arrays.stream(rows)).allMatch(row -> row >= 0 && row < 32);
            assertThat(Arrays.stream(rows).map(row -> row / 8).distinct().count()).isEqualTo(4);
        }
        assertThat(PpoSamples.rows(7, 3, 8)).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(PpoSamples.rows(7, 3, 0)).isEmpty();
    }

    @Test
    void fixedPromptsAreAnsweredFromTheBeginningToTheEndAndChangeNothingInTheRun() {
        run(Map.of("learningRate", 0.02), journal);
        String without = policy.model().hash();
        policy.close();
        policy = TinyTask.generator(folder);
        RecordingJournal second = new RecordingJournal();
        List<Example> prompts = TinyTask.examples(LETTER).subList(0, 2);
        try (PpoTraining training = training(Map.of("learningRate", 0.02, "fixedPromptsEvery", 4))) {
            training.run(TinyTask.examples(LETTER), prompts, second, RunCheckpoints.none(second));
        }
        assertThat(policy.model().hash()).isEqualTo(without);
        assertThat(second.of("reward/raw")).isEqualTo(journal.of("reward/raw"));
        List<RunSample> answers = second.samples.stream().filter(sample -> sample.prompt() != null).toList();
        assertThat(second.samples.stream().filter(sample -> sample.prompt() == null).map(RunSample::tokens).toList())
                .isEqualTo(journal.samples.stream().map(RunSample::tokens).toList());
        assertThat(answers).extracting(RunSample::step).containsExactly(0, 0, 4, 4, 6, 6);
        assertThat(answers).extracting(RunSample::prompt).containsExactly(0, 1, 0, 1, 0, 1);
        assertThat(answers).allSatisfy(sample -> {
            assertThat(sample.context()).isEqualTo(prompts.get(sample.prompt()).context());
            assertThat(sample.reward()).isEqualTo(sample.profile().reward(sample.targets()));
        });
        assertThat(answers.stream().map(RunSample::response).distinct().count()).as("the weights have moved").isGreaterThan(2);
    }

    @Test
    void thePublishedSettingsRunAndLearnToo() {
        Map<String, Object> tiny = Map.of("steps", 25, "batch", 32, "learningRate",
                5e-3, "maximumNewTokens", 8, "scheduleEpochs", 0, "klTarget", 1.0);
        try (PpoTraining training = new PpoTraining(policy, judge, TargetCache.inMemory(), Settings.with(PpoSettings.code(), tiny), 1)) {
            training.run(TinyTask.examples(LETTER), journal);
        }
        assertThat(journal.metrics.values()).allSatisfy(line -> assertThat(line.values()).allMatch(Double::isFinite));
        assertThat(mean(journal.of("reward/raw"), 21, 25)).isGreaterThan(mean(journal.of("reward/raw"), 1, 5) + 0.1);
        assertThat(journal.of("kl/beta").get(25)).isNotEqualTo(0.2);
        assertThat(journal.of("text/length").values()).allMatch(length -> length >= 4);      // five with the start token
        assertThat(journal.of("optimiser/learning-rate").get(25)).isCloseTo(5e-3 / 25, within(1e-12));
    }

    private PpoTraining training(Map<String, ?> changes) {
        return new PpoTraining(policy, judge, TargetCache.inMemory(), Settings.with(TinyTask.SETTINGS, changes), 1);
    }

    private int run(Map<String, ?> changes, RecordingJournal into) {
        try (PpoTraining training = training(changes)) {
            return training.run(TinyTask.examples(LETTER), into);
        }
    }

    private static double mean(TreeMap<Integer, Double> line, int from, int to) {
        return Arrays.stream(line.subMap(from, true, to, true).values().toArray(Double[]::new)).mapToDouble(d -> d).average().orElseThrow();
    }
}
