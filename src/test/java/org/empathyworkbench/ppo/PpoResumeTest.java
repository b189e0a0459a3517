package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.checkpoint.Checkpoint;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.checkpoint.CheckpointPlan;
import org.empathyworkbench.checkpoint.RunCheckpoints;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.torch.TensorMemoryException;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.training.RecordingJournal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policy, value head, moments, beta, running moments of the score, place among the examples: a run that goes on has them all. */
@Tag("slow")
class PpoResumeTest {
    private static final CheckpointPlan EVERY_STEP = new CheckpointPlan(1, 0, 1_000);

    @TempDir
    Path folder;

    @BeforeEach
    void start() { Torch.start(1); }

    private record Done(String policy, float[] head, RecordingJournal journal) { }

    private Done run(PpoSettings settings, CheckpointFolder into, Optional<Checkpoint> begin, RecordingJournal journal) {
        try (ResponseGenerator policy = TinyTask.generator(folder);
             PpoTraining training = new PpoTraining(policy, new OneWordJudge('o'), TargetCache.inMemory(), settings, 1)) {
            training.run(TinyTask.examples('o'), journal,
                    into == null ? RunCheckpoints.none(journal) : new RunCheckpoints(into, EVERY_STEP, journal, begin));
            return new Done(policy.model().hash(), training.valueHead().weight().toFloatArray(), journal);
        }
    }

    private CheckpointFolder checkpoints(String name) { return new CheckpointFolder(folder.resolve(name), "run", Clock.systemUTC()); }

    @Test
    void aResumedRunEqualsAnUninterruptedOneFromWhateverStep() {
        Map<String, Object> tiny = Map.of("steps", 6, "batch", 16, "learningRate", 5e-3,
                "maximumNewTokens", 8, "klTarget", 0.5, "klHorizon", 100, "sampleEvery", 2);
        for (PpoSettings settings : List.of(TinyTask.SETTINGS, Settings.with(PpoSettings.code(), tiny))) {
            CheckpointFolder saved = checkpoints("saved-" + settings.reward().klController());
            Done plain = run(settings, null, Optional.empty(), new RecordingJournal());
            Done whole = run(settings, saved, Optional.empty(), new RecordingJournal());
            assertThat(whole.policy()).as("saving changes nothing").isEqualTo(plain.policy());
            assertThat(saved.list()).extracting(CheckpointInfo::step).containsExactly(1, 2, 3, 4, 5, 6);
            for (CheckpointInfo info : saved.list()) {
                Done resumed = run(settings, checkpoints("later"), Optional.of(saved.at(info.step())), new RecordingJournal());
                assertThat(resumed.policy()).as("from step " + info.step()).isEqualTo(whole.policy());
                assertThat(resumed.head()).isEqualTo(whole.head());
                assertThat(resumed.journal().behind(0)).isEqualTo(whole.journal().behind(info.step()));
                assertThat(resumed.journal().samples.stream().map(RunSample::response).toList())
                        .isEqualTo(whole.journal().samples.stream().filter(sample -> sample.step() > info.step())
                                .map(RunSample::response).toList());
            }
        }
    }

    @Test
    void aPauseEndsTheRunAfterItsStep() {
        Done whole = run(TinyTask.SETTINGS, null, Optional.empty(), new RecordingJournal());
        RecordingJournal pausing = new RecordingJournal();
        pausing.pauseAfter = 2;
        CheckpointFolder saved = checkpoints("saved");
        Done paused = run(TinyTask.SETTINGS, saved, Optional.empty(), pausing);
        assertThat(paused.journal().of("reward/raw")).hasSize(2);
        assertThat(run(TinyTask.SETTINGS, saved, saved.newest(sentence -> { }), new RecordingJournal()).policy()).isEqualTo(whole.policy());
    }

    @Test
    void theBestCheckpointIsTheOneWithTheGreatestMeanReward() {
        CheckpointFolder saved = checkpoints("saved");
        Done whole = run(TinyTask.SETTINGS, saved, Optional.empty(), new RecordingJournal());
        assertThat(saved.list()).allSatisfy(info -> assertThat(info.score()).isEqualTo(whole.journal().of("reward/raw").get(info.step())));
    }

    @Test
    void anotherReferenceModelIsRefused() {
        CheckpointFolder saved = checkpoints("saved");
        run(TinyTask.SETTINGS, saved, Optional.empty(), new RecordingJournal(1, step -> { }));
        Optional<Checkpoint> from = saved.newest(sentence -> { });
        try (ResponseGenerator policy = TinyTask.generator(folder)) {
            float[] other = policy.model().weights().get(2).toFloatArray();
            Arrays.fill(other, 2);
            policy.model().weights().get(2).set(other);
            try (PpoTraining training = new PpoTraining(policy, new OneWordJudge('o'), TargetCache.inMemory(), TinyTask.SETTINGS, 1)) {
                RecordingJournal journal = new RecordingJournal();
                assertThatThrownBy(() -> training.run(TinyTask.examples('o'), journal,
                        new RunCheckpoints(saved, EVERY_STEP, journal, from))).isInstanceOf(UserInputException.class)
                        .hasMessageContaining("reference model changed since");
            }
        }
    }

    @Test
    void aBranchMayHaveAnotherConstantBeta() {
        CheckpointFolder saved = checkpoints("saved");
        run(TinyTask.SETTINGS, saved, Optional.empty(), new RecordingJournal(2, step -> { }));
        Done branch = run(TinyTask.SETTINGS.with("beta", 0.7), new CheckpointFolder(folder.resolve("branch"), "branch", Clock.systemUTC()),
                saved.newest(sentence -> { }), new RecordingJournal());
        assertThat(branch.journal().of("kl/beta").values()).containsOnly(0.7);
        assertThat(branch.journal().of("kl/beta").firstKey()).isEqualTo(3);
    }

    @Test
    void memoryThatRunsOutBeforeAnythingWasLearntKeepsTheStepBeforeExactly() {
        PpoSettings settings = Settings.with(PpoSettings.code(),
                Map.of("steps", 6, "batch", 16, "learningRate", 5e-3, "maximumNewTokens", 8, "klTarget", 0.5, "klHorizon", 100));
        Done whole = run(settings, null, Optional.empty(), new RecordingJournal());
        CheckpointFolder saved = checkpoints("saved");
        RecordingJournal journal = new RecordingJournal();
        OneWordJudge judge = new OneWordJudge('o');
        try (ResponseGenerator policy = TinyTask.generator(folder);
             PpoTraining training = new PpoTraining(policy, (contexts, responses) -> {
                 if (journal.of("reward/raw").size() == 3) throw new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB.");
                 return judge.judge(contexts, responses);
             }, TargetCache.inMemory(), settings, 1)) {
            assertThatThrownBy(() -> training.run(TinyTask.examples('o'), journal,
                    new RunCheckpoints(saved, new CheckpointPlan(0, 0, 1), journal, Optional.empty())))
                    .isInstanceOf(TensorMemoryException.class).hasMessageContaining("after step 3");
        }
        assertThat(saved.list()).extracting(CheckpointInfo::step).containsExactly(3);
        assertThat(run(settings, checkpoints("later"), saved.newest(sentence -> { }), new RecordingJournal()).policy())
                .isEqualTo(whole.policy());
    }

    @Test
    void aStepThatWasHalfLearntWhenMemoryRanOutIsNotKept() {
        CheckpointFolder saved = checkpoints("saved");
        RecordingJournal journal = new RecordingJournal(1_000, step -> { if (step == 3) throw new OutOfMemoryError("Java heap space"); });
        try (ResponseGenerator policy = TinyTask.generator(folder);
             PpoTraining training = new PpoTraining(policy, new OneWordJudge('o'), TargetCache.inMemory(), TinyTask.SETTINGS, 1)) {
            assertThatThrownBy(() -> training.run(TinyTask.examples('o'), journal,
                    new RunCheckpoints(saved, new CheckpointPlan(0, 0, 1), journal, Optional.empty())))
                    .isInstanceOf(TensorMemoryException.class).hasMessageContaining("after step 2");
        }
        assertThat(saved.list()).isEmpty();
    }
}
