package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.empathyworkbench.Golden;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.journal.FailedBatch;
import org.empathyworkbench.journal.NonFiniteLossException;
import org.empathyworkbench.runsettings.GeneratorSettings;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.t5.Safetensors;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.torch.AdamW;
import org.empathyworkbench.torch.ResidentMemory;
import org.empathyworkbench.training.GeneratorTraining;
import org.empathyworkbench.training.LiveTensors;
import org.empathyworkbench.training.RecordingJournal;
import org.empathyworkbench.verification.Verification;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** METHOD section 6, rules 13 to 17, a test or a few each. The others: {@link MethodRules1To8Test}, {@link MethodRules9To12Test}. */
@Tag("slow")
class MethodRules13To17Test extends WithTinyActorCritic {
    private static final char LETTER = 'o';

    private final OneWordJudge judge = new OneWordJudge(LETTER);
    private final RecordingJournal journal = new RecordingJournal();

    @Test
    void rule13AnswersOfTheEndAloneAndOneAnswerAloneGiveFiniteNumbersAndRewardsAboveZeroUpToOne() {
        Response empty = new Response("", new int[] {1}, true, -1);
        for (PpoSettings preset : new PpoSettings[] {PpoSettings.paper(), PpoSettings.code()}) {
            for (int size : new int[] {1, 3}) {
                Rollout rollout = new Rollout(TinyTask.examples(LETTER).subList(0, size),
                        Collections.nCopies(size, new int[] {3, 4, 1}), Collections.nCopies(size, empty));
                EmpathyRewards rewards = new RewardModel(judge, TargetCache.inMemory()).of(rollout);
                assertThat(Arrays.stream(rewards.values()).boxed()).allMatch(reward -> reward > 0 && reward <= 1);
                RunningMoments moments = new RunningMoments();
                moments.add(rewards.values());
                double[] scores = moments.scale(rewards.values(), preset.reward().scoreScaling());
                try (ActorCritic model = tiny.with(preset); RolloutScores old = model.assess(rollout.rows())) {
                    double[][] tokens = TokenRewards.of(scores, old.kl(), preset.reward().beta());
                    Advantages advantages = Advantages.of(tokens, old.values(), preset);
                    PpoStatistics statistics = new PolicyUpdate(model, preset, 1).learn(old, advantages, 1, 1e-4);
                    assertThat(PpoMetrics.of(rollout, rewards, tokens, old, advantages, statistics, preset).values())
                            .allMatch(Double::isFinite);
                }
            }
        }
    }

    @Test
    void rule14TiedWeightsAreOneParameterOneSlotAndOneEntryAndTheSecondFamilyIsUntiedAndGated() throws IOException {
        T5Model first = tiny.generator.model();
        first.save(folder);
        try (Safetensors file = Safetensors.open(folder.resolve("model.safetensors"));
             AdamW adam = new AdamW(first.manager(), first.weights(), first.decays(), AdamW.Hyper.of(0, 0))) {
            assertThat(file.entries()).containsKey("shared.weight")
                    .doesNotContainKeys("lm_head.weight", "encoder.embed_tokens.weight", "decoder.embed_tokens.weight");
            assertThat(file.entries()).hasSameSizeAs(first.weights());
            assertThat(adam.firstMoments()).hasSameSizeAs(first.weights());
        }
        try (T5Model second = T5Model.load(Golden.file("v1_1"), Device.cpu())) {
            second.save(folder);
            try (Safetensors file = Safetensors.open(folder.resolve("model.safetensors"))) {
                assertThat(file.entries())
                        .containsKeys("shared.weight", "lm_head.weight", "encoder.block.0.layer.1.DenseReluDense.wi_0.weight",
                                "encoder.block.0.layer.1.DenseReluDense.wi_1.weight").hasSameSizeAs(second.weights());
            }
            assertThat(Verification.run(second, Golden.file("v1_1/cases.json")).passed()).isTrue();          // logits without v1.0's scale
        }
    }

    @Test
    void rule15ARewardForOneLetterIsLearnt() {
        run(Map.of("steps", 25, "learningRate", 5e-3, "batch", 32, "beta", 0.01));
        assertThat(mean(journal.of("reward/raw"), 1, 1)).as("before the first update").isLessThan(0.12);
        assertThat(mean(journal.of("reward/raw"), 21, 25)).isGreaterThan(0.25);
    }

    @Test
    void rule15AHugeBetaStaysAtTheReference() {
        run(Map.of("steps", 25, "learningRate", 5e-3, "batch", 32, "beta", 20));
        assertThat(mean(journal.of("kl/full"), 21, 25)).isLessThan(0.4);             // with beta 0.01 it is above 3
        assertThat(mean(journal.of("reward/raw"), 21, 25)).isLessThan(0.12);
    }

    @Test
    void rule15ALearningRateOfZeroChangesNothing() {
        String before = tiny.generator.model().hash();
        run(Map.of("learningRate", 0));
        assertThat(tiny.generator.model().hash()).isEqualTo(before);
        assertThat(journal.of("kl/k1").values()).allMatch(kl -> kl == 0);
    }

    @Test
    void rule15AnAlphaOfZeroLeavesTheValueHeadAlone() {
        try (PpoTraining training = training(Map.of("alpha", 0))) {
            training.run(TinyTask.examples(LETTER), journal);
            assertThat(training.valueHead().weight().toFloatArray()).containsOnly(0f);
            assertThat(training.valueHead().bias().toFloatArray()).containsOnly(0f);
        }
    }

    /** Without the empathy reward the KL penalty alone is left: at step 1, where the KL is 0, nothing. */
    @Test
    void rule15WithoutTheEmpathyRewardNothingIsPaid() {
        run(Map.of("steps", 2, "empathyReward", false));
        assertThat(journal.of("reward/with-kl").get(1)).isZero();
        assertThat(journal.of("reward/raw").get(1)).isPositive();
    }

    @Test
    void rule16TwoHundredStepsOfPpoLeaveLiveTensorsConstantAndMemoryFlat() {
        List<Integer> live = new ArrayList<>();
        TreeMap<Integer, Double> resident = new TreeMap<>();
        RecordingJournal watching = new RecordingJournal(Integer.MAX_VALUE, step -> {
            live.add(LiveTensors.under(tiny.generator.model().manager()));
            resident.put(step, ResidentMemory.megabytes());
        });
        try (PpoTraining training = training(Map.of("steps", 200, "batch", 8, "miniBatch", 4))) {
            training.run(TinyTask.examples(LETTER), watching);
        }
        assertThat(live).hasSize(200);
        assertThat(live.subList(1, 200)).containsOnly(live.get(1));
        assertThat(live.get(199)).isLessThanOrEqualTo(live.get(0));
        assertThat(least(resident, 170, 200) - least(resident, 50, 80)).isLessThan(60);
    }

    @Test
    void rule16TwoHundredSupervisedStepsLeaveLiveTensorsConstantAndMemoryFlat() {
        List<Integer> live = new ArrayList<>();
        TreeMap<Integer, Double> resident = new TreeMap<>();
        RecordingJournal watching = new RecordingJournal(Integer.MAX_VALUE, step -> {
            live.add(LiveTensors.under(tiny.generator.model().manager()));
            resident.put(step, ResidentMemory.megabytes());
        });
        GeneratorTraining.run(tiny.generator.model(), tiny.generator.tokenizer(),
                TinyTask.examples(LETTER), List.of(), supervised(200, 60), 1, watching);
        assertThat(live).hasSize(200);
        assertThat(live.subList(9, 200)).containsOnly(live.get(9));                 // sums of parts are made when a batch first needs them
        assertThat(least(resident, 170, 200) - least(resident, 50, 80)).isLessThan(60);
    }

    @Test
    void rule17ANumberThatIsNotFiniteStopsPpoBeforeTheOptimiserAndKeepsTheBatch() throws IOException {
        EmpathyJudge broken = (contexts, responses) -> judge.judge(contexts, responses).stream().map(p -> new EmpathyProfile(Map.of(
                Mechanism.EMOTIONAL_REACTION, new double[] {0, 0, Double.NaN}, Mechanism.INTERPRETATION, new double[] {1, 0, 0},
                Mechanism.EXPLORATION, new double[] {1, 0, 0}))).toList();
        TargetCache strong = TargetCache.inMemory();
        new RewardModel(judge, strong).targets(TinyTask.examples(LETTER));
        String before = tiny.generator.model().hash();
        try (PpoTraining training = new PpoTraining(tiny.generator, broken, strong, TinyTask.SETTINGS, 1)) {
            NonFiniteLossException stopped = catchThrowableOfType(NonFiniteLossException.class,
                    () -> training.run(TinyTask.examples(LETTER), journal));
            assertThat(stopped).hasMessageContaining("step 1").hasMessageContaining("advantage");
            assertThat(stopped.keptIn(folder)).hasMessageStartingWith(stopped.getMessage()).hasMessageContaining(FailedBatch.FILE);
        }
        assertThat(tiny.generator.model().hash()).isEqualTo(before);
        assertThat(Files.readString(folder.resolve(FailedBatch.FILE))).contains("\"NaN\"").contains("response ids");
        FailedBatch kept = FailedBatch.in(folder).orElseThrow();
        assertThat(kept.rows()).allSatisfy(row -> {
            assertThat(row.notFinite()).contains("score", "advantages", "returns").doesNotContain("log-probabilities", "values");
            assertThat(row.context()).isEqualTo(TinyTask.examples(LETTER).stream()
                    .filter(one -> one.id().equals(row.example())).findFirst().orElseThrow().context());
        });
    }

    @Test
    void rule17ANumberThatIsNotFiniteStopsSupervisedTrainingBeforeTheStepAndItsBatchCanBeKept() throws IOException {
        NDArray weight = tiny.generator.model().weights().get(5);
        float[] values = weight.toFloatArray();
        values[3] = Float.POSITIVE_INFINITY;
        weight.set(values);
        String before = tiny.generator.model().hash();
        NonFiniteLossException stopped = null;
        try {
            GeneratorTraining.run(tiny.generator.model(), tiny.generator.tokenizer(),
                    TinyTask.examples(LETTER), List.of(), supervised(5, 0), 1, journal);
        } catch (NonFiniteLossException e) {
            stopped = e;
        }
        assertThat(stopped).isNotNull().hasMessageContaining("At step 1");
        assertThat(tiny.generator.model().hash()).isEqualTo(before);
        assertThat(journal.metrics).isEmpty();
        assertThat(stopped.keptIn(folder)).hasMessageContaining(FailedBatch.FILE);
        assertThat(Files.readString(folder.resolve(FailedBatch.FILE))).contains(stopped.batch().rows().get(0).response());
    }

    private static GeneratorSettings supervised(int steps, int tokensAtOnce) {
        return Settings.with(GeneratorSettings.paper(),
                Map.of("epochs", 1_000, "maximumSteps", steps, "tokensAtOnce", tokensAtOnce, "samples", 0, "learningRate", 1e-3));
    }

    private PpoTraining training(Map<String, ?> changes) {
        return new PpoTraining(tiny.generator, judge, TargetCache.inMemory(), Settings.with(TinyTask.SETTINGS, changes), 1);
    }

    private void run(Map<String, ?> changes) {
        try (PpoTraining training = training(changes)) {
            training.run(TinyTask.examples(LETTER), journal);
        }
    }

    private static double mean(TreeMap<Integer, Double> line, int from, int to) {
        return IntStream.rangeClosed(from, to).mapToDouble(line::get).average().orElseThrow();
    }

    private static double least(TreeMap<Integer, Double> line, int from, int to) {
        return IntStream.rangeClosed(from, to).mapToDouble(line::get).min().orElseThrow();
    }
}
