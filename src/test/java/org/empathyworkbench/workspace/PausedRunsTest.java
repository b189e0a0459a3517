package org.empathyworkbench.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.journal.RunSample;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pause, resume, queue; clocks that are set, workspaces that are copied. */
class PausedRunsTest {
    private static final NewRun SMALL = new NewRun("small", RunKind.PPO, "paper", "{}");

    @TempDir Path folder;
    private final HandClock clock = new HandClock();
    private final Set<Long> living = new HashSet<>();
    private Workspace workspace;
    private Runs runs;

    @BeforeEach void open() {
        workspace = Workspace.open(folder.resolve("here"), clock, (pid, lastSeen) -> living.contains(pid), 2_000);
        runs = workspace.runs();
    }

    @AfterEach void close() { workspace.close(); }

    private String running(long pid) {
        String id = runs.create(SMALL).id();
        runs.started(id, pid);
        return id;
    }

    private RunState state(String id) { return runs.find(id).orElseThrow().state(); }

    @Test void aRunningRunIsAskedToPauseAndGoesOnLater() {
        String id = running(1);
        runs.requestPause(id);
        assertThat(runs.find(id).orElseThrow().pauseRequested()).isTrue();
        clock.forward(Duration.ofSeconds(30));
        runs.paused(id, "Paused after step 3.");
        RunInfo paused = runs.find(id).orElseThrow();
        assertThat(paused.state()).isEqualTo(RunState.PAUSED);
        assertThat(paused.state().resumable()).isTrue();
        assertThat(paused.pauseRequested()).isFalse();
        clock.forward(Duration.ofDays(1));
        runs.queueAgain(id);
        RunInfo again = runs.started(id, 2);
        assertThat(again.message()).isEmpty();
        clock.forward(Duration.ofSeconds(12));
        assertThat(again.elapsed(clock.instant())).as("both sittings, not the night between").isEqualTo(Duration.ofSeconds(42));
        runs.finished(id, "");
        assertThat(runs.find(id).orElseThrow().elapsed(clock.instant())).isEqualTo(Duration.ofSeconds(42));
        assertThat(RunState.FINISHED.resumable()).isFalse();
    }

    @Test void aRunThatWaitsIsPausedAtOnceAndItsProcessOnTheWayFindsItSo() {
        String id = runs.create(SMALL).id();
        runs.waiting().addLast(id);
        runs.requestPause(id);
        assertThat(state(id)).isEqualTo(RunState.PAUSED);
        assertThat(runs.waiting().list()).isEmpty();
        assertThatThrownBy(() -> runs.started(id, 1)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("was paused before it started");
        runs.queueAgain(id);
        assertThat(runs.started(id, 1).state()).isEqualTo(RunState.RUNNING);
    }

    @Test void checkpointsAreCountedAndOnlyARunningRunHasSomethingToSave() {
        String id = running(1);
        runs.requestCheckpoint(id);
        runs.requestCheckpoint(id);
        assertThat(runs.requests(id)).isEqualTo(new Runs.Requests(false, false, 2));
        runs.paused(id, "");
        assertThatThrownBy(() -> runs.requestCheckpoint(id)).isInstanceOf(UserInputException.class).hasMessageContaining("is not running");
        assertThat(runs.started(id, 2)).isNotNull();
        assertThat(runs.requests(id).checkpoints()).isZero();
    }

    @Test void aRunThatIsStoppedAtOnceCountsAsStoppedFromThen() {
        String id = running(5);
        assertThat(runs.stoppedAtOnce(id, 6, "no")).as("another process").isFalse();
        assertThat(runs.stoppedAtOnce(id, 5, "Stopped at once.")).isTrue();
        assertThat(state(id)).isEqualTo(RunState.STOPPED);
        runs.interrupted(id, 5, "It is gone.");
        assertThat(runs.find(id).orElseThrow().message()).isEqualTo("Stopped at once.");
    }

    @Test void oneRunADeviceInOrder() {
        List<String> ids = new ArrayList<>();
        for (String device : List.of("cpu", "cuda:0", "cpu", "cuda:0", "cpu")) {
            ids.add(runs.create(new NewRun("on " + device, RunKind.PPO, "", "{}", device, "")).id());
            runs.waiting().addLast(ids.get(ids.size() - 1));
        }
        assertThat(runs.waiting().take()).extracting(RunInfo::id).containsExactly(ids.get(0), ids.get(1));
        assertThat(runs.waiting().take()).as("their processes are on the way").isEmpty();
        runs.started(ids.get(0), 1);
        runs.started(ids.get(1), 2);
        runs.waiting().move(ids.get(4), -9);
        assertThat(runs.waiting().list()).extracting(RunInfo::id).containsExactly(ids.get(4), ids.get(2), ids.get(3));
        assertThat(runs.waiting().take()).as("both devices are busy").isEmpty();
        runs.finished(ids.get(0), "");
        assertThat(runs.waiting().take()).extracting(RunInfo::id).containsExactly(ids.get(4));
        clock.forward(Duration.ofSeconds(61));
        assertThat(runs.waiting().take()).as("its process never came: it has its turn again")
                .extracting(RunInfo::id).containsExactly(ids.get(4));
        runs.paused(ids.get(1), "");
        runs.queueAgain(ids.get(1));
        runs.waiting().addFirst(ids.get(1));
        assertThat(runs.waiting().take()).as("resumed before the others").extracting(RunInfo::id).containsExactly(ids.get(1));
    }

    /** Two windows on one workspace look at the queue, and click Resume, at the same time. */
    @Test void twoWindowsGiveARunToOneProcessOnly() throws InterruptedException, ExecutionException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) ids.add(runs.create(new NewRun("r", RunKind.PPO, "", "{}", "cuda:" + i, "")).id());
        ids.forEach(id -> runs.waiting().addLast(id));
        ExecutorService both = Executors.newFixedThreadPool(2);
        try (Workspace second = Workspace.open(folder.resolve("here"), clock, (pid, lastSeen) -> true, 5_000)) {
            List<Callable<List<RunInfo>>> takes = new ArrayList<>();
            for (int i = 0; i < 10; i++) takes.add(i % 2 == 0 ? () -> runs.waiting().take() : () -> second.runs().waiting().take());
            List<String> taken = new ArrayList<>();
            for (Future<List<RunInfo>> take : both.invokeAll(takes)) take.get().forEach(run -> taken.add(run.id()));
            assertThat(taken).containsExactlyInAnyOrderElementsOf(ids);
            runs.started(ids.get(0), 1);
            assertThatThrownBy(() -> second.runs().queueAgain(ids.get(0)))
                    .isInstanceOf(UserInputException.class).hasMessageContaining("process 1");
            assertThatThrownBy(() -> second.runs().started(ids.get(0), 2)).isInstanceOf(UserInputException.class);
        } finally {
            both.shutdown();
        }
    }

    @Test void whatCameAfterTheCheckpointIsForgottenAndABranchHasTheRest() {
        String id = running(1);
        Instant saved;
        try (WorkspaceJournal journal = WorkspaceJournal.open(runs, id)) {
            for (int step = 1; step <= 3; step++) journal.metrics(step, Map.of("loss", 1.0 / step));
            journal.sample(RunSample.plain(2, List.of("c"), "r", ""));
            clock.forward(Duration.ofMillis(5));
            saved = clock.instant();
            clock.forward(Duration.ofMillis(5));
            journal.metrics(3, Map.of("validation/loss", 9.0));             // of the same step, but after the checkpoint
            journal.metrics(4, Map.of("loss", 0.1));
            journal.sample(RunSample.plain(4, List.of("c"), "r", ""));
        }
        String branch = runs.create(new NewRun("branch", RunKind.PPO, "", "{}", "cpu", id + "@3")).id();
        runs.copyRecords(id, branch, 3, saved);
        runs.rewind(id, 3, saved);
        for (String either : List.of(id, branch)) {
            assertThat(runs.metrics(either, "loss", 0)).extracting(MetricPoint::step).containsExactly(1, 2, 3);
            assertThat(runs.metrics(either, "validation/loss", 0)).isEmpty();
            assertThat(runs.samples(either, 0, 9)).hasSize(1);
            assertThat(runs.find(either).orElseThrow().step()).isEqualTo(3);
        }
        assertThat(runs.find(branch).orElseThrow().origin()).isEqualTo(id + "@3");
        long last = runs.metrics(id, "loss", 0).get(2).row();
        runs.paused(id, "");
        runs.started(id, 2);
        try (WorkspaceJournal journal = WorkspaceJournal.open(runs, id)) {
            journal.metrics(4, Map.of("loss", 0.2));
        }
        assertThat(runs.metrics(id, "loss", last)).as("who read up to there misses nothing")
                .extracting(MetricPoint::value).containsExactly(0.2);
    }

    @Test void whatIsStoredBeforeACheckpointIsThereAtOnce() {
        String id = running(1);
        try (WorkspaceJournal journal = WorkspaceJournal.withoutThread(runs, id, Executors.newSingleThreadScheduledExecutor())) {
            journal.metrics(1, Map.of("loss", 1.0));
            runs.requestPause(id);
            assertThat(journal.pauseRequested()).isFalse();
            assertThat(journal.store()).isTrue();
            assertThat(runs.metrics(id, "loss", 0)).hasSize(1);
            assertThat(journal.pauseRequested()).isTrue();
        }
    }

    /** The clock was set back by an hour, then the run's process died: its last heartbeat lies in the future. */
    @Test void aClockThatIsSetBackHidesNoDeadRun() {
        String dead = running(1);
        living.add(2L);
        String alive = running(2);
        clock.back(Duration.ofHours(1));
        assertThat(runs.markInterrupted()).extracting(RunInfo::id).containsExactly(dead);
        assertThat(state(alive)).isEqualTo(RunState.RUNNING);
        assertThat(runs.find(alive).orElseThrow().elapsed(clock.instant())).as("never negative").isZero();
        runs.finished(alive, "");
        assertThat(runs.find(alive).orElseThrow().elapsed(clock.instant())).isZero();
    }

    /** The clock was set forward by a day: everything seems to have been silent for long. */
    @Test void aClockThatIsSetForwardKillsNoLivingRun() {
        living.add(1L);
        String id = running(1);
        clock.forward(Duration.ofDays(1));
        assertThat(runs.markInterrupted()).isEmpty();
        runs.heartbeat(id);
        assertThat(state(id)).isEqualTo(RunState.RUNNING);
    }

    @Test void aCopyOfTheWorkspaceDoesNotTakeTheRunForItsOwn() throws IOException {
        living.add(7L);
        String id = running(7);
        workspace.store().change(connection -> { });
        Files.createDirectories(folder.resolve("copy"));
        for (String part : List.of("workspace.db", "workspace.db-wal")) {
            if (Files.exists(folder.resolve("here").resolve(part))) {
                Files.copy(folder.resolve("here").resolve(part), folder.resolve("copy").resolve(part), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        clock.forward(Duration.ofSeconds(31));
        assertThat(runs.markInterrupted()).as("it lives, and works here").isEmpty();
        try (Workspace copy = Workspace.open(folder.resolve("copy"), clock, (pid, lastSeen) -> living.contains(pid), 200)) {
            RunInfo run = copy.runs().find(id).orElseThrow();
            assertThat(copy.runs().processLives(run)).isFalse();
            assertThat(copy.runs().markInterrupted())
                    .extracting(RunInfo::message).singleElement().asString().contains("This workspace is a copy").contains("Resume it");
            assertThat(state(id)).as("the original is untouched").isEqualTo(RunState.RUNNING);
        }
    }
}
