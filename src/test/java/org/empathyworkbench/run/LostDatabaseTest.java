package org.empathyworkbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.journal.SilentJournal;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.NewRun;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.RunOutcome;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away while a run works: the work of hours is kept, and nobody is told that all is well. */
@Tag("slow")
class LostDatabaseTest {
    @TempDir Path outside;

    private static void move(Path from, Path to) {
        try {
            if (Files.exists(from)) Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test void aRunWhoseDatabaseIsGoneKeepsItsModelSaysSoAndIsStoredWhenTheDatabaseIsBack() throws IOException {
        Path folder = outside.resolve("ws");
        Path away = outside.resolve("away.db");
        String id;
        try (Workspace workspace = TinyWorkspace.open(folder)) {
            RunExecution execution = new RunExecution(workspace);
            RunInfo run = execution.prepare(TinyWorkspace.generator());
            id = run.id();
            assertThatThrownBy(() -> execution.execute(run.id(), new SilentJournal() {
                @Override public void metrics(int step, Map<String, Double> values) {
                    if (step == 2) move(folder.resolve("workspace.db"), away);
                }
            })).isInstanceOf(UserInputException.class).hasMessageContaining("deleted, moved or replaced")
                    .hasMessageContaining("tiny-generator").hasMessageContaining(RunOutcome.FILE);
            assertThat(folder.resolve("models/tiny-generator/model.safetensors")).isRegularFile();
        }
        move(away, folder.resolve("workspace.db"));
        try (Workspace workspace = Workspace.open(folder)) {
            // This very process took the run up and lives, so that its end is taken in only when the run counts as interrupted.
            assertThat(workspace.runs().file(id, RunOutcome.FILE)).isRegularFile();
            RunInfo run = workspace.runs().find(id).orElseThrow();
            workspace.runs().interrupted(id, run.pid(), "Its process ended.");
        }
        try (Workspace workspace = Workspace.open(folder)) {
            assertThat(workspace.runs().find(id).orElseThrow().state()).isEqualTo(RunState.FINISHED);
            ModelInfo model = workspace.models().get("tiny-generator", ModelKind.GENERATOR);
            assertThat(model.run()).isEqualTo(id);
            assertThat(model.facts()).containsKeys("dataset", "seed");
            assertThat(workspace.runs().file(id, RunOutcome.FILE)).doesNotExist();
        }
    }

    @Test void aWorkspaceThatIsMovedAwayIsNotMadeAgainAtItsOldPlace() {
        Path folder = outside.resolve("ws");
        try (Workspace workspace = TinyWorkspace.open(folder)) {
            RunExecution execution = new RunExecution(workspace);
            RunInfo run = execution.prepare(TinyWorkspace.generator());
            assertThatThrownBy(() -> execution.execute(run.id(), new SilentJournal() {
                @Override public void metrics(int step, Map<String, Double> values) {
                    if (step == 2) move(folder, outside.resolve("moved"));
                }
            })).isInstanceOf(UserInputException.class).hasMessageContaining("could not be stored").hasMessageContaining("at its current "
                    + "location");
        }
        assertThat(folder).doesNotExist();
        assertThat(outside.resolve("moved/runs")).isDirectory();
    }

    @Test void anOutcomeThatAStrangerWroteListsNoFolderOutsideTheWorkspace() throws IOException {
        Path folder = outside.resolve("ws");
        Files.createDirectories(outside.resolve("Documents"));
        String id;
        try (Workspace workspace = Workspace.open(folder)) {
            id = workspace.runs().create(new NewRun("x", RunKind.PPO, "", "{}")).id();
            RunInfo run = workspace.runs().started(id, Long.MAX_VALUE);
            workspace.runs().interrupted(id, run.pid(), "gone");
            Files.createDirectories(workspace.runs().folder(id));
            Files.writeString(workspace.runs().file(id, RunOutcome.FILE), "{\"state\":\"finished\","
                    + "\"message\":\"\",\"model\":\"../../Documents\",\"made\":{\"kind\":\"generator\",\"facts\":{}}}");
        }
        try (Workspace workspace = Workspace.open(folder)) {
            assertThat(workspace.runs().find(id).orElseThrow().state()).isEqualTo(RunState.INTERRUPTED);
            assertThat(workspace.models().list()).isEmpty();
            assertThat(workspace.damaged()).singleElement().satisfies(told -> assertThat(told).contains(RunOutcome.FILE));
        }
    }
}
