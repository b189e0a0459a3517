package org.empathyworkbench.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.journal.RunJournal;
import org.jspecify.annotations.Nullable;

/**
 * A trainer's interface to checkpoints: where to resume, and after each step whether to save. A checkpoint is due after a number of steps,
 * after a number of minutes (limited so that saving takes at most a fiftieth of the time), on request, and when the run is paused or
 * stopped.
 *
 * <p>Metrics are flushed before a checkpoint is saved, so that none is missing up to its step. If saving fails (for example a full disk)
 * the run continues, logs a warning, and tries again.
 */
public final class RunCheckpoints {
    private static final long MINUTE = 60_000_000_000L;
    /** Disk space reserved for other uses. */
    private static final long SPARE = 64L << 20;

    private final @Nullable CheckpointFolder folder;
    private final CheckpointPlan plan;
    private final RunJournal journal;
    private final Optional<Checkpoint> resumePoint;
    private final LongSupplier nanos;
    private final Map<String, String> stays = new TreeMap<>();
    private final Map<String, Path> attached = new TreeMap<>();

    private long savedAt;
    private long lastCost;
    private long lastBytes;
    private int lastStep;
    private int savedStep = -1;
    private long answered;
    private long retryAt;
    private boolean failing;
    private boolean paused;
    private long spent;
    private int count;

    /**
     * @param folder null for a run that saves none
     * @param resumePoint checkpoint to resume from
     */
    RunCheckpoints(@Nullable CheckpointFolder folder, CheckpointPlan plan,
            RunJournal journal, Optional<Checkpoint> resumePoint, LongSupplier nanos) {
        this.folder = folder;
        this.plan = plan;
        this.journal = journal;
        this.resumePoint = resumePoint;
        this.nanos = nanos;
        savedAt = nanos.getAsLong();
        lastStep = resumePoint.map(Checkpoint::step).orElse(0);
    }

    public RunCheckpoints(@Nullable CheckpointFolder folder, CheckpointPlan plan, RunJournal journal, Optional<Checkpoint> resumePoint) {
        this(folder, plan, journal, resumePoint, System::nanoTime);
    }

    /** For a training that will not be resumed. */
    public static RunCheckpoints none(RunJournal journal) {
        return new RunCheckpoints(null, new CheckpointPlan(0, 0, 1), journal, Optional.empty());
    }

    /** Checkpoint to resume from; empty for a new run. */
    public Optional<Checkpoint> resumePoint() { return resumePoint; }

    /** Whether the training must end now because its state was saved for a pause. */
    public boolean paused() { return paused; }

    /** Whether optional work between two steps should be postponed because a pause is requested. */
    public boolean pauseRequested() { return folder != null && journal.pauseRequested(); }

    /**
     * Verifies that a resumed run has unchanged inputs: compares the fingerprint with the checkpoint's, and stores it in every later one.
     *
     * @param what        name of the input for messages
     * @param fingerprint of it
     * @throws UserInputException if it changed since the checkpoint; for a branch it is only logged
     */
    public void requireUnchanged(String what, String fingerprint) {
        stays.put(what, fingerprint);
        if (resumePoint.isEmpty() || !resumePoint.get().has(what) || resumePoint.get().text(what).equals(fingerprint)) return;
        if (folder != null && !resumePoint.get().run().equals(folder.run())) {
            journal.say("The branch continues with other " + what + " than the run that it came from.");
            return;
        }
        throw new UserInputException("The run's " + what + " changed since its checkpoint of step " + resumePoint.get().step()
                + " was saved. The checkpoint was not changed. Restore the original input, or start a new run.");
    }

    /** Copies a file into every checkpoint; the file must not be moved or deleted. */
    public void attachFile(String name, Path file) { attached.put(name, file); }

    /** Number of checkpoints saved and seconds spent on it, as a log line. */
    public String summary() {
        return count == 0 ? "No checkpoint was saved." : String.format(Locale.ROOT,
                "%d checkpoint%s saved in %.1f s; the last has %.1f MB.", count, count == 1 ? "" : "s", spent / 1e9, lastBytes / 1e6);
    }

    /**
     * To be called after each step.
     *
     * @param snapshot evaluated only if a checkpoint is saved
     */
    public void saveIfDue(int step, Supplier<Snapshot> snapshot) {
        if (folder == null) return;
        boolean pause = journal.pauseRequested();
        long asked = journal.checkpointsRequested();
        boolean wanted = pause || asked > answered || journal.stopRequested() && step > savedStep;
        long now = nanos.getAsLong();
        if (failing && now - retryAt < 0) return;
        if (!wanted && !dueBySteps(step) && !dueByTime(now)) return;
        if (!save(folder, snapshot)) return;
        if (asked > answered) journal.say("The checkpoint of step " + step + " was saved.");
        answered = asked;
        paused = pause;
    }

    /** To be called if the run fails for a reason outside its state: saves the state after the last complete step, if not yet saved. */
    public void saveLast(int step, Supplier<Snapshot> snapshot) {
        if (folder == null || step <= 0 || step == savedStep || resumePoint.map(Checkpoint::step).orElse(-1) == step) return;
        if (save(folder, snapshot)) journal.say("The checkpoint of step " + step + " was saved.");
    }

    /** At multiples of the interval, independent of other saves. */
    private boolean dueBySteps(int step) { return plan.every() > 0 && step / plan.every() > lastStep / plan.every(); }

    private boolean dueByTime(long now) {
        return plan.minutes() > 0 && now - savedAt >= Math.max(plan.minutes() * MINUTE, lastCost / CheckpointPlan.GREATEST_SHARE);
    }

    private boolean save(CheckpointFolder folder, Supplier<Snapshot> supplier) {
        long began = nanos.getAsLong();
        if (!journal.store()) return postponed("the run's metrics could not be stored in the workspace", folder, began);
        Snapshot snapshot = supplier.get();
        stays.forEach(snapshot::text);
        attached.forEach(snapshot::copy);
        try {
            if (lastBytes > 0 && folder.usableSpace() < lastBytes + SPARE) {
                return postponed(String.format(Locale.ROOT, "it needs %.1f MB, and the disk has %.1f MB left",
                        lastBytes / 1e6, folder.usableSpace() / 1e6), folder, began);
            }
            lastBytes = folder.save(snapshot).bytes();
        } catch (IOException e) {
            return postponed(FileFault.words(e), folder, began);
        } catch (UncheckedIOException e) {
            return postponed(FileFault.words(Objects.requireNonNull(e.getCause())), folder, began);
        }
        savedAt = nanos.getAsLong();
        lastCost = savedAt - began;
        spent += lastCost;
        count++;
        lastStep = snapshot.step();
        savedStep = snapshot.step();
        failing = false;
        prune(folder);
        return true;
    }

    private void prune(CheckpointFolder folder) {
        try {
            folder.prune(plan.keep());
        } catch (IOException e) {
            journal.say("An old checkpoint could not be deleted: " + FileFault.words(e)
                    + ". The new one is safe. Delete old ones by hand in " + folder.path() + ".");
        }
    }

    /** Logs the failure once, and retries after a minute; sooner if a pause is requested. */
    private boolean postponed(String why, CheckpointFolder folder, long now) {
        if (!failing) {
            journal.say("A checkpoint could not be saved: " + why + ". Earlier checkpoints are safe"
                    + (lastStep > 0 ? " (step " + lastStep + ")" : "") + "; the run continues and retries "
                    + "every minute. Free some space, or check the permissions of " + folder.path() + ".");
        }
        failing = true;
        retryAt = now + (journal.pauseRequested() ? MINUTE / 6 : MINUTE);
        return false;
    }
}
