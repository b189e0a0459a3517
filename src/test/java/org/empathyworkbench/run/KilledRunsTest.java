package org.empathyworkbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.journal.SilentJournal;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.workspace.RunEvent;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that train, killed at any moment, and a queue that moves by itself. */
@Tag("slow")
class KilledRunsTest {
    private static final int KILLS = 4;

    @TempDir Path folder;
    private Workspace workspace;
    private final RunLauncher launcher = new RunLauncher();
    private RunControl control;

    @BeforeEach void open() {
        workspace = TinyWorkspace.open(folder);
        control = new RunControl(workspace, launcher);
    }

    @AfterEach void close() {
        List<RunInfo> alive = workspace.runs().list().stream()
                .filter(run -> run.pid() != ProcessHandle.current().pid() && workspace.runs().processLives(run)).toList();
        alive.forEach(run -> ProcessHandle.of(run.pid()).ifPresent(child -> {
            child.destroyForcibly();
            child.onExit().join();
        }));
        workspace.close();
    }

    private RunInfo await(String id, Predicate<RunInfo> wanted) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        RunInfo run = workspace.runs().find(id).orElseThrow();
        while (!wanted.test(run) && System.nanoTime() < until) {
            pause(5_000);
            run = workspace.runs().find(id).orElseThrow();
        }
        assertThat(run).as(run.message()).matches(wanted);
        return run;
    }

    private static void pause(long micros) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(micros, TimeUnit.MICROSECONDS)).isFalse();
    }

    private static Recipe longer(int steps, int every) {
        return TinyWorkspace.generator()
                .withSettings(Map.of("maximumSteps", steps, "epochs", 1_000, "validateEvery", 20, "checkpointEvery", every));
    }

    private List<String> curve(RunInfo run, String name) {
        return workspace.runs().metrics(run.id(), name, 0).stream()
                .map(point -> point.step() + " " + Double.doubleToRawLongBits(point.value())).toList();
    }

    @Test void aTrainingThatIsKilledAgainAndAgainEndsAsIfItHadNeverBeen() throws InterruptedException, IOException {
        RunInfo whole = new RunExecution(workspace).perform(longer(500, 3), new SilentJournal());
        assertThat(whole.state()).as(whole.message()).isEqualTo(RunState.FINISHED);
        SplittableRandom random = new SplittableRandom(11);
        String id = launcher.start(workspace, longer(500, 3));
        int killed = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int begun = workspace.runs().find(id).orElseThrow().step();
            RunInfo now = await(id, run -> run.state() == RunState.RUNNING && run.step() > begun || run.state().atRest());
            if (now.state().atRest()) break;                                    // it was faster than we
            pause(random.nextInt(200_000));
            ProcessHandle child = ProcessHandle.of(now.pid()).orElse(null);
            if (child == null) break;
            // A fault in native code ends in an abort; the system's want of memory, a flat battery, an impatient person in a kill.
            if (kill == 0) assertThat(new ProcessBuilder("kill", "-ABRT", String.valueOf(now.pid())).start().waitFor()).isZero();
            else child.destroyForcibly();
            RunInfo rested = await(id, run -> run.state().atRest());
            if (rested.state() == RunState.FINISHED) break;
            killed++;
            assertThat(rested.state()).isEqualTo(RunState.INTERRUPTED);
            assertThat(rested.message()).contains("exit status " + (kill == 0 ? 134 : 137)).contains("Resume it");
            control.resume(id);
        }
        RunInfo resumed = await(id, run -> run.state() == RunState.FINISHED);
        assertThat(killed).isGreaterThanOrEqualTo(2);
        assertThat(workspace.runs().events(id, 0)).extracting(RunEvent::text)
                .filteredOn(text -> text.startsWith("Resuming from the checkpoint")).isNotEmpty();
        for (String name : List.of("train/loss", "train/gradient-norm", "optimiser/learning-rate", "validation/loss")) {
            assertThat(curve(resumed, name)).as(name).isEqualTo(curve(whole, name));
        }
        assertThat(Files.readAllBytes(workspace.models().folder(resumed.model()).resolve("model.safetensors")))
                .isEqualTo(Files.readAllBytes(workspace.models().folder(whole.model()).resolve("model.safetensors")));
    }

    @Test void theNextRunOfADeviceBeginsWhenTheOneBeforeItRests() throws InterruptedException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) ids.add(control.start(longer(20, 0)).id());
        assertThat(workspace.runs().waiting().list()).extracting(RunInfo::id).contains(ids.get(1));
        RunInfo second = await(ids.get(1), run -> run.state().atRest());
        RunInfo first = workspace.runs().find(ids.get(0)).orElseThrow();
        assertThat(List.of(first.state(), second.state())).containsOnly(RunState.FINISHED);
        assertThat(second.startedAt()).as("the process of the first started it").isAfterOrEqualTo(first.finishedAt());
        assertThat(new HashSet<>(List.of(first.pid(), second.pid()))).hasSize(2);
    }

    @Test void aRunIsSavedPausedResumedAndStoppedAtOnceFromOutside() throws InterruptedException {
        String id = control.start(longer(1_000_000, 0)).id();
        await(id, run -> run.step() > 0);
        control.checkpoint(id);
        long until = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        while (control.checkpoints(id).whole().isEmpty() && System.nanoTime() < until) pause(20_000);
        assertThat(control.checkpoints(id).whole()).hasSize(1);
        control.pin(id, control.checkpoints(id).whole().get(0).step(), true);
        assertThat(control.checkpoints(id).whole()).extracting(CheckpointInfo::pinned).containsExactly(true);
        control.pause(id);
        RunInfo paused = await(id, run -> run.state().atRest());
        assertThat(paused.state()).as(paused.message()).isEqualTo(RunState.PAUSED);
        control.resume(id);
        await(id, run -> run.state() == RunState.RUNNING && run.step() > paused.step());
        long pid = workspace.runs().find(id).orElseThrow().pid();
        RunInfo stopped = control.stopNow(id);
        assertThat(stopped.state()).isEqualTo(RunState.STOPPED);
        assertThat(stopped.message()).contains("Stopped at once").contains("checkpoint of step " + paused.step());
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
        assertThat(workspace.runs().find(id).orElseThrow().state()).isEqualTo(RunState.STOPPED);
        assertThat(workspace.models().list()).isEmpty();
    }
}
