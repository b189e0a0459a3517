package org.empathyworkbench.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.empathyworkbench.journal.SilentJournal;
import org.empathyworkbench.training.RecordingJournal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a clock that the test moves. */
class RunCheckpointsTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir Path folder;
    private final AtomicLong nanos = new AtomicLong();
    private final RecordingJournal journal = new RecordingJournal();
    private long cost;

    private CheckpointFolder saved() { return new CheckpointFolder(folder.resolve("checkpoints"), "run", Clock.systemUTC()); }

    private RunCheckpoints checkpoints(CheckpointPlan plan, RecordingJournal to) {
        return new RunCheckpoints(saved(), plan, to, Optional.empty(), nanos::get);
    }

    /** A snapshot that takes the time of {@link #cost} to write. */
    private Snapshot snapshot(int step) {
        return new Snapshot(step).file("a", target -> {
            Files.writeString(target, "a");
            nanos.addAndGet(cost);
        });
    }

    private void step(RunCheckpoints checkpoints, int step) { checkpoints.saveIfDue(step, () -> snapshot(step)); }

    private List<Integer> steps() { return saved().list().stream().map(CheckpointInfo::step).toList(); }

    @Test void bySteps() {
        RunCheckpoints checkpoints = checkpoints(new CheckpointPlan(4, 0, 100), journal);
        for (int i = 1; i <= 10; i++) step(checkpoints, i);
        assertThat(steps()).containsExactly(4, 8);
    }

    @Test void byTime() {
        RunCheckpoints checkpoints = checkpoints(new CheckpointPlan(0, 1, 100), journal);
        for (int i = 1; i <= 10; i++) {
            nanos.addAndGet(25 * SECOND);
            step(checkpoints, i);
        }
        assertThat(steps()).containsExactly(3, 6, 9);
    }

    /** Saving takes 3 s: a minute is too short an interval, 150 s is right. */
    @Test void savingByTimeNeverTakesMoreThanAFiftiethOfTheTime() {
        cost = 3 * SECOND;
        RunCheckpoints checkpoints = checkpoints(new CheckpointPlan(0, 1, 1_000), journal);
        long worked = 0;
        for (int i = 1; i <= 5_000; i++) {
            nanos.addAndGet(SECOND);
            worked += SECOND;
            step(checkpoints, i);
        }
        assertThat(steps().size() * cost).isLessThanOrEqualTo((long) (0.0205 * worked)).isGreaterThan((long) (0.015 * worked));
    }

    @Test void whenAPersonAsksOnceIsSavedOnce() {
        AtomicLong asked = new AtomicLong();
        RunCheckpoints checkpoints = new RunCheckpoints(saved(), new CheckpointPlan(0, 0, 100), new SilentJournal() {
            @Override public long checkpointsRequested() { return asked.get(); }
        }, Optional.empty(), nanos::get);
        step(checkpoints, 1);
        asked.set(1);
        step(checkpoints, 2);
        step(checkpoints, 3);
        asked.set(2);
        step(checkpoints, 4);
        assertThat(steps()).containsExactly(2, 4);
        assertThat(checkpoints.paused()).isFalse();
    }

    @Test void aPauseSavesAndEndsAndAStopSavesOnce() {
        RunCheckpoints pausing = checkpoints(new CheckpointPlan(0, 0, 100), journal);
        journal.pauseAfter = 0;
        step(pausing, 5);
        assertThat(pausing.paused()).isTrue();
        RunCheckpoints stopping = checkpoints(new CheckpointPlan(0, 0, 100), new RecordingJournal(0, step -> { }));
        step(stopping, 6);
        assertThat(stopping.paused()).isFalse();
        assertThat(steps()).containsExactly(5, 6);
    }

    /** As on a full disk or a folder that may not be written: here a file stands where the folder should be. */
    @Test void aCheckpointThatCannotBeSavedEndsNothingAndIsTriedAgain() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("checkpoints"), "");
        RunCheckpoints checkpoints = checkpoints(new CheckpointPlan(1, 0, 100), journal);
        step(checkpoints, 1);
        step(checkpoints, 2);
        assertThat(journal.sentences).singleElement().asString().startsWith("A checkpoint could not be saved")
                .contains("the run continues", "Free some space");
        Files.delete(inTheWay);
        step(checkpoints, 3);
        assertThat(steps()).as("not before a minute has gone").isEmpty();
        nanos.addAndGet(61 * SECOND);
        step(checkpoints, 4);
        assertThat(steps()).containsExactly(4);
    }

    @Test void aFullDiskIsNamedAndLeavesTheCheckpointBefore() {
        RunCheckpoints checkpoints = checkpoints(new CheckpointPlan(1, 0, 100), journal);
        step(checkpoints, 1);
        checkpoints.saveIfDue(2, () -> new Snapshot(2).file("a", target -> Files.writeString(target, "a")).file("b", target -> {
            throw new FileSystemException(target.toString(), null, "No space left on device");
        }));
        assertThat(journal.sentences).singleElement().asString().contains("the disk is full").contains("are safe (step 1)");
        assertThat(steps()).containsExactly(1);
        assertThat(folder.resolve("checkpoints")).isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("."));
    }

    @Test void aPauseThatCannotBeSavedDoesNotEndTheRun() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("checkpoints"), "");
        RunCheckpoints checkpoints = checkpoints(new CheckpointPlan(0, 0, 100), journal);
        journal.pauseAfter = 0;
        step(checkpoints, 1);
        assertThat(checkpoints.paused()).isFalse();
        Files.delete(inTheWay);
        nanos.addAndGet(11 * SECOND);
        step(checkpoints, 2);
        assertThat(checkpoints.paused()).isTrue();
        assertThat(steps()).containsExactly(2);
    }

    @Test void nothingIsSavedBeforeWhatTheRunHasSaidIsStored() {
        RunCheckpoints checkpoints = new RunCheckpoints(saved(), new CheckpointPlan(1, 0, 100), new SilentJournal() {
            @Override public boolean store() { return false; }
        }, Optional.empty(), nanos::get);
        step(checkpoints, 1);
        assertThat(saved().list()).isEmpty();
    }
}
