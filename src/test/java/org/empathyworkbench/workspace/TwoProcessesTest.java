package org.empathyworkbench.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.empathyworkbench.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in a process of its own and a window in this one, on the same workspace. */
@Tag("slow")
class TwoProcessesTest {
    private static final int STEPS = 300;

    /** The child: takes the run up and writes until it is asked to stop. */
    static final class Child {
        private Child() { }

        public static void main(String[] arguments) {
            try (Workspace workspace = Workspace.open(Path.of(arguments[0]))) {
                Runs runs = workspace.runs();
                String id = arguments[1];
                runs.started(id, ProcessHandle.current().pid());
                try (WorkspaceJournal journal = WorkspaceJournal.open(runs, id)) {
                    int step = 0;
                    while (step < STEPS || !journal.stopRequested()) {
                        step++;
                        journal.metrics(step, Map.of("loss", 1.0 / step));
                        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2);
                        while (System.nanoTime() < until) Thread.onSpinWait();
                    }
                }
                runs.stopped(id, "Asked to stop.");
            }
        }
    }

    @Test void theWindowReadsAndWritesWhileTheRunWrites(@TempDir Path folder) throws IOException, InterruptedException {
        try (Workspace window = Workspace.open(folder)) {
            String id = window.runs().create(new NewRun("child", RunKind.PPO, "paper", "{}")).id();
            try (ChildJvm child = child(folder, id)) {
                long row = 0;
                int seen = 0;
                int sets = 0;
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
                while (window.runs().find(id).orElseThrow().state() != RunState.STOPPED) {
                    for (MetricPoint point : window.runs().metrics(id, "loss", row)) {
                        assertThat(point.step()).as("no step missed or twice").isEqualTo(++seen);
                        row = point.row();
                    }
                    if (sets < 20) window.datasets().add("set " + sets++, "while the child writes", WorkspaceTest.small(5));
                    if (seen >= STEPS) window.runs().requestStop(id);
                    assertThat(System.nanoTime()).as("waited for 300 s").isLessThan(end);
                }
                assertThat(child.await()).isZero();
                RunInfo run = window.runs().find(id).orElseThrow();
                assertThat(run.pid()).isEqualTo(child.pid());
                assertThat(window.runs().metrics(id, "loss", 0)).hasSize(run.step()).hasSizeGreaterThanOrEqualTo(STEPS);
                assertThat(window.datasets().list()).hasSize(sets);
            }
        }
    }

    @Test void aKilledRunIsFoundInterruptedAndMayBeTakenUpAgain(@TempDir Path folder) throws IOException, InterruptedException {
        try (Workspace window = Workspace.open(folder)) {
            String id = window.runs().create(new NewRun("child", RunKind.PPO, "paper", "{}")).id();
            try (ChildJvm child = child(folder, id)) {
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
                while (window.runs().metrics(id, "loss", 0).isEmpty()) {
                    assertThat(System.nanoTime()).as("waited for 300 s").isLessThan(end);
                }
                child.kill();
                child.await();
            }
            assertThat(window.runs().markInterrupted()).as("known to have ended, without waiting for its silence")
                    .extracting(RunInfo::id).containsExactly(id);
            assertThat(window.runs().metrics(id, "loss", 0)).as("what it wrote is safe").isNotEmpty();
            assertThat(window.runs().started(id, 1).state()).isEqualTo(RunState.RUNNING);
        }
    }

    private static ChildJvm child(Path folder, String id) throws IOException {
        return ChildJvm.start(List.of("-Xmx128m"), Child.class, builder -> builder.redirectOutput(ProcessBuilder.Redirect.DISCARD),
                folder.toString(), id);
    }

    /**
     * A backup, or a person with a file manager, copies the folder while a run writes into it: a copy
     * opens, or says plainly that it is damaged.
     */
    @Test void aCopyThatWasTakenWhileTheRunWroteOpensOrSaysWhatItIs(@TempDir Path folder) throws IOException, InterruptedException {
        try (Workspace window = Workspace.open(folder.resolve("here"))) {
            String id = window.runs().create(new NewRun("child", RunKind.PPO, "paper", "{}")).id();
            try (ChildJvm child = child(folder.resolve("here"), id)) {
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
                while (window.runs().metrics(id, "loss", 0).isEmpty()) assertThat(System.nanoTime()).as("waited for 300 s").isLessThan(end);
                int opened = 0;
                for (int i = 0; i < 12; i++) {
                    Path copy = Files.createDirectories(folder.resolve("copy" + i));
                    for (String part : i % 2 == 0 ? List.of("workspace.db", "workspace.db-wal")
                            : List.of("workspace.db-wal", "workspace.db")) {
                        Files.copy(folder.resolve("here").resolve(part), copy.resolve(part));
                    }
                    try (Workspace other = Workspace.open(copy)) {
                        assertThat(other.runs().find(id)).isPresent();
                        assertThat(other.runs().processLives(other.runs().find(id).orElseThrow())).as("it works there, not here").isFalse();
                        other.runs().metrics(id, "loss", 0);
                        opened++;
                    } catch (WorkspaceException damaged) {
                        assertThat(damaged.reason()).isEqualTo(WorkspaceException.Reason.DAMAGED);
                        assertThat(damaged).hasMessageContaining("Restore the file from a copy");
                    }
                }
                assertThat(opened).isPositive();
                assertThat(window.runs().find(id).orElseThrow().state()).as("the original goes on").isEqualTo(RunState.RUNNING);
            }
        }
    }
}
