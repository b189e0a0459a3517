package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.training.RecordingJournal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(journal.metrics.keySet()).contains("reward/raw", "reward/er", "reward/ip", "reward/ex", "reward/with-kl", "kl/k1", "kl/k3", "kl/full", "kl/beta",
                "policy/entropy", "policy/approx-kl", "policy/clip-fraction", "policy/loss", "policy/ratio-max", "policy/mass-outside-top-k", "value/loss",
                "value/explained-variance", "text/length", "text/eos-rate", "text/distinct-2", "levels-er/weak", "levels-er/weak-target", "levels-ex/none",
                "optimiser/learning-rate", "optimiser/gradient-norm", "speed/tokens-a-second", "memory/resident-mb");
        assertThat(journal.metrics.values()).allSatisfy(line -> assertThat(line.values()).allMatch(Double::isFinite));
        assertThat(journal.samples).hasSize(2).allSatisfy(sample -> {
            assertThat(sample.reward()).isBetween(0.0, 1.0);
            assertThat(sample.targets()).hasSize(3);
            assertThat(sample.profile()).isNotNull();
        });
    }

    @Test
    void thePublishedSettingsRunAndLearnToo() {
        Map<String, Object> tiny = Map.of("steps", 25, "batch", 32, "learningRate", 5e-3, "maximumNewTokens", 8, "scheduleEpochs", 0, "klTarget", 1.0);
        try (PpoTraining training = new PpoTraining(policy, judge, TargetCache.inMemory(), Settings.with(PpoSettings.code(), tiny), 1, null)) {
            training.run(TinyTask.examples(LETTER), journal);
        }
        assertThat(journal.metrics.values()).allSatisfy(line -> assertThat(line.values()).allMatch(Double::isFinite));
        assertThat(mean(journal.of("reward/raw"), 21, 25)).isGreaterThan(mean(journal.of("reward/raw"), 1, 5) + 0.1);
        assertThat(journal.of("kl/beta").get(25)).isNotEqualTo(0.2);
        assertThat(journal.of("text/length").values()).allMatch(length -> length >= 4);      // five with the start token
        assertThat(journal.of("optimiser/learning-rate").get(25)).isCloseTo(5e-3 / 25, within(1e-12));
    }

    private PpoTraining training(Map<String, ?> changes) {
        return new PpoTraining(policy, judge, TargetCache.inMemory(), Settings.with(TinyTask.SETTINGS, changes), 1, null);
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
