package org.empathyworkbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.empathyworkbench.ChildJvm;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.journal.SilentJournal;
import org.empathyworkbench.workspace.NewRun;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a workspace that came from elsewhere says of runs: it starts, ends and writes nothing. */
class StrangersRunsTest {
    private static final String ID = "20240101-000000-0123abcd";

    @TempDir Path outside;
    private Path folder;
    private Workspace workspace;
    private final List<String> started = new ArrayList<>();
    private ChildJvm victim;

    /** Some other program of the person. */
    static final class Bystander {
        private Bystander() { }

        public static void main(String[] arguments) throws IOException { System.in.read(); }
    }

    @BeforeEach void open() {
        folder = outside.resolve("ws");
        workspace = Workspace.open(folder);
    }

    @AfterEach void close() throws InterruptedException {
        workspace.close();
        if (victim != null) victim.close();
    }

    private RunControl control() { return new RunControl(workspace, (opened, id) -> started.add(id)); }

    private void plant(String sql, Object... values) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("workspace.db"));
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
            statement.execute();
        }
    }

    private void plantQueued(String name) throws SQLException {
        plant("INSERT INTO run (id, name, kind, preset, recipe, state, created_at, "
                + "queue_place) VALUES (?, ?, 'ppo', '', '{}', 'queued', 1000, 1)", ID, name);
    }

    private long bystander() throws IOException {
        victim = ChildJvm.start(List.of("-Xmx32m"), Bystander.class, builder -> { });
        return victim.pid();
    }

    @Test void aQueuedRunThatCameWithTheWorkspaceWaitsUntilAPersonStartsIt() throws SQLException {
        plantQueued("x\ntouch /tmp/owned\n#");
        RunControl control = control();
        assertThat(control.advance()).isEmpty();
        assertThat(started).isEmpty();
        assertThat(control.fromElsewhere()).extracting(RunInfo::id).containsExactly(ID);
        assertThat(RunControl.elsewhereWords(control.fromElsewhere()))
                .contains("One run waits").contains(ID).contains("x\\ntouch").doesNotContain("\n");
        control.resume(ID);
        assertThat(started).containsExactly(ID);
        assertThat(control.fromElsewhere()).isEmpty();
    }

    @Test void anotherRunOfTheSameDeviceIsNotKeptBackByOneThatDoesNotStart() throws SQLException {
        plantQueued("first");
        String own = workspace.runs().create(new NewRun("own", RunKind.PPO, "", "{}")).id();
        workspace.runs().waiting().addLast(own);
        assertThat(control().advance()).extracting(RunInfo::id).containsExactly(own);
    }

    @Test void anOwnRunStartsHereAndNotInACopyOfTheWorkspaceNorWithAnotherRecipe() throws IOException, SQLException {
        String own = workspace.runs().create(new NewRun("own", RunKind.PPO, "", "{}")).id();
        workspace.runs().waiting().addLast(own);
        workspace.close();
        Path copy = outside.resolve("copy");
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.toList()) Files.copy(one, copy.resolve(folder.relativize(one).toString()));
        }
        try (Workspace copied = Workspace.open(copy)) {
            RunControl there = new RunControl(copied, (opened, id) -> started.add(id));
            assertThat(there.advance()).isEmpty();
            assertThat(there.fromElsewhere()).extracting(RunInfo::id).containsExactly(own);
        }
        workspace = Workspace.open(folder);
        plant("UPDATE run SET recipe = '{\"base\": \"other\"}' WHERE id = ?", own);
        assertThat(control().advance()).as("somebody changed what it does").isEmpty();
        plant("UPDATE run SET recipe = '{}' WHERE id = ?", own);
        assertThat(control().advance()).extracting(RunInfo::id).containsExactly(own);
    }

    @ParameterizedTest @ValueSource(strings = {"", "here", "/somewhere/else"})
    void aPlantedProcessNumberIsNeverEnded(String place) throws IOException, SQLException {
        long pid = bystander();
        // within half a minute of now, so that it is not given up as silent
        long ahead = System.currentTimeMillis() + 20_000;
        plant("INSERT INTO run (id, name, kind, preset, recipe, state, created_at, started_at, heartbeat_at, "
                + "pid, place) VALUES (?, 'trap', 'ppo', '', '{}', 'running', 1000, 1000, ?, ?, ?)",
                ID, ahead, pid, place.equals("here") ? folder.toRealPath().toString() : place);
        RunControl control = control();
        control.advance();
        assertThat(workspace.runs().processLives(workspace.runs().find(ID).orElseThrow())).isFalse();
        assertThatThrownBy(() -> control.stopNow(ID)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("was not started by this program on this computer");
        assertThat(victim.process().isAlive()).isTrue();
        plant("UPDATE run SET heartbeat_at = ? WHERE id = ?", ahead + 3_600_000, ID);
        control.advance();
        assertThat(workspace.runs().find(ID).orElseThrow().state())
                .as("a heartbeat from the future is none").isEqualTo(RunState.INTERRUPTED);
        assertThat(victim.process().isAlive()).isTrue();
    }

    @Test void theProofOfAnotherRunProvesNothing() throws IOException, SQLException {
        long pid = bystander();
        String own = workspace.runs().create(new NewRun("own", RunKind.PPO, "", "{}")).id();
        RunInfo running = workspace.runs().started(own, ProcessHandle.current().pid());
        assertThat(workspace.runs().processLives(running)).isTrue();
        plant("INSERT INTO run (id, name, kind, preset, recipe, state, created_at, started_at, heartbeat_at, pid, place, process, proof) "
                + "SELECT ?, 'trap', kind, preset, recipe, state, created_at, started_at, "
                + "heartbeat_at, ?, place, process, proof FROM run WHERE id = ?", ID, pid, own);
        plant("UPDATE run SET pid = ? WHERE id = ?", pid, own);
        for (String id : List.of(own, ID)) {
            assertThat(workspace.runs().processLives(workspace.runs().find(id).orElseThrow())).isFalse();
            assertThatThrownBy(() -> control().stopNow(id)).isInstanceOf(UserInputException.class);
        }
        assertThat(victim.process().isAlive()).isTrue();
    }

    @Test void aRunThatThisProgramTookUpIsEndedAtOnce() throws IOException, InterruptedException {
        String own = workspace.runs().create(new NewRun("own", RunKind.PPO, "", "{}")).id();
        workspace.runs().started(own, bystander());
        assertThat(control().stopNow(own).state()).isEqualTo(RunState.STOPPED);
        victim.await(30);
    }

    @Test void aRunWhoseProcessWasKilledCanGoOnAtOnce() throws IOException, InterruptedException {
        String own = workspace.runs().create(new NewRun("own", RunKind.PPO, "", "{}")).id();
        workspace.runs().started(own, bystander());
        assertThat(workspace.runs().markInterrupted()).isEmpty();
        victim.kill();
        victim.await(30);
        control().resume(own);
        assertThat(started).containsExactly(own);
    }

    @ParameterizedTest @ValueSource(strings = {"log.txt", "recipe.json", "record.json"})
    void aLinkInARunsFolderIsNotWrittenThrough(String name) throws IOException {
        Path profile = Files.writeString(outside.resolve("profile"), "export PATH");
        String own = workspace.runs().create(new NewRun("x\ntouch owned\n#", RunKind.PPO, "", "{}")).id();
        Files.createDirectories(workspace.runs().folder(own));
        Files.createSymbolicLink(workspace.runs().folder(own).resolve(name), profile);
        assertThatThrownBy(() -> workspace.runs().file(own, name)).isInstanceOf(UserInputException.class).hasMessageContaining("link");
        if (name.equals("log.txt")) {
            assertThatThrownBy(() -> new RunExecution(workspace).execute(own, new SilentJournal())).isInstanceOf(UserInputException.class);
            assertThatThrownBy(() -> new RunLauncher().startPrepared(workspace, own)).isInstanceOf(UserInputException.class);
            assertThatThrownBy(() -> ChildProcess.start(folder, folder.resolve("runs").resolve(own).resolve(name), List.of("list")))
                    .isInstanceOf(IOException.class);
        }
        assertThat(profile).hasContent("export PATH");
    }

    @Test void aNameWithLineBreaksIsOneLineOfTheLog() throws IOException {
        Path log = outside.resolve("log.txt");
        try (RunLog out = RunLog.append(log)) {
            out.line("Run \"x\ntouch owned\r\n\u001b[31m#\"");
        }
        assertThat(Files.readAllLines(log)).singleElement()
                .satisfies(line -> assertThat(line).endsWith("Run \"x\\ntouch owned\\r\\n\\u001b[31m#\""));
    }
}
