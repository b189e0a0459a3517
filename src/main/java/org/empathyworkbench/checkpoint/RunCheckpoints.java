package org.empathyworkbench.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.journal.RunJournal;

/**
 * What a trainer sees of checkpoints: where to begin, and after each step whether to save. A checkpoint is due after so many steps, after
 * so many minutes (but never so often that saving takes more than a fiftieth of the time), when a person asks for one, and when a person
 * pauses or stops the run.
 *
 * <p>What the run has said so far is stored before a checkpoint is, so that no metric is missing up to its step. A checkpoint that cannot
 * be saved (a full disk) ends nothing: the run goes on, says so, and tries again.
 */
public final class RunCheckpoints {
    private static final long MINUTE = 60_000_000_000L;
    /** Left free on the disk for all else. */
    private static final long SPARE = 64L << 20;

    private final CheckpointFolder folder;
    private final CheckpointPlan plan;
    private final RunJournal journal;
    private final Optional<Checkpoint> begin;
    private final LongSupplier nanos;
    private final Map<String, String> stays = new TreeMap<>();
    private final Map<String, Path> carried = new TreeMap<>();

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
     * @param begin  where to go on
     */
    RunCheckpoints(CheckpointFolder folder, CheckpointPlan plan, RunJournal journal, Optional<Checkpoint> begin, LongSupplier nanos) {
        this.folder = folder;
        this.plan = plan;
        this.journal = journal;
        this.begin = begin;
        this.nanos = nanos;
        savedAt = nanos.getAsLong();
        lastStep = begin.map(Checkpoint::step).orElse(0);
    }

    public RunCheckpoints(CheckpointFolder folder, CheckpointPlan plan, RunJournal journal, Optional<Checkpoint> begin) {
        this(folder, plan, journal, begin, System::nanoTime);
    }

    /** For a training that nobody will want to go on with. */
    public static RunCheckpoints none(RunJournal journal) {
        return new RunCheckpoints(null, new CheckpointPlan(0, 0, 1), journal, Optional.empty());
    }

    /** Where the run goes on; empty when it begins at the beginning. */
    public Optional<Checkpoint> begin() { return begin; }

    /** Whether the training ends here and now because its state was saved for a pause. */
    public boolean paused() { return paused; }

    /** Whether work between two steps should be left for later: a person wants a pause. */
    public boolean pauseRequested() { return folder != null && journal.pauseRequested(); }

    /**
     * Sees to it that a run goes on with what it began with: compares it with the checkpoint, and keeps it in every later one.
     *
     * @param what        a word for people
     * @param fingerprint of it
     * @throws UserInputException when it has changed since the checkpoint; a branch is only told
     */
    public void mustStay(String what, String fingerprint) {
        stays.put(what, fingerprint);
        if (begin.isEmpty() || !begin.get().has(what) || begin.get().text(what).equals(fingerprint)) return;
        if (folder != null && !begin.get().run().equals(folder.run())) {
            journal.say("The branch goes on with other " + what + " than the run that it came from.");
            return;
        }
        throw new UserInputException("The run's " + what + " changed since its checkpoint of step " + begin.get().step()
                + " was saved. The checkpoint is as it was. Bring back what the run began with, or begin a new run.");
    }

    /** Copies a file into every checkpoint; it must stay where it is. */
    public void carry(String name, Path file) { carried.put(name, file); }

    /** Seconds that saving took so far, and how often it was done. */
    public String account() {
        return count == 0 ? "No checkpoint was saved." : String.format(Locale.ROOT,
                "%d checkpoint%s saved in %.1f s; the last has %.1f MB.", count, count == 1 ? "" : "s", spent / 1e9, lastBytes / 1e6);
    }

    /** Called after each step, when all that belongs to it is done. @param snapshot asked only when it is saved */
    public void saveIfDue(int step, Supplier<Snapshot> snapshot) {
        if (folder == null) return;
        boolean pause = journal.pauseRequested();
        long asked = journal.checkpointsRequested();
        boolean wanted = pause || asked > answered || journal.stopRequested() && step > savedStep;
        long now = nanos.getAsLong();
        if (failing && now - retryAt < 0) return;
        if (!wanted && !dueBySteps(step) && !dueByTime(now)) return;
        if (!save(snapshot)) return;
        if (asked > answered) journal.say("The checkpoint of step " + step + " was saved.");
        answered = asked;
        paused = pause;
    }

    /** Called when the run cannot go on for a reason outside its state: keeps what the last whole step left, if it is not kept already. */
    public void saveLast(int step, Supplier<Snapshot> snapshot) {
        if (folder == null || step <= 0 || step == savedStep || begin.map(Checkpoint::step).orElse(-1) == step) return;
        if (save(snapshot)) journal.say("The checkpoint of step " + step + " was saved.");
    }

    /** At the multiples of the interval, whatever was saved between them. */
    private boolean dueBySteps(int step) { return plan.every() > 0 && step / plan.every() > lastStep / plan.every(); }

    private boolean dueByTime(long now) {
        return plan.minutes() > 0 && now - savedAt >= Math.max(plan.minutes() * MINUTE, lastCost / CheckpointPlan.GREATEST_SHARE);
    }

    private boolean save(Supplier<Snapshot> supplier) {
        long began = nanos.getAsLong();
        if (!journal.store()) return postponed("what the run has said could not be stored in the workspace", began);
        Snapshot snapshot = supplier.get();
        stays.forEach(snapshot::text);
        carried.forEach(snapshot::copy);
        try {
            if (lastBytes > 0 && folder.usableSpace() < lastBytes + SPARE) {
                return postponed(String.format(Locale.ROOT, "it needs %.1f MB, and the disk has %.1f MB left",
                        lastBytes / 1e6, folder.usableSpace() / 1e6), began);
            }
            lastBytes = folder.save(snapshot).bytes();
        } catch (IOException e) {
            return postponed(FileFault.words(e), began);
        } catch (UncheckedIOException e) {
            return postponed(FileFault.words(e.getCause()), began);
        }
        savedAt = nanos.getAsLong();
        lastCost = savedAt - began;
        spent += lastCost;
        count++;
        lastStep = snapshot.step();
        savedStep = snapshot.step();
        failing = false;
        prune();
        return true;
    }

    private void prune() {
        try {
            folder.prune(plan.keep());
        } catch (IOException e) {
            journal.say("An old checkpoint could not be deleted: " + FileFault.words(e)
                    + ". The new one is safe. Delete old ones by hand in " + folder.path() + ".");
        }
    }

    /** Says so once, and tries again after a minute; sooner while a person waits for a pause. */
    private boolean postponed(String why, long now) {
        if (!failing) {
            journal.say("A checkpoint could not be saved: " + why + ". What was saved before is safe"
                    + (lastStep > 0 ? " (step " + lastStep + ")" : "") + "; the run goes on and tries "
                    + "again every minute. Free some space, or look at the permissions of " + folder.path() + ".");
        }
        failing = true;
        retryAt = now + (journal.pauseRequested() ? MINUTE / 6 : MINUTE);
        return false;
    }
}
