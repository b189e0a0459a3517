package org.empathyworkbench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.checkpoint.CheckpointPlan;
import org.empathyworkbench.checkpoint.RunCheckpoints;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.runsettings.GeneratorSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a supervised run learns how fast, and when it ends. */
class SupervisedScheduleTest {
    private static final List<Example> EXAMPLES = GeneratorTrainingTest.examples();
    private static final GeneratorSettings TINY = Settings.with(GeneratorSettings.paper(),
            Map.ofEntries(Map.entry("pieces", 200), Map.entry("dModel", 16), Map.entry("dFf", 32), Map.entry("encoderLayers", 1),
                    Map.entry("decoderLayers", 1), Map.entry("heads", 2), Map.entry("learningRate", 1e-2),
                    Map.entry("dropout", 0), Map.entry("samples", 0), Map.entry("batch", 4), Map.entry("epochs", 5)));

    @TempDir Path folder;

    @BeforeEach void start() { Torch.start(1); }

    @Test void theRateFallsInALineFromThePeakAtTheFirstStepToATenthOfItAtTheLastOfTen() {
        TreeMap<Integer, Double> rates = run(TINY, EXAMPLES, RunCheckpoints::none).of("optimiser/learning-rate");
        assertThat(rates.keySet()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        for (int step = 1; step <= 10; step++)
            assertThat(rates.get(step)).as("step " + step).isCloseTo(1e-2 * (11 - step) / 10, within(1e-12));
    }

    @Test void aWarmUpComesBeforeTheFall() {
        TreeMap<Integer, Double> rates = run(Settings.with(TINY, Map.of("warmUpSteps", 4)), EXAMPLES, RunCheckpoints::none)
                .of("optimiser/learning-rate");
        for (int step = 1; step <= 4; step++) assertThat(rates.get(step)).isCloseTo(1e-2 * step / 5, within(1e-12));
        for (int step = 5; step <= 10; step++) assertThat(rates.get(step)).isCloseTo(1e-2 * (11 - step) / 6, within(1e-12));
    }

    @Test void fewerStepsThanTheEpochsHaveEndTheScheduleWithThem() {
        TreeMap<Integer, Double> rates = run(Settings.with(TINY, Map.of("maximumSteps", 4)), EXAMPLES, RunCheckpoints::none)
                .of("optimiser/learning-rate");
        assertThat(rates).hasSize(4);
        assertThat(rates.get(4)).isCloseTo(1e-2 / 4, within(1e-12));
    }

    /**
     * The second look of a run that does not learn is no better, nor is the third: patience 3 ends it
     * after the fourth, wherever it was resumed.
     */
    @Test void looksWithoutABetterOneAreCountedOnAfterAResume() {
        GeneratorSettings settings = Settings.with(TINY, Map.of("learningRate", 0, "patience", 3, "validateEvery", 1, "epochs", 50));
        CheckpointFolder saved = checkpoints("whole");
        RecordingJournal whole = run(settings, EXAMPLES,
                journal -> new RunCheckpoints(saved, new CheckpointPlan(1, 0, 100), journal, Optional.empty()));
        assertThat(whole.of("train/loss").lastKey()).isEqualTo(4);
        for (CheckpointInfo info : saved.list()) {
            if (info.step() == 4) continue;
            RecordingJournal resumed = run(settings, EXAMPLES, journal -> new RunCheckpoints(checkpoints("later" + info.step()),
                    new CheckpointPlan(0, 0, 1), journal, Optional.of(saved.at(info.step()))));
            assertThat(resumed.of("train/loss").lastKey()).as("resumed at step " + info.step()).isEqualTo(4);
        }
    }

    @Test void everyExampleIsLearntOnceAnEpochInAnotherOrderEachTime() {
        RecordingJournal journal = run(Settings.with(TINY, Map.of("batch", 1, "epochs", 2, "learningRate", 0)),
                EXAMPLES, RunCheckpoints::none);
        List<Double> losses = List.copyOf(journal.of("train/loss").values());
        assertThat(losses).hasSize(16);
        assertThat(losses.subList(8, 16)).containsExactlyInAnyOrderElementsOf(losses.subList(0, 8)).isNotEqualTo(losses.subList(0, 8));
    }

    private CheckpointFolder checkpoints(String name) { return new CheckpointFolder(folder.resolve(name), "run", Clock.systemUTC()); }

    private interface Checkpoints {
        RunCheckpoints of(RecordingJournal journal);
    }

    private RecordingJournal run(GeneratorSettings settings, List<Example> examples, Checkpoints checkpoints) {
        RecordingJournal journal = new RecordingJournal();
        try (ResponseGenerator generator = NewGenerator.make(EXAMPLES, TINY, 5, folder, Device.cpu(), ProgressListener.none())) {
            GeneratorTraining.run(generator.model(), generator.tokenizer(), examples,
                    EXAMPLES, settings, 3, journal, checkpoints.of(journal));
        }
        return journal;
    }
}
