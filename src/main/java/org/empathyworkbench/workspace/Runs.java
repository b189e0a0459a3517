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
 * The runs of a workspace. The window creates runs and requests stops; the run's process updates everything else.
 *
 * <p>Life cycle of a run: {@link #create} - {@link #started} - {@link #finished}, {@link #paused}, {@link #stopped} or {@link #failed}; a
 * run whose process died becomes {@link RunState#INTERRUPTED} by {@link #markInterrupted}. A run at rest that has not finished may be
 * started again.
 */
public final class Runs {
    /** Duration of all sessions, with the current one ending at the parameter. */
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

    /** Stores a queued run. */
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
     * {@code runs/<id>}: recipe, checkpoints and log of the run; need not exist yet.
     *
     * @throws UserInputException if the id is invalid, or the folder is a link
     */
    public Path folder(String id) { return folder.run(id); }

    /**
     * A file of {@link #folder}, which need not exist.
     *
     * @throws UserInputException if it is outside, or reached by a link
     */
    public Path file(String id, String name) { return folder.inRun(id, name); }

    /** Another number after every change of the workspace's database: while it is the same, nothing new is to be read of any run. */
    public long version() { return store.version(); }

    /** Newest first, without those in the trash. */
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
     * Marks the run as started or resumed by a process. Exactly one process succeeds. A run that was stopped while it waited for its
     * process is not started until it is {@linkplain #queueAgain queued again}: the process may already have been launched.
     *
     * @throws UserInputException if the run is unknown, is running, has finished, or was stopped before it started
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
            case RUNNING -> "is being run by process " + run.pid() + ". Nothing was changed. Wait for it, or stop it.";
            case PAUSED -> "was paused before it started. Nothing was changed. Resume it.";
            default -> "was stopped before it started. Nothing was changed. Resume it, or start a new run from its recipe.";
        });
    }

    /**
     * Queues an unfinished run at rest again.
     *
     * @throws UserInputException if that is not possible
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

    /**
     * Marks the run finished.
     *
     * @param model its model, empty if none
     */
    public void finished(String id, String model) { rest(id, RunState.FINISHED, "", model); }

    /** Marks the run stopped by the user. */
    public void stopped(String id, String message) { rest(id, RunState.STOPPED, message, ""); }

    /** As {@link #stopped(String, String)}, with the partial model. */
    public void stopped(String id, String message, String model) { rest(id, RunState.STOPPED, message, model); }

    /** Marks the run paused by the user. */
    public void paused(String id, String message) { rest(id, RunState.PAUSED, message, ""); }

    /**
     * Marks a run stopped whose process is about to be killed, so that later updates of the process have no effect.
     *
     * @return whether the process was still running it
     */
    public boolean stoppedAtOnce(String id, long pid, String message) {
        return store.write(connection -> {
            RunRows.known(connection, id);
            return RunRows.update(connection, "UPDATE run SET state = 'stopped', finished_at = ?, worked = "
                    + WORKED + ", stop_requested = 0, pause_requested = 0, message = ? "
                    + "WHERE id = ? AND state = 'running' AND pid = ?", List.of(clock.millis(), clock.millis(), message, id, pid)) > 0;
        });
    }

    /** Marks a run interrupted whose process is known to have died. A run at rest, or resumed by another process, is not changed. */
    public void interrupted(String id, long pid, String sentence) {
        store.change(connection -> {
            RunRows.known(connection, id);
            RunRows.update(connection, "UPDATE run SET state = 'interrupted', finished_at = ?, worked = "
                    + WORKED + ", stop_requested = 0, pause_requested = 0, message = ? "
                    + "WHERE id = ? AND state = 'running' AND pid = ?", List.of(clock.millis(), clock.millis(), sentence, id, pid));
        });
    }

    /**
     * Marks the run failed.
     *
     * @param sentence what happened, what is safe, what to do
     */
    public void failed(String id, String sentence) { rest(id, RunState.FAILED, sentence, ""); }

    /** As above, with the partial model. */
    public void failed(String id, String sentence, String model) { rest(id, RunState.FAILED, sentence, model); }

    /**
     * Marks the run ended.
     *
     * @param outcome state, message and model; the model may be empty
     */
    public void ended(String id, RunOutcome outcome) { rest(id, outcome.state(), outcome.message(), outcome.model()); }

    /**
     * Writes the end of a run to a file if it cannot be stored in the database; {@link #takeIn} imports it later.
     *
     * @throws IOException if the run's folder is missing, or cannot be written
     */
    public void keep(String id, RunOutcome outcome) throws IOException { outcome.write(file(id, RunOutcome.FILE)); }

    /** Imports ends of runs that were written to files. An unusable file is reported and not changed. */
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
                        + " was imported and could not be deleted: " + FileFault.words(left) + ".");
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
     * Requests a stop. A running run sees it within a second and ends by itself; a queued one is stopped at once. A run at rest is not
     * changed.
     */
    public void requestStop(String id) {
        store.change(connection -> {
            RunRows.known(connection, id);
            RunRows.update(connection, "UPDATE run SET state = 'stopped', stop_requested = 1, finished_at = ?, queue_place = "
                    + "NULL, message = 'Stopped before it started.' WHERE id = ? AND state = 'queued'", List.of(clock.millis(), id));
            RunRows.update(connection, "UPDATE run SET stop_requested = 1 WHERE id = ? AND state = 'running'", List.of(id));
        });
    }

    /**
     * Requests a pause. A running run saves a checkpoint and pauses by itself; a queued one is paused at once. A run at rest is not
     * changed.
     */
    public void requestPause(String id) {
        store.change(connection -> {
            RunRows.known(connection, id);
            RunRows.update(connection, "UPDATE run SET state = 'paused', pause_requested = 1, finished_at = ?, queue_place = "
                    + "NULL, message = 'Paused before it started.' WHERE id = ? AND state = 'queued'", List.of(clock.millis(), id));
            RunRows.update(connection, "UPDATE run SET pause_requested = 1 WHERE id = ? AND state = 'running'", List.of(id));
        });
    }

    /**
     * Requests a checkpoint after the current step.
     *
     * @throws UserInputException if it is not running
     */
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

    /** Heartbeat of the run's process. A journal does this automatically. */
    public void heartbeat(String id) { store.change(connection -> RunRows.beat(connection, id, clock.millis())); }

    /** The user's requests to a run. */
    record Requests(boolean stop, boolean pause, long checkpoints) { }

    /** A deleted run must stop. */
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
     * Marks every run as {@link RunState#INTERRUPTED} whose process is known to have died on this machine; if the process's state is
     * unknown, or it runs elsewhere because this workspace is a copy, after 30 seconds without a heartbeat. A live process without
     * heartbeats (sleep, a long step) is not affected. A heartbeat from the future (clock change) is ignored.
     *
     * @return the runs that were marked
     */
    public List<RunInfo> markInterrupted() { return store.readOnly() ? List.of() : processes.markLost(this); }

    /** Whether the run's process is alive and works on this workspace, not on the one that this is a copy of. */
    public boolean processLives(RunInfo run) { return processes.live(this, run); }

    /**
     * Whether this user's program started the run on this computer with the recorded process. Otherwise that process must not be touched.
     */
    public boolean processIsOurs(RunInfo run) { return processes.ours(this, run); }

    RunProcesses processes() { return processes; }

    /** Deletes metrics and samples of steps after {@code step}, and resets the run's step. */
    public void rewind(String id, int step) { rewind(id, step, Instant.ofEpochMilli(Long.MAX_VALUE)); }

    /**
     * Deletes metrics and samples of steps after {@code step} and metrics of that step later than {@code upTo}, and resets the run's step:
     * done first by a resume from a checkpoint of that step and time, so that nothing is duplicated.
     */
    public void rewind(String id, int step, Instant upTo) {
        store.change(connection -> {
            RunRows.known(connection, id);
            RunRecords.rewind(connection, id, step, upTo.toEpochMilli());
            RunRows.update(connection, "UPDATE run SET step = min(step, ?) WHERE id = ?", List.of(Math.max(0, step), id));
        });
    }

    /** Copies metrics and samples of another run up to a checkpoint into a new run: the start of a branch. */
    public void copyRecords(String from, String to, int step, Instant upTo) {
        store.change(connection -> {
            RunInfo origin = RunRows.known(connection, from);
            RunRows.known(connection, to);
            RunRecords.copy(connection, from, to, step, upTo.toEpochMilli());
            RunRows.update(connection, "UPDATE run SET step = ?, total_steps = ? WHERE id = ?", List.of(step, origin.totalSteps(), to));
        });
    }

    /** The queue. */
    public RunQueue waiting() { return new RunQueue(this); }

    /** The trash. */
    public RunTrash trash() { return new RunTrash(this); }

    WorkspaceFolder folders() { return folder; }

    /** Changes the user's annotations of a run. */
    public RunInfo mark(String id, UnaryOperator<RunAnnotations> change) {
        return store.write(connection -> {
            RunAnnotations now = change.apply(RunRows.known(connection, id).marks());
            RunRows.update(connection, "UPDATE run SET starred = ?, tags = ?, note = ? WHERE id = ?",
                    List.of(now.starred() ? 1 : 0, JdbcValues.json(now.tags()), now.note(), id));
            return RunRows.known(connection, id);
        });
    }

    /**
     * Deletes a run at rest or in the queue with its folder; its model is kept.
     *
     * @throws UserInputException if it is running
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

    /** In order of first occurrence. */
    public List<String> metricNames(String id) { return store.read(connection -> RunRecords.metricNames(connection, id)); }

    /** The points of one curve after {@code afterRow} (0 for all), in order. */
    public List<MetricPoint> metrics(String id, String name, long afterRow) {
        return store.read(connection -> RunRecords.metrics(connection, id, name, afterRow));
    }

    /**
     * The next points of one curve after {@code afterRow} (0 for the first), as columns.
     *
     * @param most maximum number of points
     */
    public MetricBlock metricBlock(String id, String name, long afterRow, int most) {
        return store.read(connection -> RunRecords.block(connection, id, name, afterRow, most));
    }

    /** The last row of each curve, in the order of {@link #metricNames}: for cheap polling. */
    public Map<String, Long> lastRows(String id) { return store.read(connection -> RunRecords.lastRows(connection, id)); }

    /** The newest point of each curve, by the metric's name, in the order of {@link #metricNames}. */
    public Map<String, MetricPoint> latestMetrics(String id) { return store.read(connection -> RunRecords.latest(connection, id)); }

    /**
     * Summary of a curve; empty if the run has none of this name.
     *
     * @param last points that the mean is over
     */
    public Optional<MetricSummary> summary(String id, String name, int last) {
        return store.read(connection -> RunRecords.summary(connection, id, name, last));
    }

    /** Samples after {@code afterRow} (0 for all), in order, without answers to fixed prompts. */
    public List<StoredSample> samples(String id, long afterRow, int limit) {
        return store.read(connection -> RunRecords.samples(store, connection, id, afterRow, limit));
    }

    /** Samples of the steps {@code fromStep} to {@code toStep}, inclusive, without fixed prompts. */
    public List<StoredSample> samplesAt(String id, int fromStep, int toStep) {
        return store.read(connection -> RunRecords.samples(store, connection, id, fromStep, toStep));
    }

    /** The steps that have samples, ascending, without fixed prompts. */
    public int[] sampledSteps(String id) { return store.read(connection -> RunRecords.sampledSteps(connection, id)); }

    /** Answers to the run's fixed prompts after {@code afterRow} (0 for all), in order. */
    public List<StoredSample> promptAnswers(String id, long afterRow, int limit) {
        return store.read(connection -> RunRecords.answers(store, connection, id, afterRow, limit));
    }

    /** The users' notes at steps of runs. */
    public StepNotes notes() { return new StepNotes(this); }

    /** The run's messages after {@code afterRow} (0 for all). */
    public List<RunEvent> events(String id, long afterRow) {
        return store.read(connection -> RunRecords.events(store, connection, id, afterRow));
    }

    Store store() { return store; }

    Clock clock() { return clock; }
}
