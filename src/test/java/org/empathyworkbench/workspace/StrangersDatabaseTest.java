package org.empathyworkbench.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.empathyworkbench.Hang;
import org.empathyworkbench.NamedPipe;
import org.empathyworkbench.casestudy.CaseCollection;
import org.empathyworkbench.data.DemoCorpus;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workspaces as somebody may hand them on who wants to do harm, or as a bad disk leaves them; the victims stand beside the workspace. */
@Timeout(Hang.SECONDS)
@Tag("slow")
class StrangersDatabaseTest {
    private static final String PLANTED = "INSERT INTO run (id, name, kind, preset, recipe, state, "
            + "created_at, trashed_at) VALUES ('%s', 'planted', 'ppo', '', '{}', 'stopped', 1000, %s)";

    @TempDir Path outside;
    private Path folder;
    private Path victim;

    @BeforeEach void aWorkspaceAndAVictimBesideIt() throws IOException {
        folder = outside.resolve("ws");
        Workspace.open(folder).close();
        victim = Files.createDirectories(outside.resolve("Documents"));
        Files.writeString(victim.resolve("thesis.txt"), "five years of work");
    }

    private void plant(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("workspace.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            for (String sql : statements) statement.execute(sql);
            statement.execute("COMMIT");
        }
    }

    private String good() {
        try (Workspace workspace = Workspace.open(folder)) {
            return workspace.runs().create(new NewRun("good", RunKind.PPO, "", "{}")).id();
        }
    }

    private byte[] database() throws IOException { return Files.readAllBytes(folder.resolve("workspace.db")); }

    private void assertVictimIsWhole() {
        assertThat(victim.resolve("thesis.txt")).hasContent("five years of work");
        try (Stream<Path> all = Files.list(victim)) {
            assertThat(all).containsExactly(victim.resolve("thesis.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "../../Documents", "..", ".", "", "20240101-000000-0000000a/../../../Documents",
            "20240101-000000-0000000A", "20240101-000000-0000000a\nx", "x\u001b[31m"})
    void aPlantedRunIdDeletesAndOpensNothingAndHidesNoOtherRun(String form) throws SQLException {
        String id = form.formatted(victim);
        String good = good();
        plant(PLANTED.formatted(id, "2000"), PLANTED.formatted(id + "x", "NULL"),
                "UPDATE run SET trashed_at = NULL WHERE id = '" + good + "'");
        try (Workspace workspace = Workspace.open(folder)) {
            assertThat(workspace.runs().list()).extracting(RunInfo::id).containsExactly(good);
            assertThat(workspace.runs().trash().list()).isEmpty();
            assertThat(workspace.damaged()).hasSize(2).allSatisfy(told ->
                    assertThat(told).contains("cannot be used").doesNotContain("\u001b").doesNotContain("\n").hasSizeLessThan(600));
            assertThat(workspace.runs().trash().empty()).isZero();
            for (Runnable attempt : List.<Runnable>of(() -> workspace.runs().folder(id),
                    () -> workspace.runs().file(id, "log.txt"), () -> workspace.runs().delete(id),
                    () -> workspace.runs().trash().put(id), () -> workspace.runs().trash().restore(id),
                    () -> workspace.runs().trash().delete(id))) {
                assertThatThrownBy(attempt::run).isInstanceOf(UserInputException.class);
            }
        }
        assertVictimIsWhole();
    }

    @ParameterizedTest @ValueSource(strings = {"%s", "../../Documents", "..", "a/b", "gen\nx", "."})
    void aPlantedModelNameDeletesAndOpensNothingAndHidesNoOtherModel(String form) throws SQLException {
        String name = form.formatted(victim);
        try (Workspace workspace = Workspace.open(folder)) {
            workspace.models().add(ModelInfo.of("good", ModelKind.GENERATOR, "a test", 7));
        }
        plant("INSERT INTO model (name, kind, source, run, parameters, facts, created_at) VALUES ('"
                + name + "', 'generator', '', '', 1, '{}', 1000)");
        try (Workspace workspace = Workspace.open(folder)) {
            assertThat(workspace.models().list()).extracting(ModelInfo::name).containsExactly("good");
            assertThat(workspace.damaged()).hasSize(1);
            assertThatThrownBy(() -> workspace.models().folder(name)).isInstanceOf(UserInputException.class);
            assertThatThrownBy(() -> workspace.models().get(name, ModelKind.GENERATOR)).isInstanceOf(UserInputException.class);
            assertThatThrownBy(() -> workspace.models().delete(name)).isInstanceOf(UserInputException.class);
        }
        assertVictimIsWhole();
    }

    @Test void aLinkInPlaceOfAFolderIsNeitherOpenedNorEmptied() throws IOException {
        String id = good();
        try (Workspace workspace = Workspace.open(folder)) {
            workspace.models().add(ModelInfo.of("gen", ModelKind.GENERATOR, "a test", 7));
            Files.createSymbolicLink(folder.resolve("models/gen"), victim);
            Files.createSymbolicLink(folder.resolve("runs").resolve(id), victim);
            assertThatThrownBy(() -> workspace.models().folder("gen")).isInstanceOf(UserInputException.class).hasMessageContaining("link");
            assertThatThrownBy(() -> workspace.runs().folder(id)).isInstanceOf(UserInputException.class).hasMessageContaining("link");
            assertThatThrownBy(() -> workspace.runs().file(id, "log.txt"))
                    .isInstanceOf(UserInputException.class).hasMessageContaining("link");
            workspace.models().delete("gen");
            workspace.runs().trash().put(id);
            workspace.runs().trash().empty();
        }
        assertThat(folder.resolve("models/gen")).as("the link itself went").doesNotExist();
        assertVictimIsWhole();
    }

    @ParameterizedTest @ValueSource(strings = {"models", "runs", "trash", "exports"})
    void aPartOfTheWorkspaceThatIsALinkIsRefused(String part) throws IOException {
        if (!part.equals("trash")) Files.delete(folder.resolve(part));
        Files.createSymbolicLink(folder.resolve(part), victim);
        assertThatThrownBy(() -> Workspace.open(folder)).isInstanceOf(UserInputException.class)
                .hasMessageContaining(part).hasMessageContaining("a link");
        assertVictimIsWhole();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE VIEW extra AS SELECT 1", "CREATE TABLE extra (a)", "CREATE INDEX extra ON run (name)",
        "CREATE TRIGGER extra AFTER INSERT ON run BEGIN DELETE FROM model; END", "CREATE VIRTUAL TABLE extra USING fts5(a)",
        "ALTER TABLE run ADD COLUMN extra AS (name || name)",
        "ALTER TABLE model ADD COLUMN extra TEXT", "DROP INDEX run_by_state", "DROP TABLE page_state",
        "DROP TABLE model; CREATE VIEW model AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS name FROM n"})
    void aSchemaThatNoMigrationMadeIsRefusedAndNothingOfItIsAsked(String planted) throws SQLException, IOException {
        plant(planted.split(";(?! END)"));
        byte[] before = database();
        assertThatThrownBy(() -> Workspace.open(folder)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("cannot be trusted").hasMessageContaining("not changed");
        assertThatThrownBy(() -> Workspace.open(folder, Clock.systemUTC(), ProcessLiveness.ofThisMachine(), 100, path -> false))
                .isInstanceOf(UserInputException.class);
        assertThat(database()).isEqualTo(before);
    }

    @Test void statisticsThatSqliteKeepsForItselfAreNoStrangersTables() throws SQLException {
        good();
        plant("ANALYZE");
        assertThatCode(() -> Workspace.open(folder).close()).doesNotThrowAnyException();
    }

    @ParameterizedTest @ValueSource(ints = {-1, 0, 10_000, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aVersionThatNoProgramWroteIsRefusedInASentence(int version) throws SQLException {
        plant("PRAGMA user_version = " + version);
        assertThatThrownBy(() -> Workspace.open(folder)).isInstanceOf(UserInputException.class).hasMessageContaining("schema " + version);
    }

    @Test void anotherProgramsDatabaseKeepsItsJournalModeByteForByteAndGetsNoFilesBesideIt() throws SQLException, IOException {
        Path other = Files.createDirectories(outside.resolve("other"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other.resolve("workspace.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE songs (title TEXT)");
        }
        byte[] before = Files.readAllBytes(other.resolve("workspace.db"));
        assertThat(Arrays.copyOfRange(before, 18, 20)).as("rollback journal").containsExactly(1, 1);
        assertThatThrownBy(() -> Workspace.open(other)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("database of another program");
        assertThat(Files.readAllBytes(other.resolve("workspace.db"))).isEqualTo(before);
    }

    /** SQLite deletes the file that a hot journal names as its super-journal, wherever it lies. */
    @Test void aRollbackJournalThatNamesAForeignFileDeletesNothing() throws IOException {
        byte[] name = victim.resolve("thesis.txt").toString().getBytes(StandardCharsets.UTF_8);
        int sum = 0;
        for (byte one : name) sum += one;
        ByteBuffer journal = ByteBuffer.allocate(512 + 4 + name.length + 16);
        journal.put(HexFormat.of().parseHex("d9d505f920a163d7")).putInt(0).putInt(1234).putInt(1).putInt(512).putInt(4096).position(512);
        journal.putInt(1 << 18).put(name).putInt(name.length).putInt(sum).put(HexFormat.of().parseHex("d9d505f920a163d7"));
        Files.write(folder.resolve("workspace.db-journal"), journal.array());
        assertThatThrownBy(() -> Workspace.open(folder, Clock.systemUTC(), ProcessLiveness.ofThisMachine(), 50))
                .isInstanceOf(UserInputException.class).hasMessageContaining("rollback journal");
        assertVictimIsWhole();
    }

    @ParameterizedTest @ValueSource(strings = {"workspace.db", "workspace.db-wal", "workspace.db-shm", "workspace.db-journal"})
    void aPipeOrLinkInPlaceOfADatabasesFileIsRefusedAtOnce(String name) throws IOException, InterruptedException {
        Files.deleteIfExists(folder.resolve(name));
        Files.createSymbolicLink(folder.resolve(name), victim.resolve("thesis.txt"));
        assertThatThrownBy(() -> Workspace.open(folder, Clock.systemUTC(), ProcessLiveness.ofThisMachine(), 50))
                .isInstanceOf(UserInputException.class).hasMessageContaining(name);
        Files.delete(folder.resolve(name));
        NamedPipe.at(folder.resolve(name));
        assertThatThrownBy(() -> Workspace.open(folder, Clock.systemUTC(), ProcessLiveness.ofThisMachine(), 50))
                .isInstanceOf(UserInputException.class).hasMessageContaining(name);
        assertVictimIsWhole();
    }

    @ParameterizedTest
    @ValueSource(strings = {"w?foreign_keys=false", "w#x", "w%41", "file:x",
            "mode=memory", "a&cache=shared", "sp ace", ":memory:", "w;x", "w?mode=memory"})
    void aFolderWithAnyNameStoresItsDatabaseInside(String name) throws IOException {
        Path named = outside.resolve("names").resolve(name);
        try (Workspace workspace = Workspace.open(named)) {
            workspace.datasets().add("small", "by hand", WorkspaceTest.small(2));
        }
        try (Workspace workspace = Workspace.open(named)) {
            assertThat(workspace.datasets().list()).hasSize(1);
            assertThat(workspace.store().<Integer>write(connection -> {
                try (Statement statement = connection.createStatement(); var row = statement.executeQuery("PRAGMA foreign_keys")) {
                    return row.getInt(1);
                }
            })).isEqualTo(1);
        }
        assertThat(named.resolve("workspace.db")).isRegularFile();
        try (Stream<Path> beside = Files.list(named.getParent())) {
            assertThat(beside).containsExactly(named);
        }
    }

    @Test void theDefencesOfSqliteAreOnForWriterAndReader() {
        try (Workspace workspace = Workspace.open(folder)) {
            for (String[] pragma : new String[][] {{"trusted_schema", "0"}, {"cell_size_check", "1"}, {"mmap_size", "0"}}) {
                Store.Work<String> ask = connection -> {
                    try (Statement statement = connection.createStatement(); var row = statement.executeQuery("PRAGMA " + pragma[0])) {
                        return row.next() ? row.getString(1) : "0";
                    }
                };
                assertThat(workspace.store().write(ask)).as(pragma[0]).isEqualTo(pragma[1]);
                assertThat(workspace.store().read(ask)).as(pragma[0]).isEqualTo(pragma[1]);
            }
            assertThatThrownBy(() -> workspace.store().write(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute("SELECT load_extension('libc.so.6')");
                }
            })).isInstanceOf(WorkspaceException.class);
        }
    }

    @Test void aDamagedPageIsToldAndTheFileIsLeftAsItIs() throws IOException {
        try (Workspace workspace = Workspace.open(folder)) {
            workspace.datasets().add("talk", "a test", DemoCorpus.generate(3, 50));
        }
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve("workspace.db").toFile(), "rw")) {
            for (long page = 2; page * 4096 < file.length(); page++) {
                file.seek(page * 4096);
                file.write(new byte[] {(byte) 0xff, 1, 2, 3, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff});
            }
        }
        byte[] before = database();
        Throwable refused = catchThrowable(() -> Workspace.open(folder));
        assertThat(refused).isInstanceOf(WorkspaceException.class).hasMessageContaining("damaged");
        assertThat(database()).isEqualTo(before);
    }

    /** Each statement damages a row of its own; what stands beside it must come back. */
    @ParameterizedTest
    @ValueSource(strings = {"tags = '[null]'", "tags = 'no json'", "tags = '{}'", "tags = '[\"a,b\"]'", "tags = 'null'",
            "state = 'running'", "created_at = 9223372036854775807", "created_at = 'x'", "started_at = -9223372036854775808",
            "worked = 9223372036854775807", "worked = -1", "step = -5", "step = 'x'", "step = 99999999999", "pid = -1", "pid = 'x'",
            "origin = 'x@abc'", "origin = '../../x@1'", "origin = '20240101-000000-0000000a@99999999999'",
            "model = '../../Documents'", "heartbeat_at = 9223372036854775807", "sweep_row = -1"})
    void aDamagedValueOfARunDamagesThatRunAlone(String damage) throws SQLException {
        String bad = good();
        String good = good();
        plant("UPDATE run SET " + damage + " WHERE id = '" + bad + "'");
        try (Workspace workspace = Workspace.open(folder)) {
            assertThat(workspace.runs().list()).extracting(RunInfo::id).containsExactly(good);
            assertThat(workspace.damaged()).hasSize(1).allSatisfy(told -> assertThat(told).contains(bad));
            assertThatThrownBy(() -> workspace.runs().find(bad)).isInstanceOf(UserInputException.class).hasMessageContaining(bad);
            assertThatCode(workspace.runs()::markInterrupted).doesNotThrowAnyException();
            assertThatCode(workspace.runs().waiting()::take).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest @ValueSource(strings = {"'no json'", "'null'", "'[]'", "'{\"a\":null}'", "'{\"a\":{}}'", "x'00ff'"})
    void damagedFactsOfAModelAndASetDamageThemAlone(String facts) throws SQLException {
        try (Workspace workspace = Workspace.open(folder)) {
            for (String name : List.of("good", "bad")) {
                workspace.models().add(ModelInfo.of(name, ModelKind.GENERATOR, "a test", 7));
                workspace.responseSets().add(name, "s", "f", List.of(new GivenResponse("sad", List.of("a"), "b", "c")));
            }
        }
        plant("UPDATE model SET facts = " + facts + " WHERE name = 'bad'",
                "UPDATE response_set SET facts = " + facts + " WHERE name = 'bad'");
        try (Workspace workspace = Workspace.open(folder)) {
            assertThat(workspace.models().list()).extracting(ModelInfo::name).containsExactly("good");
            assertThat(workspace.responseSets().list()).extracting(ResponseSetInfo::name).containsExactly("good");
            assertThat(workspace.damaged()).hasSize(2);
        }
    }

    @Test void aResponseThatCannotBeReadIsRefusedAndNotLeftOutOfItsSet() throws SQLException {
        try (Workspace workspace = Workspace.open(folder)) {
            workspace.responseSets().add("set", "s", "f",
                    List.of(new GivenResponse("sad", List.of("a"), "b", "c"), new GivenResponse("sad", List.of("d"), "e", "f")));
        }
        plant("UPDATE given_response SET context = '[null]' WHERE position = 1");
        try (Workspace workspace = Workspace.open(folder)) {
            assertThatThrownBy(() -> workspace.responseSets().responses("set"))
                    .isInstanceOf(UserInputException.class).hasMessageContaining("damaged");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"case_study SET marks = '[null]'", "case_study SET marks = '[[null]]'",
            "case_study SET marks = 'x'", "case_study SET kept_at = 9223372036854775807",
            "case_study SET context = 'null'", "case_study SET marks = '[[{\"from\":5,\"to\":1,\"mechanism\":\"er\"}]]'",
            "case_study SET marks = '[[{\"from\":0,\"to\":1,\"mechanism\":\"zz\"}]]'"})
    void aDamagedCaseDamagesThatCaseAlone(String damage) throws SQLException {
        plant("INSERT INTO case_collection VALUES (1, 'Cases', '', 1000, 1000)",
                "INSERT INTO case_study VALUES (1, 1, 0, 'bad', '', '[\"a b\"]', '[[]]', '', '', 1000)",
                "INSERT INTO case_study VALUES (2, 1, 1, 'good', '', '[\"a b\"]', '[[]]', '', '', 1000)",
                "UPDATE " + damage + " WHERE id = 1");
        try (Workspace workspace = Workspace.open(folder)) {
            CaseCollection all = workspace.cases().get("Cases");
            assertThat(workspace.cases().studies(all.id())).singleElement().satisfies(one -> assertThat(one.title()).isEqualTo("good"));
            assertThat(workspace.damaged()).hasSize(1).allSatisfy(told -> assertThat(told).contains("bad"));
        }
    }

    @Test void aWorkspaceIsOpenedQuicklyHoweverManyObjectsItsSchemaHas() throws SQLException {
        String[] views = new String[3_000];
        for (int i = 0; i < views.length; i++) views[i] = "CREATE VIEW v" + i + " AS SELECT 1";
        plant(views);
        long began = System.nanoTime();
        assertThatThrownBy(() -> Workspace.open(folder)).isInstanceOf(UserInputException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Hang.LIMIT);
    }
}
