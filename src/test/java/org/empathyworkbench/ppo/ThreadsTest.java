package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.training.RecordingJournal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small model's work is cut into pieces for several threads; how many there are is seen in nothing. */
class ThreadsTest {
    private static final PpoSettings SETTINGS = Settings.with(PpoSettings.code(),
            Map.of("steps", 3, "batch", 20, "miniBatch", 4, "epochs", 2, "learningRate", 5e-3, "maximumNewTokens", 8, "sampleEvery", 1));

    @TempDir
    Path folder;

    @AfterAll
    static void oneThread() { Torch.start(1); }

    private record Done(String policy, float[] head, List<String> responses, RecordingJournal journal) { }

    private Done run(int threads) {
        Torch.start(threads);
        RecordingJournal journal = new RecordingJournal();
        try (ResponseGenerator policy = TinyTask.generator(folder);
             PpoTraining training = new PpoTraining(policy, new HashJudge(), TargetCache.inMemory(), SETTINGS, 1)) {
            training.run(TinyTask.examples('o'), journal);
            return new Done(policy.model().hash(), training.valueHead().weight().toFloatArray(),
                    journal.samples.stream().map(RunSample::response).toList(), journal);
        }
    }

    @Test
    void runsOnOneTwoAndThreeThreadsAreEqualBitForBit() {
        Done one = run(1);
        assertThat(one.journal().of("reward/raw")).hasSize(3);
        for (int threads : new int[] {2, 3, 2}) {
            Done more = run(threads);
            assertThat(more.policy()).as(threads + " threads").isEqualTo(one.policy());
            assertThat(more.head()).isEqualTo(one.head());
            assertThat(more.responses()).isEqualTo(one.responses());
            assertThat(more.journal().behind(0)).isEqualTo(one.journal().behind(0));
        }
    }
}
