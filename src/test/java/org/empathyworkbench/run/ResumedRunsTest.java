package org.empathyworkbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.journal.SilentJournal;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.workspace.MetricPoint;
import org.empathyworkbench.workspace.RunEvent;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.StoredSample;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs, from recipe to model, with pauses between. */
@Tag("slow")
class ResumedRunsTest {
    @TempDir Path folder;
    private Workspace workspace;
    private RunExecution execution;

    @BeforeEach void open() {
        workspace = TinyWorkspace.open(folder);
        execution = new RunExecution(workspace);
    }

    @AfterEach void close() { workspace.close(); }

    /** A person who asks for a pause when a step is done. */
    private static final class Pausing extends SilentJournal {
        private final int after;
        private volatile int step;

        Pausing(int after) { this.after = after; }

        @Override public void metrics(int atStep, Map<String, Double> values) { step = atStep; }

        @Override public boolean pauseRequested() { return step >= after; }
    }

    private Map<String, String> files(RunInfo run) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Path model = workspace.models().folder(run.model());
        try (Stream<Path> all = Files.walk(model)) {
            for (Path file : all.filter(Files::isRegularFile).toList())
                files.put(model.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
        return files;
    }

    /** Every curve but those of the clock and the machine. */
    private Map<String, List<String>> curves(RunInfo run) {
        Map<String, List<String>> curves = new TreeMap<>();
        for (String name : workspace.runs().metricNames(run.id())) {
            if (name.startsWith("speed/") || name.startsWith("memory/")) continue;
            curves.put(name, workspace.runs().metrics(run.id(), name, 0).stream()
                    .map(point -> point.step() + " " + Double.doubleToRawLongBits(point.value())).toList());
        }
        return curves;
    }

    private List<String> samples(RunInfo run) {
        return Stream.concat(workspace.runs().samples(run.id(), 0, 1_000).stream(),
                workspace.runs().promptAnswers(run.id(), 0, 1_000).stream()).map(StoredSample::sample)
                .map(sample -> sample.step() + " " + sample.prompt() + " " + sample.response() + " " + sample.tokens()).toList();
    }

    /** Pauses twice, so that the second sitting begins from a checkpoint too. */
    private void pausedTwiceEquals(Recipe recipe, int first, int second) throws IOException {
        RunInfo whole = execution.perform(recipe, new SilentJournal());
        assertThat(whole.state()).as(whole.message()).isEqualTo(RunState.FINISHED);
        String id = execution.prepare(recipe).id();
        RunInfo paused = execution.execute(id, new Pausing(first));
        assertThat(paused.state()).as(paused.message()).isEqualTo(RunState.PAUSED);
        assertThat(paused.model()).isEmpty();
        assertThat(paused.message()).contains("Paused after step " + first);
        assertThat(execution.execute(id, new Pausing(second)).state()).isEqualTo(RunState.PAUSED);
        RunInfo resumed = execution.execute(id, new SilentJournal());
        assertThat(resumed.state()).as(resumed.message()).isEqualTo(RunState.FINISHED);
        assertThat(files(resumed)).isEqualTo(files(whole));
        assertThat(curves(resumed)).isEqualTo(curves(whole));
        assertThat(samples(resumed)).isEqualTo(samples(whole));
        assertThat(resumed.totalSteps()).isEqualTo(whole.totalSteps());
        assertThat(workspace.runs().events(id, 0)).extracting(RunEvent::text)
                .contains("Resuming from the checkpoint of step " + second + ".");
        try (Stream<Path> making = Files.list(folder.resolve("models"))) {
            assertThat(making.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith(".making"));
        }
    }

    @Test void everyKindOfRunThatWasPausedTwiceEqualsTheOneThatWasNot() throws IOException {
        pausedTwiceEquals(TinyWorkspace.generator(), 2, 3);
        pausedTwiceEquals(TinyWorkspace.identifiers(), 3, 9);
        String generator = workspace.models().list().stream()
                .filter(model -> model.name().startsWith("tiny-generator")).findFirst().orElseThrow().name();
        String identifiers = workspace.models().list().stream()
                .filter(model -> model.name().startsWith("tiny-identifiers")).findFirst().orElseThrow().name();
        pausedTwiceEquals(TinyWorkspace.ppo(generator, identifiers), 1, 4);
    }

    @Test void aStoppedRunKeepsItsModelAndMayGoOn() throws IOException {
        RunInfo whole = execution.perform(TinyWorkspace.generator(), new SilentJournal());
        RunInfo stopped = execution.perform(TinyWorkspace.generator(), new SilentJournal() {
            private volatile int step;

            @Override public void metrics(int atStep, Map<String, Double> values) { step = atStep; }

            @Override public boolean stopRequested() { return step >= 4; }
        });
        assertThat(stopped.state()).isEqualTo(RunState.STOPPED);
        assertThat(workspace.models().find(stopped.model())).isPresent();
        RunInfo resumed = execution.execute(workspace.runs().queueAgain(stopped.id()).id(), new SilentJournal());
        assertThat(resumed.state()).as(resumed.message()).isEqualTo(RunState.FINISHED);
        assertThat(resumed.model()).isNotEqualTo(stopped.model());
        assertThat(files(resumed)).isEqualTo(files(whole));
        assertThat(curves(resumed)).isEqualTo(curves(whole));
    }

    @Test void aDamagedCheckpointIsToldOfAndTheOneBeforeIsTaken() throws IOException {
        Recipe recipe = TinyWorkspace.generator().withSettings(Map.of("checkpointEvery", 1));
        RunInfo whole = execution.perform(recipe, new SilentJournal());
        String id = execution.prepare(recipe).id();
        execution.execute(id, new Pausing(4));
        CheckpointFolder saved = CheckpointFolder.of(workspace.runs().folder(id), id);
        assertThat(saved.list()).extracting(CheckpointInfo::step).containsExactly(3, 4);          // 3 is the best, too
        Path weights = saved.list().get(1).folder().resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        RunInfo resumed = execution.execute(id, new SilentJournal());
        assertThat(workspace.runs().events(id, 0)).extracting(RunEvent::text)
                .anyMatch(text -> text.contains("step-000000004 is not used: model.safetensors"))
                .contains("Resuming from the checkpoint of step 3.");
        assertThat(files(resumed)).isEqualTo(files(whole));
        assertThat(curves(resumed)).isEqualTo(curves(whole));
    }

    @Test void aBranchHasTheCurvesOfItsOriginAndGoesItsOwnWay() throws IOException {
        RunInfo origin = execution.perform(TinyWorkspace.generator().withSettings(Map.of("checkpointEvery", 2, "keepCheckpoints", 9)),
                new SilentJournal());
        RunInfo branch = execution.branch(origin.id(), OptionalInt.of(2),
                recipe -> recipe.withAssignment("learningRate=0.05").withAssignment("maximumSteps=8").withName("steeper"));
        assertThat(branch.state()).isEqualTo(RunState.QUEUED);
        assertThat(branch.origin()).isEqualTo(origin.id() + "@2");
        assertThat(branch.step()).isEqualTo(2);
        RunInfo done = execution.execute(branch.id(), new SilentJournal());
        assertThat(done.state()).as(done.message()).isEqualTo(RunState.FINISHED);
        assertThat(done.name()).isEqualTo("steeper");
        List<MetricPoint> before = workspace.runs().metrics(origin.id(), "train/loss", 0);
        List<MetricPoint> after = workspace.runs().metrics(done.id(), "train/loss", 0);
        assertThat(after).extracting(MetricPoint::step).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(after.subList(0, 3)).extracting(MetricPoint::value)
                .isEqualTo(before.subList(0, 3).stream().map(MetricPoint::value).toList());
        assertThat(after.get(4).value()).isNotEqualTo(before.get(4).value());
        workspace.runs().delete(origin.id());
        assertThat(new RunControl(workspace, new RunLauncher()).checkpoints(done.id()).whole())
                .extracting(CheckpointInfo::step).contains(8);
    }

    @Test void whatCannotBeBranchedStartsNothing() {
        RunInfo origin = execution.perform(TinyWorkspace.generator(), new SilentJournal());
        int runs = workspace.runs().list().size();
        assertThatThrownBy(() -> execution.branch(origin.id(), OptionalInt.empty(), recipe -> recipe))
                .isInstanceOf(UserInputException.class).hasMessageContaining("no complete checkpoint");
        assertThatThrownBy(() -> execution.branch(origin.id(), OptionalInt.of(3), recipe -> recipe))
                .isInstanceOf(UserInputException.class).hasMessageContaining("no checkpoint of step 3");
        assertThatThrownBy(() -> execution.branch("nobody", OptionalInt.empty(), recipe -> recipe)).isInstanceOf(UserInputException.class);
        assertThat(workspace.runs().list()).hasSize(runs);
    }

    @Test void aBranchThatReadsTheExamplesOtherwiseIsToldSo() {
        RunInfo origin = execution.perform(TinyWorkspace.generator().withSettings(Map.of("checkpointEvery", 2)), new SilentJournal());
        RunInfo branch = execution.branch(origin.id(), OptionalInt.empty(), recipe -> recipe.withAssignment("contextTokens=16"));
        RunInfo done = execution.execute(branch.id(), new SilentJournal());
        assertThat(done.state()).as(done.message()).isEqualTo(RunState.FINISHED);
        assertThat(workspace.runs().events(branch.id(), 0)).extracting(RunEvent::text).anyMatch(text -> text.contains("other examples"));
    }

    @Test void aRunIsFoundByAPartOfItsId() {
        RunControl control = new RunControl(workspace, new RunLauncher());
        assertThatThrownBy(() -> control.find("last")).isInstanceOf(UserInputException.class).hasMessageContaining("no run");
        String id = execution.prepare(TinyWorkspace.generator()).id();
        execution.prepare(TinyWorkspace.generator());
        assertThat(control.find(id.substring(id.length() - 8)).id()).isEqualTo(id);
        assertThatThrownBy(() -> control.find("tiny generator")).isInstanceOf(UserInputException.class).hasMessageContaining("fits 2 runs");
    }
}
