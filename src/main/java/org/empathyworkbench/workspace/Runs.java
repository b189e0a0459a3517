package org.empathyworkbench.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;

/**
 * The runs of a workspace. The window makes a run and asks it to stop; the process that works on it says all else.
 *
 * <p>Life of a run: {@link #create} - {@link #started} - {@link #finished}, {@link #paused}, {@link #stopped} or {@link #failed}; a run
 * whose process vanished becomes {@link RunState#INTERRUPTED} by {@link #markInterrupted}. A run at rest
 * that has not finished may be started again.
 */
public final class Runs {
    /** All sittings, with the one that ends at the parameter. */
    private static final String WORKED = "worked + CASE WHEN state = 'running' THEN max(0, ? - started_at) ELSE 0 END";
    private static final DateTimeFormatter ID_TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Store store;
    private final WorkspaceFolder folder;
    private final Clock clock;
    private final RunProcesses processes;

    Runs(Store store, WorkspaceFolder folder, Clock clock, ProcessLiveness processes, OwnerKey key) {
        this.store = store;
        this.folder = folder;
        this.clock = clock;
        this.processes = new RunProcesses(folder.path(), processes, key);
    }

    /** Stores a run that waits for a process. */
    public RunInfo create(NewRun run) {
        long now = clock.millis();
        String id = ID_TIME.format(Instant.ofEpochMilli(now)) + "-" + UUID.randomUUID().toString().substring(0, 8);
        return store.write(connection -> {
            RunRows.update(connection, "INSERT INTO run (id, name, kind, preset, recipe, state, "
                    + "created_at, device, origin) VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?)",
                    List.of(id, run.name(), run.kind().key(), run.preset(), run.recipe(), now, run.device(), run.origin()));
            return RunRows.known(connection, id);
        });
    }

    /**
     * {@code runs/<id>}: recipe, checkpoints and log of the run. The folder may not be there yet. @throws UserInputException when that is
     * no id, or a link stands there
     */
    public Path folder(String id) { return folder.run(id); }

    /** A file of {@link #folder}, there or not. @throws UserInputException when it does not lie there, or is reached by a link */
    public Path file(String id, String name) { return folder.inRun(id, name); }

    /** Another number after every change of the workspace's database: while it is the same, nothing new is to be read of any run. */
    public long version() { return store.version(); }

    /** Newest first; without those in the trash, as everywhere. */
    public List<RunInfo> list() {
        return store.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT * FROM "
                    + "run WHERE trashed_at IS NULL ORDER BY created_at DESC, id DESC");
                 ResultSet row = query.executeQuery()) {
                return RunRows.list(store, row);
            }
        });
    }

    public Optional<RunInfo> find(String id) { return store.read(connection -> RunRows.find(connection, id)); }

    /**
     * A process takes the run up, for the first time or again. Exactly one process succeeds. A run that was stopped while it waited for
     * its process is not taken up until it is {@linkplain #queueAgain put back}: the process may have been on its way already.
     *
     * @throws UserInputException when the run is unknown, runs already, has finished, or was stopped before it began
     */
    public RunInfo started(String id, long pid) {
        long now = clock.millis();
        RunProcesses.Claim claim = processes.claim(id, pid);
        return store.write(connection -> {
            if (RunRows.update(connection, "UPDATE run SET state = 'running', pid = ?, started_at = ?, heartbeat_at "
                    + "= ?, finished_at = NULL, message = '', place = ?, process = ?, proof = ?, stop_requested = 0, "
                    + "pause_requested = 0, checkpoints_requested = 0, queue_place = NULL, launched_at = NULL WHERE id = ? "
                    + "AND state NOT IN ('running', 'finished') AND stop_requested = 0 AND pause_requested = 0 AND trashed_at IS NULL",
                    List.of(pid, now, now, processes.place(), claim.process(), claim.proof(), id)) == 0) {
                throw notStarted(RunRows.known(connection, id));
            }
            return RunRows.known(connection, id);
        });
    }

    private static UserInputException notStarted(RunInfo run) {
        String head = "The run \"" + run.name() + "\" (" + run.id() + ") ";
        return new UserInputException(head + switch (run.state()) {
            case FINISHED -> "has finished. Nothing was changed. Start a new run from its recipe.";
            case RUNNING -> "is being worked on by process " + run.pid() + ". Nothing was changed. Wait for it, or stop it.";
            case PAUSED -> "was paused before it began. Nothing was changed. Resume it.";
            default -> "was stopped before it began. Nothing was changed. Resume it, or start a new run from its recipe.";
        });
    }

    /**
     * Puts a run that has come to rest without finishing back into the queue, for a process to take up. @throws
     * UserInputException when it cannot be
     */
    public RunInfo queueAgain(String id) {
        return store.write(connection -> {
            if (RunRows.update(connection, "UPDATE run SET state = 'queued', stop_requested = 0, "
                    + "pause_requested = 0, message = '', finished_at = NULL, queue_place = NULL, "
                    + "launched_at = NULL WHERE id = ? AND state NOT IN ('running', 'finished') AND trashed_at IS NULL",
                    List.of(id)) == 0) {
                throw notStarted(RunRows.known(connection, id));
            }
            return RunRows.known(connection, id);
        });
    }

    /** The run came to its end. @param model the model it made, empty when none */
    public void finished(String id, String model) { rest(id, RunState.FINISHED, "", model); }

    /** The run stopped because a person asked it to. */
    public void stopped(String id, String message) { rest(id, RunState.STOPPED, message, ""); }

    /** As {@link #stopped(String, String)}, with the model that was made of what there was. */
    public void stopped(String id, String message, String model) { rest(id, RunState.STOPPED, message, model); }

    /** The run rests because a person asked it to; it goes on from its checkpoint. */
    public void paused(String id, String message) { rest(id, RunState.PAUSED, message, ""); }

    /**
     * A person ends the run's process without waiting for its step: from now on the run counts as stopped,
     * whatever the process does before it is gone.
     *
     * @return whether the process worked on the run until now
     */
    public boolean stoppedAtOnce(String id, long pid, String message) {
        return store.write(connection -> {
            RunRows.known(connection, id);
            return RunRows.update(connection, "UPDATE run SET state = 'stopped', finished_at = ?, worked = "
                    + WORKED + ", stop_requested = 0, pause_requested = 0, message = ? "
                    + "WHERE id = ? AND state = 'running' AND pid = ?", List.of(clock.millis(), clock.millis(), message, id, pid)) > 0;
        });
    }

    /**
     * The run's process is known to have ended without a word. A run that another process has taken up, or that rests, is left as it is.
     */
    public void interrupted(String id, long pid, String sentence) {
        store.change(connection -> {
            RunRows.known(connection, id);
            RunRows.update(connection, "UPDATE run SET state = 'interrupted', finished_at = ?, worked = "
                    + WORKED + ", stop_requested = 0, pause_requested = 0, message = ? "
                    + "WHERE id = ? AND state = 'running' AND pid = ?", List.of(clock.millis(), clock.millis(), sentence, id, pid));
        });
    }

    /** The run could not go on. @param sentence what happened, what is safe, what to do */
    public void failed(String id, String sentence) { rest(id, RunState.FAILED, sentence, ""); }

    /** As above, with the model that was made of what there was. */
    public void failed(String id, String sentence, String model) { rest(id, RunState.FAILED, sentence, model); }

    /** The run has come to rest. @param model that was made of what there was, empty for none */
    public void ended(String id, RunOutcome outcome) { rest(id, outcome.state(), outcome.message(), outcome.model()); }

    /**
     * Keeps the end of a run beside the database, where it cannot be stored there; {@link #takeIn} stores it later.
     *
     * @throws IOException when the run's folder is gone, or cannot be written
     */
    public void keep(String id, RunOutcome outcome) throws IOException { outcome.write(file(id, RunOutcome.FILE)); }

    /** Stores the ends of runs that were kept beside the database. One that cannot be used is told of and left as it is. */
    void takeIn(Models models) {
        for (RunInfo run : list()) {
            if (run.state() != RunState.RUNNING && run.state() != RunState.INTERRUPTED) continue;
            try {
                Path file = file(run.id(), RunOutcome.FILE);
                if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS) || processLives(run)) continue;
                RunOutcome outcome = RunOutcome.read(file, run.id());
                if (outcome.made() != null && Files.isDirectory(models.folder(outcome.model())) && models.find(outcome.model()).isEmpty())
                    models.add(outcome.made());
                ended(run.id(), outcome);
                Files.delete(file);
            } catch (UserInputException unusable) {
                store.damaged(unusable.getMessage());
            } catch (IOException left) {
                store.damaged("The file " + RunOutcome.FILE + " of run " + run.id()
                        + " was taken in and could not be deleted: " + FileFault.words(left) + ".");
            }
        }
    }

    private void rest(String id, RunState state, String message, String model) {
        long now = clock.millis();
        store.changePatiently(connection -> {
            if (RunRows.update(connection, "UPDATE run SET state = ?, message = ?, model = CASE WHEN "
                    + "? = '' THEN model ELSE ? END, finished_at = ?, heartbeat_at = ?, worked = "
                    + WORKED + ", stop_requested = 0, pause_requested = 0, queue_place = NULL, launched_at = NULL WHERE id = ?",
                    List.of(state.key(), message, model, model, now, now, now, id)) == 0) {
                RunRows.known(connection, id);
            }
        });
    }

    /**
     * Asks a run to stop. A running one sees it within a second and comes to rest by itself; one that waits for a process comes to rest
     * at once. A run at rest is left as it is.
     */
    public void requestStop(String id) {
        store.change(connection -> {
            RunRows.known(connection, id);
            RunRows.update(connection, "UPDATE run SET state = 'stopped', stop_requested = 1, finished_at = ?, queue_place = "
                    + "NULL, message = 'Stopped before it began.' WHERE id = ? AND state = 'queued'", List.of(clock.millis(), id));
            RunRows.update(connection, "UPDATE run SET stop_requested = 1 WHERE id = ? AND state = 'running'", List.of(id));
        });
    }

    /**
     * Asks a run to pause. A running one saves a checkpoint and comes to rest by itself; one that waits for a process rests at once. A run
     * at rest is left as it is.
     */
    public void requestPause(String id) {
        store.change(connection -> {
            RunRows.known(connection, id);
            RunRows.update(connection, "UPDATE run SET state = 'paused', pause_requested = 1, finished_at = ?, queue_place = "
                    + "NULL, message = 'Paused before it began.' WHERE id = ? AND state = 'queued'", List.of(clock.millis(), id));
            RunRows.update(connection, "UPDATE run SET pause_requested = 1 WHERE id = ? AND state = 'running'", List.of(id));
        });
    }

    /** Asks a running run for a checkpoint after its step. @throws UserInputException when it is not running */
    public void requestCheckpoint(String id) {
        store.change(connection -> {
            RunInfo run = RunRows.known(connection, id);
            if (RunRows.update(connection, "UPDATE run SET checkpoints_requested = "
                    + "checkpoints_requested + 1 WHERE id = ? AND state = 'running'", List.of(id)) == 0) {
                throw new UserInputException("The run \"" + run.name() + "\" (" + id
                        + ") is not running, so there is nothing new to save. What it saved before is safe.");
            }
        });
    }

    /** Says that the run's process is alive. A journal does this by itself. */
    public void heartbeat(String id) { store.change(connection -> RunRows.beat(connection, id, clock.millis())); }

    /** What people asked of a run. */
    record Requests(boolean stop, boolean pause, long checkpoints) { }

    /** A run that is no longer there has nothing to do but stop. */
    Requests requests(String id) {
        return store.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT stop_requested, "
                    + "pause_requested, checkpoints_requested FROM run WHERE id = ?")) {
                query.setString(1, id);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? new Requests(row.getInt(1) != 0, row.getInt(2) != 0, row.getLong(3)) : new Requests(true, false, 0);
                }
            }
        });
    }

    /**
     * Marks every run as {@link RunState#INTERRUPTED} whose process is known to have ended on this machine; and where nothing is known of
     * its process, or it works elsewhere because this workspace is a copy, one that has been silent for more than 30 seconds. A silent
     * process that lives (the machine slept, a step is long) is left alone. A heartbeat from the future (the clock was set back) says
     * nothing, so the process decides then too.
     *
     * @return the runs that were marked
     */
    public List<RunInfo> markInterrupted() { return store.readOnly() ? List.of() : processes.markLost(this); }

    /** Whether the process that works on a run lives, and works on it here: not in the workspace that this one is a copy of. */
    public boolean processLives(RunInfo run) { return processes.live(this, run); }

    /**
     * Whether a program of this person took the run up, here and with the process that the run names. Where it did not, that process is
     * somebody else's or none, and nothing may be done to it.
     */
    public boolean processIsOurs(RunInfo run) { return processes.ours(this, run); }

    RunProcesses processes() { return processes; }

    /** Forgets metrics and samples of steps after {@code step}, and sets the run's step back. */
    public void rewind(String id, int step) { rewind(id, step, Instant.ofEpochMilli(Long.MAX_VALUE)); }

    /**
     * Forgets metrics and samples of steps after {@code step} and metrics of that step that came after {@code upTo}, and sets the run's
     * step back: what a resume from a checkpoint of that step and time does first, so that nothing is there twice.
     */
    public void rewind(String id, int step, Instant upTo) {
        store.change(connection -> {
            RunRows.known(connection, id);
            RunRecords.rewind(connection, id, step, upTo.toEpochMilli());
            RunRows.update(connection, "UPDATE run SET step = min(step, ?) WHERE id = ?", List.of(Math.max(0, step), id));
        });
    }

    /** Gives a new run the metrics and samples of another up to a checkpoint of it: what a branch begins with. */
    public void copyRecords(String from, String to, int step, Instant upTo) {
        store.change(connection -> {
            RunInfo origin = RunRows.known(connection, from);
            RunRows.known(connection, to);
            RunRecords.copy(connection, from, to, step, upTo.toEpochMilli());
            RunRows.update(connection, "UPDATE run SET step = ?, total_steps = ? WHERE id = ?", List.of(step, origin.totalSteps(), to));
        });
    }

    /** The runs that wait for their device. */
    public RunQueue waiting() { return new RunQueue(this); }

    /** The runs that were thrown away. */
    public RunTrash trash() { return new RunTrash(this); }

    WorkspaceFolder folders() { return folder; }

    /** Changes what a person says of a run. */
    public RunInfo mark(String id, UnaryOperator<RunAnnotations> change) {
        return store.write(connection -> {
            RunAnnotations now = change.apply(RunRows.known(connection, id).marks());
            RunRows.update(connection, "UPDATE run SET starred = ?, tags = ?, note = ? WHERE id = ?",
                    List.of(now.starred() ? 1 : 0, JdbcValues.json(now.tags()), now.note(), id));
            return RunRows.known(connection, id);
        });
    }

    /**
     * Forgets a run at rest or in the queue and deletes its folder; the model it made stays. @throws UserInputException when it is running
     */
    public void delete(String id) {
        store.change(connection -> {
            RunInfo run = RunRows.known(connection, id);
            if (run.state() == RunState.RUNNING) {
                throw new UserInputException("The run \"" + run.name() + "\" (" + id + ") is running. Nothing was deleted. Stop it first.");
            }
            RunRows.update(connection, "DELETE FROM run WHERE id = ?", List.of(id));
        });
        Folders.delete(folder.runEntry(id));
    }

    /** In the order in which they first came. */
    public List<String> metricNames(String id) { return store.read(connection -> RunRecords.metricNames(connection, id)); }

    /** The points of one curve behind {@code afterRow} (0 for all), in the order in which they came. */
    public List<MetricPoint> metrics(String id, String name, long afterRow) {
        return store.read(connection -> RunRecords.metrics(connection, id, name, afterRow));
    }

    /**
     * The next points of one curve behind {@code afterRow} (0 for the first), as columns.
     *
     * @param most points at once; fewer come where there are no more
     */
    public MetricBlock metricBlock(String id, String name, long afterRow, int most) {
        return store.read(connection -> RunRecords.block(connection, id, name, afterRow, most));
    }

    /** The last row that each curve was given, in the order of {@link #metricNames}: whether there is something new without reading it. */
    public Map<String, Long> lastRows(String id) { return store.read(connection -> RunRecords.lastRows(connection, id)); }

    /** The newest point of each curve, by the metric's name, in the order of {@link #metricNames}. */
    public Map<String, MetricPoint> latestMetrics(String id) { return store.read(connection -> RunRecords.latest(connection, id)); }

    /** A curve in one line; empty when the run has none of this name. @param last points that the mean is over */
    public Optional<MetricSummary> summary(String id, String name, int last) {
        return store.read(connection -> RunRecords.summary(connection, id, name, last));
    }

    /** Samples behind {@code afterRow} (0 for all), in the order in which they came; answers to fixed prompts are not among them. */
    public List<StoredSample> samples(String id, long afterRow, int limit) {
        return store.read(connection -> RunRecords.samples(store, connection, id, afterRow, limit));
    }

    /**
     * Samples of the steps {@code fromStep} to {@code toStep}, both included: the responses behind
     * a point of a curve; without fixed prompts.
     */
    public List<StoredSample> samplesAt(String id, int fromStep, int toStep) {
        return store.read(connection -> RunRecords.samples(store, connection, id, fromStep, toStep));
    }

    /** The steps that have samples, rising; those of fixed prompts alone do not count. */
    public int[] sampledSteps(String id) { return store.read(connection -> RunRecords.sampledSteps(connection, id)); }

    /** Answers to the run's fixed prompts behind {@code afterRow} (0 for all), in the order in which they came. */
    public List<StoredSample> promptAnswers(String id, long afterRow, int limit) {
        return store.read(connection -> RunRecords.answers(store, connection, id, afterRow, limit));
    }

    /** What people wrote at steps of runs. */
    public StepNotes notes() { return new StepNotes(this); }

    /** What the run said behind {@code afterRow} (0 for all). */
    public List<RunEvent> events(String id, long afterRow) {
        return store.read(connection -> RunRecords.events(store, connection, id, afterRow));
    }

    Store store() { return store; }

    Clock clock() { return clock; }
}
