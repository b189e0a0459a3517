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
import org.empathyworkbench.journal.RunSample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workspaces of earlier versions open with all that is in them. */
class MigrationsTest {
    private static final String A = "20240101-000000-0000000a";
    private static final String B = "20240101-000000-0000000b";

    @TempDir Path folder;

    private void first(String... statements) throws SQLException, IOException { ofVersion(1, statements); }

    private void ofVersion(int version, String... statements) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("workspace.db"));
                Statement statement = connection.createStatement()) {
            for (int one = 1; one <= version; one++) {
                try (InputStream script = Migrations.class.getResourceAsStream("/db/V" + one + ".sql")) {
                    for (String sql : new String(script.readAllBytes(), StandardCharsets.UTF_8).replaceAll("--[^\n]*", "").split(";")) {
                        if (!sql.isBlank()) statement.execute(sql);
                    }
                }
            }
            statement.execute("PRAGMA application_id = " + Migrations.APPLICATION_ID);
            statement.execute("PRAGMA user_version = " + version);
            for (String sql : statements) statement.execute(sql);
        }
    }

    @Test void runsOfTheFirstVersionKeepTheirCurvesSamplesAndSentences() throws SQLException, IOException {
        first("INSERT INTO run (id, name, kind, preset, recipe, state, pid, created_at, started_at, finished_at, heartbeat_at, "
                + "step, total_steps, message, model) VALUES ('20240101-000000-0000000a', 'align', 'ppo', 'paper', '{}', "
                + "'stopped', 7, 1000, 2000, 9000, 8500, 40, 100, 'Stopped.', 'kind')", "INSERT INTO run (id, name, kind, preset, "
                + "recipe, state, created_at) VALUES ('20240101-000000-0000000b', 'wait', 'generator', '', '{}', 'queued', 1500)",
                "INSERT INTO series (id, run, name, last_row) VALUES (3, '20240101-000000-0000000a', 'reward/raw', 2)",
                "INSERT INTO metric VALUES (3, 1, 39, 0.5, 8000), (3, 2, 40, NULL, 8400)",
                "INSERT INTO sample (run, step, context, response, reference) VALUES ('20240101-000000-0000000a', 40, "
                + "'[\"hello\"]', 'hi', '')", "INSERT INTO event (run, at, text) VALUES ('20240101-000000-0000000a', 8500, 'It went.')");
        try (Workspace workspace = Workspace.open(folder)) {
            RunInfo run = workspace.runs().find(A).orElseThrow();
            assertThat(run.state()).isEqualTo(RunState.STOPPED);
            assertThat(run.model()).isEqualTo("kind");
            assertThat(run.device()).isEqualTo("cpu");
            assertThat(run.origin()).isEmpty();
            assertThat(run.pauseRequested()).isFalse();
            assertThat(run.elapsed(Instant.now())).isEqualTo(Duration.ofSeconds(7));
            assertThat(workspace.runs().metrics(A, "reward/raw", 0)).extracting(MetricPoint::step).containsExactly(39, 40);
            assertThat(workspace.runs().samples(A, 0, 9)).hasSize(1)
                    .allSatisfy(one -> assertThat(one.sample()).isEqualTo(RunSample.plain(40, List.of("hello"), "hi", "")));
            assertThat(workspace.runs().notes().of(A)).isEmpty();
            assertThat(workspace.runs().events(A, 0)).hasSize(1);
            assertThat(workspace.runs().started(A, 8).state()).as("it may go on").isEqualTo(RunState.RUNNING);
            workspace.runs().paused(A, "Paused.");
            assertThat(workspace.runs().find(B).orElseThrow().state()).isEqualTo(RunState.QUEUED);
            workspace.runs().delete(A);
            int left = workspace.store().read(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("SELECT (SELECT count(*) FROM metric) + (SELECT count(*) FROM sample)")) {
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

    @Test void emptyAnswersOfOutsideModelsBecomeNoAnswers() throws SQLException, IOException {
        String origin = "'svc', 'http://a/v1', 'm', 'm', 1, '{}', 4, 1000, 100, 7";
        String paid = "INSERT INTO paid_answer (address, model, prompt, settings, seed, context, text, endpoint, "
                + "served_model, asked_at, finish, request, currency) VALUES ('http://a/v1', 'm', 1, '{}', ";
        ofVersion(9, "INSERT INTO prompt VALUES (1, 'Listen.')",
                "INSERT INTO response_set (id, name, system, source, imported_at, responses) "
                + "VALUES (1, 'base', 's', 's', 0, 3), (2, 'file', 's', 's', 0, 1)",
                "INSERT INTO baseline VALUES (1, 'demo', 'test', 3, 1, 3, 'svc', 'http://a/v1', 'm', 1, '{}')",
                "INSERT INTO given_response (response_set, position, emotion, context, reference, text) VALUES (1, 0, '', '[\"a\"]', "
                + "'', 'Oh no.'), (1, 1, '', '[\"b\"]', '', ''), (1, 2, '', '[\"c\"]', '', ' '), (2, 0, '', '[\"a\"]', '', '')",
                "INSERT INTO response_origin VALUES (1, 0, " + origin + ", 'stop', ''), (1, 1, " + origin + ", 'filtered', ''), (1, 2, "
                + origin + ", 'length', '')", paid + "5, '[\"a\"]', '', 'svc', 'm', 1000, 'stop', '', '')",
                paid + "6, '[\"a\"]', 'Hm.', 'svc', 'm', 1000, 'stop', '', '')");
        try (Workspace workspace = Workspace.open(folder)) {
            assertThat(workspace.responseSets().responses("base")).extracting(one -> one.text()).containsExactly("Oh no.");
            assertThat(workspace.responseSets().find("base").orElseThrow().responses()).isEqualTo(1);
            assertThat(workspace.baselines().noAnswers("base")).isEqualTo(Map.of("filtered", 1, "cut-off", 1));
            assertThat(workspace.baselines().asked("base")).as("they are not paid for again").containsExactly(0, 1, 2);
            assertThat(workspace.baselines().origins("base").keySet()).containsExactly(0);
            assertThat(workspace.responseSets().responses("file")).as("what a file holds is not ours to judge").hasSize(1);
            AnswerCache.Question question = new AnswerCache.Question("http://a/v1", "m", "Listen.", Map.of());
            assertThat(workspace.paidAnswers().find(question, 5, List.of("a")).orElseThrow().noAnswer()).isEqualTo("empty");
            CachedAnswer answered = workspace.paidAnswers().find(question, 6, List.of("a")).orElseThrow();
            assertThat(answered.answered()).isTrue();
            assertThat(answered.origin().details()).isEqualTo(AnswerDetails.NONE);
            assertThat(workspace.paidAnswers().spent("http://a/v1", "m").answers())
                    .as("three of the baseline, two single ones").isEqualTo(5);
        }
    }
}
