package org.empathyworkbench.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workspaces of earlier versions open with all that is in them. */
class MigrationsTest {
    @TempDir Path folder;

    private void first(String... statements) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("workspace.db")); Statement statement = connection.createStatement();
             InputStream script = Migrations.class.getResourceAsStream("/db/V1.sql")) {
            for (String sql : new String(script.readAllBytes(), StandardCharsets.UTF_8).replaceAll("--[^\n]*", "").split(";")) {
                if (!sql.isBlank()) statement.execute(sql);
            }
            statement.execute("PRAGMA application_id = " + Migrations.APPLICATION_ID);
            statement.execute("PRAGMA user_version = 1");
            for (String sql : statements) statement.execute(sql);
        }
    }

    @Test void runsOfTheFirstVersionKeepTheirCurvesSamplesAndSentences() throws SQLException, IOException {
        first("INSERT INTO run (id, name, kind, preset, recipe, state, pid, created_at, started_at, finished_at, heartbeat_at, step, total_steps, message, model) "
                        + "VALUES ('a', 'align', 'ppo', 'paper', '{}', 'stopped', 7, 1000, 2000, 9000, 8500, 40, 100, 'Stopped.', 'kind')",
                "INSERT INTO run (id, name, kind, preset, recipe, state, created_at) VALUES ('b', 'wait', 'generator', '', '{}', 'queued', 1500)",
                "INSERT INTO series (id, run, name, last_row) VALUES (3, 'a', 'reward/raw', 2)", "INSERT INTO metric VALUES (3, 1, 39, 0.5, 8000), (3, 2, 40, NULL, 8400)",
                "INSERT INTO sample (run, step, context, response, reference) VALUES ('a', 40, '[\"hello\"]', 'hi', '')", "INSERT INTO event (run, at, text) VALUES ('a', 8500, 'It went.')");
        try (Workspace workspace = Workspace.open(folder)) {
            RunInfo run = workspace.runs().find("a").orElseThrow();
            assertThat(run.state()).isEqualTo(RunState.STOPPED);
            assertThat(run.model()).isEqualTo("kind");
            assertThat(run.device()).isEqualTo("cpu");
            assertThat(run.origin()).isEmpty();
            assertThat(run.pauseRequested()).isFalse();
            assertThat(run.elapsed(Instant.now())).isEqualTo(Duration.ofSeconds(7));
            assertThat(workspace.runs().metrics("a", "reward/raw", 0)).extracting(MetricPoint::step).containsExactly(39, 40);
            assertThat(workspace.runs().samples("a", 0, 9)).hasSize(1).allSatisfy(one -> assertThat(one.sample()).isEqualTo(RunSample.plain(40, List.of("hello"), "hi", "")));
            assertThat(workspace.runs().notes().of("a")).isEmpty();
            assertThat(workspace.runs().events("a", 0)).hasSize(1);
            assertThat(workspace.runs().started("a", 8).state()).as("it may go on").isEqualTo(RunState.RUNNING);
            workspace.runs().paused("a", "Paused.");
            assertThat(workspace.runs().find("b").orElseThrow().state()).isEqualTo(RunState.QUEUED);
            workspace.runs().delete("a");
            int left = workspace.store().read(connection -> {
                try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("SELECT (SELECT count(*) FROM metric) + (SELECT count(*) FROM sample)")) {
                    return row.getInt(1);
                }
            });
            assertThat(left).as("what belongs to a run goes with it").isZero();
        }
    }

    @Test void foreignKeysAreOnAgainAfterwards() throws SQLException, IOException {
        first();
        try (Workspace workspace = Workspace.open(folder)) {
            String id = workspace.runs().create(new NewRun("x", RunKind.PPO, "", "{}")).id();
            workspace.runs().started(id, 1);
            try (WorkspaceJournal journal = WorkspaceJournal.open(workspace.runs(), id)) {
                journal.metrics(1, Map.of("loss", 1.0));
            }
            assertThat(workspace.runs().metrics(id, "loss", 0)).hasSize(1);
            assertThat(workspace.store().<Integer>write(connection -> {
                try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("PRAGMA foreign_keys")) {
                    return row.getInt(1);
                }
            })).isEqualTo(1);
        }
    }
}
