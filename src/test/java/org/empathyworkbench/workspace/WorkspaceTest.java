package org.empathyworkbench.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.empathyworkbench.data.DemoCorpus;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.Turn;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
    @TempDir Path folder;

    @Test void aNewWorkspaceIsAFolderWithItsParts() {
        Path here = folder.resolve("deep/er");
        try (Workspace workspace = Workspace.open(here)) {
            assertThat(workspace.folder()).isAbsolute();
            assertThat(workspace.datasets().list()).isEmpty();
            assertThat(workspace.models().list()).isEmpty();
            assertThat(workspace.runs().list()).isEmpty();
            assertThat(workspace.responseSets().list()).isEmpty();
        }
        for (String part : List.of("workspace.db", "models", "runs", "exports")) assertThat(here.resolve(part)).exists();
    }

    @Test void whatWasStoredIsThereAfterReopeningAndAfterCopyingTheFolder() throws IOException {
        try (Workspace workspace = Workspace.open(folder.resolve("a"))) {
            workspace.datasets().add("small", "by hand", small(3));
        }
        try (Workspace workspace = Workspace.open(folder.resolve("a"))) {
            assertThat(workspace.datasets().dialogues("small", Split.TRAIN)).isEqualTo(small(3).dialogues());
        }
        Files.createDirectories(folder.resolve("b"));
        Files.copy(folder.resolve("a/workspace.db"), folder.resolve("b/workspace.db"));
        try (Workspace copy = Workspace.open(folder.resolve("b"))) {
            assertThat(copy.datasets().find("small")).isPresent();
        }
    }

    @Test void itsVersionIsAnotherAfterEveryChangeOfWhomeverAndTheSameAfterReading() {
        try (Workspace workspace = Workspace.open(folder); Workspace other = Workspace.open(folder)) {
            long before = workspace.version();
            workspace.datasets().list();
            other.datasets().list();
            assertThat(workspace.version()).isEqualTo(before);
            workspace.datasets().add("own", "by hand", small(3));
            long own = workspace.version();
            assertThat(own).isNotEqualTo(before);
            other.datasets().add("others", "by hand", small(3));
            assertThat(workspace.version()).isNotEqualTo(own);
        }
    }

    @Test void theDatabaseIsInTheStateThatTwoProcessesNeed() {
        try (Workspace workspace = Workspace.open(folder)) {
            for (String[] pragma : new String[][] {{"journal_mode", "wal"},
                    {"synchronous", "1"}, {"foreign_keys", "1"}, {"busy_timeout", "5000"}}) {
                String value = workspace.store().write(connection -> {
                    try (Statement statement = connection.createStatement(); var row = statement.executeQuery("PRAGMA " + pragma[0])) {
                        row.next();
                        return row.getString(1);
                    }
                });
                assertThat(value).as(pragma[0]).isEqualTo(pragma[1]);
            }
        }
    }

    @Test void aReaderCannotWrite() {
        try (Workspace workspace = Workspace.open(folder)) {
            WorkspaceException refused = catchThrowableOfType(WorkspaceException.class, () -> workspace.store().read(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate("DELETE FROM dataset");
                }
            }));
            assertThat(refused.reason()).isEqualTo(WorkspaceException.Reason.READ_ONLY);
        }
    }

    private Workspace toRead() { return Workspace.open(folder, Clock.systemUTC(), ProcessLiveness.ofThisMachine(), 100, path -> false); }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.toList())
                files.put(folder.relativize(file).toString(),
                        Files.isDirectory(file) ? "" : HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
        return files;
    }

    /** As a workspace on a disk that can only be read, where the files beside the database that readers want cannot be made. */
    @Test void aWorkspaceThatCannotBeWrittenIsReadAndLeftAsItIs() throws IOException {
        try (Workspace workspace = Workspace.open(folder)) {
            workspace.datasets().add("talk", "a test", DemoCorpus.generate(3, 20));
            String run = workspace.runs().create(new NewRun("lost", RunKind.PPO, "", "{}")).id();
            workspace.runs().started(run, 4_000_000);
            workspace.runs().waiting().addLast(workspace.runs().create(new NewRun("waits", RunKind.PPO, "", "{}")).id());
        }
        for (String beside : List.of("workspace.db-wal", "workspace.db-shm")) Files.createDirectory(folder.resolve(beside));
        Map<String, String> before = files();
        try (Workspace workspace = toRead()) {
            assertThat(workspace.readOnly()).isTrue();
            assertThat(workspace.readOnlyWords()).contains(folder.toString()).contains("can only be read");
            assertThat(workspace.datasets().list()).extracting(DatasetInfo::name).containsExactly("talk");
            assertThat(workspace.datasets().dialogues("talk", Split.TRAIN)).isNotEmpty();
            assertThat(workspace.runs().list()).hasSize(2);
            assertThat(workspace.runs().markInterrupted()).isEmpty();
            assertThat(workspace.runs().waiting().take()).isEmpty();
            workspace.pageStates().put("runs", "{}");                                           // only remembered where that can be
            assertThat(workspace.pageStates().get("runs")).isEmpty();
            WorkspaceException refused = catchThrowableOfType(WorkspaceException.class, () -> workspace.datasets().delete("talk"));
            assertThat(refused.reason()).isEqualTo(WorkspaceException.Reason.READ_ONLY);
        }
        assertThat(files()).isEqualTo(before);
    }

    @Test void aReaderBesideAWriterSeesWhatWasWrittenLast() throws IOException {
        try (Workspace writer = Workspace.open(folder)) {
            writer.datasets().add("talk", "a test", DemoCorpus.generate(3, 20));
            try (Workspace reader = toRead()) {
                assertThat(reader.datasets().find("talk")).isPresent();
                writer.datasets().delete("talk");
                assertThat(reader.datasets().find("talk")).isEmpty();
            }
        }
    }

    @Test void anOlderWorkspaceThatCannotBeWrittenSaysWhatToDo() throws SQLException {
        Workspace.open(folder).close();
        raw("PRAGMA user_version = 3");
        assertThatThrownBy(this::toRead).isInstanceOf(UserInputException.class)
                .hasMessageContaining("older Empathy Workbench").hasMessageContaining("Copy the workspace");
    }

    @Test void aFileInPlaceOfTheFolderIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "x");
        assertThatThrownBy(() -> Workspace.open(file)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("is a file, not a folder");
        assertThatThrownBy(() -> Workspace.open(file.resolve("inside")))
                .isInstanceOf(WorkspaceException.class).hasMessageContaining("cannot be made");
        assertThat(file).hasContent("x");
    }

    @Test void aNewerWorkspaceIsRefusedAndLeftAsItIs() throws SQLException {
        Workspace.open(folder).close();
        raw("PRAGMA user_version = 99");
        assertThatThrownBy(() -> Workspace.open(folder)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("newer Empathy Workbench (schema 99; this one knows " + Migrations.LATEST + ")")
                .hasMessageContaining("not changed");
        raw("PRAGMA user_version = " + Migrations.LATEST);
        Workspace.open(folder).close();
    }

    @Test void anotherProgramsDatabaseIsRefusedAndLeftAsItIs() throws SQLException {
        raw("CREATE TABLE songs (title TEXT)");
        assertThatThrownBy(() -> Workspace.open(folder)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("database of another program");
        raw("INSERT INTO songs VALUES ('still here')");
    }

    @Test void aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs() throws IOException {
        String text = "This is not a database. ".repeat(100);
        Files.writeString(folder.resolve("workspace.db"), text);
        WorkspaceException refused = catchThrowableOfType(WorkspaceException.class, () -> Workspace.open(folder));
        assertThat(refused.reason()).isEqualTo(WorkspaceException.Reason.DAMAGED);
        assertThat(refused).hasMessageContaining("workspace.db").hasMessageContaining("It was not changed");
        assertThat(folder.resolve("workspace.db")).hasContent(text);
    }

    @Test void aFullDiskLeavesNothingHalfStoredAndTheWorkspaceUsable() {
        try (Workspace workspace = Workspace.open(folder)) {
            workspace.datasets().add("before", "by hand", small(10));
            pragma(workspace, "max_page_count = " + (number(workspace, "page_count") + 20));
            WorkspaceException full = catchThrowableOfType(WorkspaceException.class,
                    () -> workspace.datasets().add("big", "by hand", small(5_000)));
            assertThat(full.reason()).isEqualTo(WorkspaceException.Reason.DISK_FULL);
            assertThat(full).hasMessageContaining("disk that holds the workspace is full")
                    .hasMessageContaining("Nothing of this change was stored");
            assertThatThrownBy(() -> workspace.responseSets().add("big", "s", "f", Collections.nCopies(20_000,
                    new GivenResponse("sad", List.of("a fairly long context that takes its place"), "reference", "text"))))
                    .isInstanceOf(WorkspaceException.class);

            assertThat(workspace.datasets().list()).extracting(DatasetInfo::name).containsExactly("before");
            assertThat(workspace.responseSets().list()).isEmpty();
            for (String table : List.of("dialogue", "turn")) {
                assertThat(count(workspace, table)).as(table).isEqualTo(table.equals("turn") ? 40 : 10);
            }
            assertThat(count(workspace, "given_response")).isZero();
            pragma(workspace, "max_page_count = 1000000");
            assertThat(workspace.datasets().add("big", "by hand", small(5_000)).dialogues()).isEqualTo(5_000);
        }
    }

    @Test void aLockThatDoesNotOpenIsToldAndTheWorkspaceStaysUsable() throws SQLException {
        try (Workspace workspace = Workspace.open(folder, Clock.systemUTC(), (pid, lastSeen) -> true, 50);
             Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("workspace.db"));
             Statement statement = other.createStatement()) {
            workspace.datasets().add("before", "by hand", small(2));
            statement.execute("BEGIN IMMEDIATE");
            WorkspaceException locked = catchThrowableOfType(WorkspaceException.class,
                    () -> workspace.datasets().add("small", "by hand", small(3)));
            assertThat(locked.reason()).isEqualTo(WorkspaceException.Reason.LOCKED);
            assertThat(locked).hasMessageContaining("Another program has kept the workspace locked");
            assertThat(workspace.datasets().list()).as("readers never wait for a writer").hasSize(1);
            statement.execute("ROLLBACK");
            workspace.datasets().add("small", "by hand", small(3));
            assertThat(workspace.datasets().list()).hasSize(2);
        }
    }

    @Test void aFailureOfTheWorkItselfRollsBack() {
        try (Workspace workspace = Workspace.open(folder)) {
            assertThatThrownBy(() -> workspace.store().change(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("INSERT INTO target_level VALUES ('i', 'e', 0, 1, 2)");
                }
                throw new UserInputException("stop");
            })).isInstanceOf(UserInputException.class);
            assertThat(count(workspace, "target_level")).isZero();
        }
    }

    @Test void aClosedWorkspaceSaysSoAndClosesTwice() {
        Workspace workspace = Workspace.open(folder);
        workspace.close();
        workspace.close();
        assertThat(catchThrowableOfType(WorkspaceException.class, () -> workspace.datasets().list()).reason())
                .isEqualTo(WorkspaceException.Reason.CLOSED);
        assertThat(catchThrowableOfType(WorkspaceException.class, () -> workspace.runs().heartbeat("x")).reason())
                .isEqualTo(WorkspaceException.Reason.CLOSED);
    }

    @RepeatedTest(20) void manyThreadsOpenOneNewWorkspaceAtOnceAndAllWriteAndRead() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String name = "set " + i;
                tasks.add(() -> {
                    try (Workspace workspace = Workspace.open(folder)) {
                        workspace.datasets().add(name, "by hand", small(20));
                        return workspace.datasets().dialogues(name, Split.TRAIN).size();
                    }
                });
            }
            for (Future<Integer> result : threads.invokeAll(tasks)) assertThat(result.get()).isEqualTo(20);
        } finally {
            threads.shutdownNow();
        }
        try (Workspace workspace = Workspace.open(folder)) {
            assertThat(workspace.datasets().list()).hasSize(8);
        }
    }

    static Corpus small(int dialogues) {
        List<Dialogue> list = new ArrayList<>();
        for (int i = 0; i < dialogues; i++) {
            list.add(new Dialogue("c" + i, Split.TRAIN, "sad", "It rains.",
                    List.of(new Turn(Role.SPEAKER, "It rains and rains, day " + i + "."),
                            new Turn(Role.LISTENER, "Oh no."), new Turn(Role.SPEAKER, "Yes."), new Turn(Role.LISTENER, "I am sorry."))));
        }
        return new Corpus("by-hand", list, List.of(), List.of("Written by hand."));
    }

    private void raw(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("workspace.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void pragma(Workspace workspace, String pragma) { number(workspace, pragma); }

    private static int count(Workspace workspace, String table) { return query(workspace, "SELECT count(*) FROM " + table); }

    private static int number(Workspace workspace, String pragma) { return query(workspace, "PRAGMA " + pragma); }

    private static int query(Workspace workspace, String sql) {
        return workspace.store().write(connection -> {
            try (Statement statement = connection.createStatement(); var row = statement.executeQuery(sql)) {
                row.next();
                return row.getInt(1);
            }
        });
    }
}
