package org.empathyworkbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real child processes. */
@Tag("slow")
class RunLauncherTest {
    @TempDir Path folder;
    private Workspace workspace;
    private final RunLauncher launcher = new RunLauncher();

    @BeforeEach void open() { workspace = TinyWorkspace.open(folder); }

    @AfterEach void close() {
        workspace.runs().list().forEach(run -> launcher.process(run.id()).ifPresent(child -> {
            child.destroyForcibly();
            child.onExit().join();
        }));
        workspace.close();
    }

    /** Looks again every 50 ms, for two minutes at most. */
    private RunInfo await(String id, Predicate<RunInfo> wanted) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        CountDownLatch never = new CountDownLatch(1);
        RunInfo run = workspace.runs().find(id).orElseThrow();
        while (!wanted.test(run) && System.nanoTime() < until) {
            assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
            run = workspace.runs().find(id).orElseThrow();
        }
        assertThat(run).matches(wanted);
        return run;
    }

    private static Recipe endless() {
        return TinyWorkspace.generator().withSettings(Map.of("maximumSteps", 1_000_000, "epochs", 1_000, "batch", 1));
    }

    @Test void aChildDoesTheRunAndSaysHowItEnded() throws InterruptedException {
        String id = launcher.start(workspace, TinyWorkspace.generator());
        RunInfo run = await(id, r -> r.state().atRest());
        assertThat(run.state()).as(run.message()).isEqualTo(RunState.FINISHED);
        assertThat(run.pid()).isNotEqualTo(ProcessHandle.current().pid());
        assertThat(workspace.runs().metrics(id, "train/loss", 0)).hasSize(6);
        assertThat(workspace.models().find(run.model())).isPresent();
    }

    @Test void aStopThatIsAskedForThroughTheWorkspaceEndsTheChild() throws InterruptedException {
        String id = launcher.start(workspace, endless());
        await(id, r -> r.step() > 0);
        assertThat(launcher.process(id)).isPresent();
        ProcessHandle child = launcher.process(id).orElseThrow();
        workspace.runs().requestStop(id);
        RunInfo run = await(id, r -> r.state().atRest());
        assertThat(run.state()).isEqualTo(RunState.STOPPED);
        assertThat(workspace.models().find(run.model())).isPresent();
        child.onExit().join();
        assertThat(launcher.process(id)).isEmpty();
    }

    /** Ctrl-C, a logout, a shutdown of the machine. */
    @Test void aChildThatIsToldToEndFinishesItsStepAndPauses() throws InterruptedException {
        String id = launcher.start(workspace, endless());
        await(id, r -> r.step() > 0);
        ProcessHandle child = launcher.process(id).orElseThrow();
        child.destroy();
        RunInfo run = await(id, r -> r.state().atRest());
        assertThat(run.state()).as(run.message()).isEqualTo(RunState.PAUSED);
        assertThat(new RunControl(workspace, launcher).checkpoints(id).whole())
                .extracting(CheckpointInfo::step).containsExactly(run.step());
        child.onExit().join();
    }

    @Test void aChildThatIsKilledLeavesAnInterruptedRunThatNamesItsLog() throws InterruptedException {
        String id = launcher.start(workspace, endless());
        await(id, r -> r.step() > 0);
        launcher.process(id).orElseThrow().destroyForcibly();
        RunInfo run = await(id, r -> r.state().atRest());
        assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(run.message()).contains("log.txt");
        assertThat(workspace.models().list()).isEmpty();
    }

    /** A fault in PyTorch or in a driver: Java writes its report and aborts. The run goes on from its checkpoint all the same. */
    @Test void aChildThatCrashesInNativeCodeIsSaidToHaveAndGoesOnFromItsCheckpoint() throws InterruptedException, IOException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "This system has no /bin/kill to send a signal with.");
        String id = launcher.start(workspace,
                endless().withSettings(Map.of("maximumSteps", 1_000_000, "epochs", 1_000, "batch", 1, "checkpointEvery", 5)));
        RunControl control = new RunControl(workspace, launcher);
        await(id, r -> !control.checkpoints(id).whole().isEmpty());
        ProcessHandle child = launcher.process(id).orElseThrow();
        assertThat(new ProcessBuilder("/bin/kill", "-SEGV", String.valueOf(child.pid())).start().waitFor()).isZero();
        RunInfo run = await(id, r -> r.state().atRest());
        assertThat(run.state()).as(run.message()).isEqualTo(RunState.INTERRUPTED);
        Path report = workspace.runs().folder(id).resolve("hs_err_pid" + child.pid() + ".log");
        assertThat(run.message()).contains("native code").contains(report.getFileName().toString()).contains("Resume it");
        assertThat(report).exists();
        int saved = control.checkpoints(id).whole().get(control.checkpoints(id).whole().size() - 1).step();
        launcher.startPrepared(workspace, id);
        await(id, r -> r.state() == RunState.RUNNING && r.step() > saved);                // not the state that the crash left
        workspace.runs().requestStop(id);
        RunInfo ended = await(id, r -> r.state().atRest());
        assertThat(ended.state()).as(ended.message()).isEqualTo(RunState.STOPPED);
    }
}
