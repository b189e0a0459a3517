package org.empathyworkbench.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.empathyworkbench.journal.RunSample;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceJournalTest {
    @TempDir Path folder;

    private final HandClock clock = new HandClock();
    private Workspace workspace;
    private Runs runs;
    private String id;

    @BeforeEach void open() {
        workspace = Workspace.open(folder, clock, (pid, lastSeen) -> true, 50);
        runs = workspace.runs();
        id = runs.create(new NewRun("small", RunKind.GENERATOR, "demo", "{}")).id();
        runs.started(id, 1);
    }

    @AfterEach void close() { workspace.close(); }

    @Test void whatIsSaidIsStoredByItselfWithAHeartbeat() {
        try (WorkspaceJournal journal = WorkspaceJournal.open(runs, id)) {
            clock.forward(Duration.ofSeconds(20));
            journal.totalSteps(100);
            journal.metrics(3, Map.of("loss", 2.5));
            journal.sample(RunSample.plain(3, List.of("hello"), "hi", ""));
            journal.say("Half a second is enough.");
            waitFor(() -> runs.events(id, 0).size() == 1);
            RunInfo run = runs.find(id).orElseThrow();
            assertThat(run.step()).isEqualTo(3);
            assertThat(run.totalSteps()).isEqualTo(100);
            assertThat(run.progress()).isEqualTo(0.03);
            assertThat(run.heartbeatAt()).isEqualTo(clock.instant());
            assertThat(runs.samples(id, 0, 10)).hasSize(1);
            assertThat(runs.events(id, 0).get(0).text()).isEqualTo("Half a second is enough.");
            clock.forward(Duration.ofSeconds(20));
            waitFor(() -> runs.find(id).orElseThrow().heartbeatAt().equals(clock.instant()));
        }
    }

    @Test void theJournalWritesAtLeastTwiceASecond() { assertThat(WorkspaceJournal.FLUSH_MILLIS).isLessThanOrEqualTo(500); }

    @Test void aStopThatAPersonAskedForIsSeen() {
        try (Workspace window = Workspace.open(folder); WorkspaceJournal journal = WorkspaceJournal.open(runs, id)) {
            assertThat(journal.stopRequested()).isFalse();
            window.runs().requestStop(id);
            waitFor(journal::stopRequested);
        }
    }

    @Test void closingStoresTheRestAndEndsTheThread() {
        WorkspaceJournal journal = WorkspaceJournal.open(runs, id);
        journal.say("The last word.");
        journal.close();
        journal.close();
        assertThat(runs.events(id, 0)).extracting(RunEvent::text).containsExactly("The last word.");
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread -> thread.getName().equals("journal of run " + id));
        assertThatThrownBy(() -> journal.say("Too late.")).isInstanceOf(IllegalStateException.class);
    }

    @Test void nothingIsLostAndTheOrderIsKeptWhileStoringFails() throws SQLException {
        WorkspaceJournal journal = WorkspaceJournal.withoutThread(runs, id, null);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("workspace.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            journal.metrics(1, Map.of("loss", 1.0));
            journal.say("one");
            journal.flushAndKeepTrying();
            journal.metrics(2, Map.of("loss", 2.0));
            journal.say("two");
            journal.flushAndKeepTrying();
            assertThat(runs.events(id, 0)).isEmpty();
            clock.forward(Duration.ofMillis(WorkspaceJournal.PATIENCE_MILLIS));
            journal.metrics(3, Map.of("loss", 3.0));
            clock.forward(Duration.ofMillis(1));
            assertThatThrownBy(() -> journal.metrics(4, Map.of("loss", 4.0)))
                    .as("unheard for more than a minute").isInstanceOf(WorkspaceException.class)
                    .hasMessageContaining("Another program has kept the workspace locked");
            statement.execute("ROLLBACK");
        }
        journal.flushAndKeepTrying();
        journal.metrics(4, Map.of("loss", 4.0));
        journal.flushAndKeepTrying();
        assertThat(runs.metrics(id, "loss", 0)).extracting(MetricPoint::value).containsExactly(1.0, 2.0, 3.0, 4.0);
        assertThat(runs.events(id, 0)).extracting(RunEvent::text).containsExactly("one", "two");
    }

    @Test void whatCannotBeStoredIsRefusedWhereItIsSaid() {
        try (WorkspaceJournal journal = WorkspaceJournal.open(runs, id)) {
            assertThatThrownBy(() -> journal.say(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> RunSample.plain(1, List.of("a"), "b", null)).isInstanceOf(NullPointerException.class);
            journal.say("Still here.");
        }
        assertThat(runs.events(id, 0)).extracting(RunEvent::text).containsExactly("Still here.");
    }

    @Test void severalThreadsMayWriteIntoOneJournal() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (WorkspaceJournal journal = WorkspaceJournal.open(runs, id)) {
            for (int thread = 0; thread < 4; thread++) {
                String name = "metric" + thread;
                threads.execute(() -> {
                    for (int step = 1; step <= 2_000; step++) journal.metrics(step, Map.of(name, (double) step));
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        for (int thread = 0; thread < 4; thread++) {
            List<MetricPoint> points = runs.metrics(id, "metric" + thread, 0);
            assertThat(points).hasSize(2_000);
            for (int i = 0; i < points.size(); i++) assertThat(points.get(i).value()).isEqualTo(i + 1);
        }
    }

    private static void waitFor(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for 300 s").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
