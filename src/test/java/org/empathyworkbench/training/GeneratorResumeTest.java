package org.empathyworkbench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.empathyworkbench.checkpoint.Checkpoint;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.checkpoint.CheckpointPlan;
import org.empathyworkbench.checkpoint.RunCheckpoints;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.runsettings.GeneratorSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that goes on from a checkpoint is the run that was never interrupted, bit for bit. */
@Tag("slow")
class GeneratorResumeTest {
    private static final List<Example> EXAMPLES = GeneratorTrainingTest.examples();
    private static final GeneratorSettings TINY = Settings.with(GeneratorSettings.paper(), Map.ofEntries(Map.entry("pieces", 200),
            Map.entry("dModel", 16), Map.entry("dFf", 32), Map.entry("encoderLayers", 1), Map.entry("decoderLayers", 1),
            Map.entry("heads", 2), Map.entry("learningRate", 5e-2), Map.entry("dropout", 0.1), Map.entry("samples", 1),
            Map.entry("batch", 3), Map.entry("epochs", 4), Map.entry("warmUpSteps", 2), Map.entry("weightDecay", 0.1)));
    /** Every step has its checkpoint, none is thrown away. */
    private static final CheckpointPlan EVERY_STEP = new CheckpointPlan(1, 0, 1_000);

    @TempDir
    Path folder;
    private CheckpointFolder saved;

    @BeforeEach
    void start() {
        Torch.start(1);
        saved = new CheckpointFolder(folder.resolve("checkpoints"), "run", Clock.systemUTC());
    }

    private record Done(String hash, GeneratorOutcome outcome, RecordingJournal journal) { }

    private Done train(GeneratorSettings settings, List<Example> examples,
            CheckpointFolder into, Optional<Checkpoint> begin, RecordingJournal journal) {
        try (ResponseGenerator generator = NewGenerator.make(EXAMPLES, TINY, 5, folder, Device.cpu(), ProgressListener.none())) {
            RunCheckpoints checkpoints = into == null ? RunCheckpoints.none(journal) : new RunCheckpoints(into, EVERY_STEP, journal, begin);
            GeneratorOutcome outcome = GeneratorTraining.run(generator.model(),
                    generator.tokenizer(), examples, EXAMPLES, settings, 3, journal, checkpoints);
            return new Done(generator.model().hash(), outcome, journal);
        }
    }

    /** Best weights, patience, dropout, an epoch's remainder, samples: all of it stands in the checkpoint of whatever step. */
    @Test
    void aResumedRunEqualsAnUninterruptedOneFromWhateverStep() {
        for (Map<String, Object> changes : List.<Map<String, Object>>of(Map.of("patience", 3, "validateEvery", 2),
                Map.of("keepBest", false, "tokensAtOnce", 40))) {
            GeneratorSettings settings = Settings.with(TINY, changes);
            Done plain = train(settings, EXAMPLES, null, Optional.empty(), new RecordingJournal());
            CheckpointFolder each = new CheckpointFolder(folder.resolve("of" + changes.size() + settings.validation().keepBest()),
                    "run", Clock.systemUTC());
            Done whole = train(settings, EXAMPLES, each, Optional.empty(), new RecordingJournal());
            assertThat(whole.hash()).as("saving changes nothing").isEqualTo(plain.hash());
            assertThat(each.list()).hasSize(whole.outcome().steps()).hasSizeGreaterThan(4);
            for (CheckpointInfo info : each.list()) {
                CheckpointFolder later = new CheckpointFolder(folder.resolve("later"), "run", Clock.systemUTC());
                Done resumed = train(settings, EXAMPLES, later, Optional.of(each.at(info.step())), new RecordingJournal());
                assertThat(resumed.hash()).as("from step " + info.step()).isEqualTo(whole.hash());
                assertThat(resumed.outcome()).isEqualTo(whole.outcome());
                assertThat(resumed.journal().behind(0)).isEqualTo(whole.journal().behind(info.step()));
                assertThat(resumed.journal().samples)
                        .isEqualTo(whole.journal().samples.stream().filter(sample -> sample.step() > info.step()).toList());
            }
        }
    }

    @Test
    void aPauseSavesAndEndsWithoutMoreAdo() {
        Done whole = train(TINY, EXAMPLES, null, Optional.empty(), new RecordingJournal());
        RecordingJournal pausing = new RecordingJournal();
        // an epoch has three steps: the pause falls into its look
        pausing.pauseAfter = 3;
        Done paused = train(TINY, EXAMPLES, saved, Optional.empty(), pausing);
        assertThat(paused.outcome().end()).isEqualTo(GeneratorOutcome.End.PAUSED);
        assertThat(paused.outcome().steps()).isEqualTo(3);
        assertThat(paused.journal().of("validation/loss")).as("left for later").isEmpty();
        Done resumed = train(TINY, EXAMPLES, saved, saved.newest(sentence -> { }), new RecordingJournal());
        assertThat(resumed.journal().of("validation/loss")).isEqualTo(whole.journal().of("validation/loss"));
        assertThat(resumed.hash()).isEqualTo(whole.hash());
    }

    @Test
    void otherExamplesAreRefusedAndABranchIsToldOfThem() {
        RecordingJournal stopping = new RecordingJournal(2, step -> { });
        train(TINY, EXAMPLES, saved, Optional.empty(), stopping);
        Optional<Checkpoint> from = saved.newest(sentence -> { });
        assertThat(from).as("a stop leaves a checkpoint").map(Checkpoint::step).contains(2);
        assertThatThrownBy(() -> train(TINY, EXAMPLES.subList(0, 7), saved, from, new RecordingJournal()))
                .isInstanceOf(UserInputException.class)
                .hasMessageContaining("examples changed since its checkpoint of step 2");
        RecordingJournal branching = new RecordingJournal();
        train(TINY, EXAMPLES.subList(0, 7), new CheckpointFolder(folder.resolve("branch"), "branch", Clock.systemUTC()), from, branching);
        assertThat(branching.sentences).anyMatch(sentence -> sentence.contains("other examples"));
        assertThat(branching.of("train/loss").firstKey()).isEqualTo(3);
    }

    @Test
    void aBranchMayLearnOtherwiseButHasTheModelsSizes() {
        train(TINY, EXAMPLES, saved, Optional.empty(), new RecordingJournal(4, step -> { }));
        Optional<Checkpoint> from = saved.newest(sentence -> { });
        CheckpointFolder branch = new CheckpointFolder(folder.resolve("branch"), "branch", Clock.systemUTC());
        Done other = train(Settings.with(TINY, Map.of("learningRate", 0, "weightDecay", 0, "keepBest", false)),
                EXAMPLES, branch, from, new RecordingJournal());
        assertThat(other.outcome().steps()).isEqualTo(12);
        assertThat(other.journal().of("optimiser/learning-rate").values()).containsOnly(0.0);
        try (ResponseGenerator wide = NewGenerator.make(EXAMPLES, Settings.with(TINY, Map.of("dModel", 32)),
                5, folder, Device.cpu(), ProgressListener.none())) {
            RecordingJournal journal = new RecordingJournal();
            assertThatThrownBy(() -> GeneratorTraining.run(wide.model(), wide.tokenizer(), EXAMPLES,
                    EXAMPLES, TINY, 3, journal, new RunCheckpoints(branch, EVERY_STEP, journal, from)))
                    .isInstanceOf(UserInputException.class)
                    .hasMessageContaining("does not fit the run").hasMessageContaining("shared.weight");
        }
    }

    @Test
    void minutesOfEarlierSittingsCount() {
        GeneratorSettings settings = Settings.with(TINY, Map.of("minutes", 1_000.0));
        train(settings, EXAMPLES, saved, Optional.empty(), new RecordingJournal(2, step -> { }));
        Checkpoint from = saved.newest(sentence -> { }).orElseThrow();
        assertThat(from.whole("elapsed nanos")).isPositive();
        TreeMap<Integer, Double> rates = train(settings, EXAMPLES, saved, Optional.of(from), new RecordingJournal()).journal()
                .of("optimiser/learning-rate");
        assertThat(rates.firstKey()).isEqualTo(3);
    }
}
