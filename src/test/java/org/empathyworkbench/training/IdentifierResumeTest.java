package org.empathyworkbench.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.empathyworkbench.checkpoint.Checkpoint;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.checkpoint.CheckpointPlan;
import org.empathyworkbench.checkpoint.RunCheckpoints;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.runsettings.IdentifierSettings;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three networks one after the other: a run goes on within one of them, and those that were finished are there again. */
@Tag("slow")
class IdentifierResumeTest {
    private static final List<LabelledPair> TRAIN = IdentifierTrainingTest.pairs(Split.TRAIN).subList(0, 60);
    private static final List<LabelledPair> VALIDATION = IdentifierTrainingTest.pairs(Split.VALIDATION).subList(0, 20);

    @TempDir
    Path folder;

    @BeforeEach
    void start() { Torch.start(1); }

    private RecordingJournal train(IdentifierSettings settings, String into, CheckpointFolder checkpoints,
            Optional<Checkpoint> begin, RecordingJournal journal) throws IOException {
        RunCheckpoints each = checkpoints == null ? RunCheckpoints.none(journal)
                : new RunCheckpoints(checkpoints, new CheckpointPlan(1, 0, 1_000), journal, begin);
        IdentifierTraining.run(TRAIN, VALIDATION, settings, 3, Optional.empty(), folder.resolve(into), Device.cpu(), journal, each);
        return journal;
    }

    private Map<String, String> files(String of) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder.resolve(of))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.resolve(of).relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    @Test
    void aResumedRunEqualsAnUninterruptedOneFromWhateverStep() throws IOException {
        for (Map<String, Object> changes : List.<Map<String, Object>>of(Map.of("averaging", 0.9, "patience", 1, "evidenceWeight", 1.0),
                Map.of("averaging", 0, "developmentShare", 0.2))) {
            Map<String, Object> tiny = new HashMap<>(Map.of("epochs", 2, "dModel",
                    16, "dFf", 16, "heads", 2, "batch", 16, "tokenDropout", 0.1));
            tiny.putAll(changes);
            IdentifierSettings settings = IdentifierTrainingTest.settings(tiny);
            String name = "run" + changes.size();
            CheckpointFolder saved = new CheckpointFolder(folder.resolve(name + "-checkpoints"), "run", Clock.systemUTC());
            RecordingJournal plain = train(settings, name + "-plain", null, Optional.empty(), new RecordingJournal());
            RecordingJournal whole = train(settings, name, saved, Optional.empty(), new RecordingJournal());
            assertThat(files(name)).as("saving changes nothing").isEqualTo(files(name + "-plain"));
            assertThat(plain.metrics).isEqualTo(whole.metrics);
            assertThat(saved.list()).hasSizeGreaterThan(12);
            for (CheckpointInfo info : saved.list()) {
                String resumed = name + "-from-" + info.step();
                RecordingJournal journal = train(settings, resumed, new CheckpointFolder(folder.resolve("later"), "run", Clock.systemUTC()),
                        Optional.of(saved.at(info.step())), new RecordingJournal());
                assertThat(files(resumed)).as("from step " + info.step()).isEqualTo(files(name));
                assertThat(journal.behind(0)).isEqualTo(whole.behind(info.step()));
                assertThat(journal.totalSteps).isEqualTo(whole.totalSteps);
            }
        }
    }

    /** The validation pairs contradict what is learnt, so the first epoch stays the best one, whenever the run goes on. */
    @Test
    void aWorseEpochAfterAResumeDoesNotTakeThePlaceOfTheBest() throws IOException {
        List<LabelledPair> against = MechanismWeightsTest.exchanged(VALIDATION);
        IdentifierSettings settings = IdentifierTrainingTest.settings(Map.of("mechanisms", "exploration", "epochs", 5,
                "dModel", 16, "dFf", 16, "heads", 2, "batch", 16, "averaging", 0, "chosenBy", "loss", "patience", 0));
        CheckpointFolder saved = new CheckpointFolder(folder.resolve("checkpoints"), "run", Clock.systemUTC());
        RecordingJournal journal = new RecordingJournal();
        RunCheckpoints each = new RunCheckpoints(saved, new CheckpointPlan(1, 0, 1_000), journal, Optional.empty());
        int best = IdentifierTraining.run(TRAIN, against, settings, 3,
                Optional.empty(), folder.resolve("whole"), Device.cpu(), journal, each)
                .mechanisms().get(0).bestEpoch();
        assertThat(best).isLessThan(5);
        List<CheckpointInfo> all = saved.list();
        int last = all.stream().mapToInt(CheckpointInfo::step).max().orElseThrow();
        RunCheckpoints late = new RunCheckpoints(saved, new CheckpointPlan(1, 0, 1_000), journal, Optional.of(saved.at(last - 1)));
        IdentifierTraining.run(TRAIN, against, settings, 3, Optional.empty(),
                folder.resolve("resumed"), Device.cpu(), new RecordingJournal(), late);
        assertThat(files("resumed")).isEqualTo(files("whole"));
    }

    @Test
    void aPauseLeavesNoReportAndTheRunGoesOnFromThere() throws IOException {
        IdentifierSettings settings = IdentifierTrainingTest.settings(Map.of("epochs",
                1, "dModel", 16, "dFf", 16, "heads", 2, "batch", 16));
        train(settings, "whole", null, Optional.empty(), new RecordingJournal());
        CheckpointFolder saved = new CheckpointFolder(folder.resolve("checkpoints"), "run", Clock.systemUTC());
        RecordingJournal pausing = new RecordingJournal();
        pausing.pauseAfter = 6;                                                         // within the second network
        train(settings, "paused", saved, Optional.empty(), pausing);
        assertThat(files("paused").keySet()).contains("emotional_reaction/model.safetensors")
                .doesNotContain("interpretation/model.safetensors");
        train(settings, "resumed", saved, saved.newest(sentence -> { }), new RecordingJournal());
        assertThat(files("resumed")).isEqualTo(files("whole"));
    }
}
