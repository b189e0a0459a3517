package org.empathyworkbench.workspace;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.empathyworkbench.dialogue.BadInput;

/**
 * The runs of a workspace. The window makes a run and asks it to stop; the process that works on it says all else.
 *
 * <p>Life of a run: {@link #create} - {@link #started} - {@link #finished}, {@link #stopped} or {@link #failed}; a run whose process
 * vanished becomes {@link RunState#INTERRUPTED} by {@link #markInterrupted}. A run at rest that has not finished may be started again.
 */
public final class Runs {
    /** A process that has been silent for longer and does not live any more is taken for dead. */
    static final Duration SILENCE = Duration.ofSeconds(30);
    private static final DateTimeFormatter ID_TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Store store;
    private final Path folder;
    private final Clock clock;
    private final Processes processes;

    Runs(Store store, Path folder, Clock clock, Processes processes) {
        this.store = store;
        this.folder = folder;
        this.clock = clock;
        this.processes = processes;
    }

    /** Stores a run that waits for a process. */
    public RunInfo create(NewRun run) {
        long now = clock.millis();
        String id = ID_TIME.format(Instant.ofEpochMilli(now)) + "-" + UUID.randomUUID().toString().substring(0, 8);
        return store.write(connection -> {
            update(connection, "INSERT INTO run (id, name, kind, preset, recipe, state, created_at) VALUES (?, ?, ?, ?, ?, 'queued', ?)",
                    List.of(id, run.name(), run.kind().key(), run.preset(), run.recipe(), now));
            return known(connection, id);
        });
    }

    /** {@code runs/<id>}: recipe, checkpoints and log of the run. The folder may not be there yet. */
    public Path folder(String id) { return folder.resolve(id); }

    /** Newest first. */
    public List<RunInfo> list() {
        return store.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT * FROM run ORDER BY created_at DESC, id DESC");
                 ResultSet row = query.executeQuery()) {
                List<RunInfo> list = new ArrayList<>();
                while (row.next()) list.add(info(row));
                return list;
            }
        });
    }

    public Optional<RunInfo> find(String id) { return store.read(connection -> find(connection, id)); }

    /**
     * A process takes the run up, for the first time or again. Exactly one process succeeds. A run that was stopped while it waited for
     * its process is not taken up until it is {@linkplain #queueAgain put back}: the process may have been on its way already.
     *
     * @throws BadInput when the run is unknown, runs already, has finished, or was stopped before it began
     */
    public RunInfo started(String id, long pid) {
        long now = clock.millis();
        return store.write(connection -> {
            if (update(connection, "UPDATE run SET state = 'running', pid = ?, started_at = ?, heartbeat_at = ?, finished_at = NULL, message = '', "
                    + "stop_requested = 0 WHERE id = ? AND state NOT IN ('running', 'finished') AND stop_requested = 0", List.of(pid, now, now, id)) == 0) {
                throw notStarted(known(connection, id));
            }
            return known(connection, id);
        });
    }

    private static BadInput notStarted(RunInfo run) {
        String head = "The run \"" + run.name() + "\" (" + run.id() + ") ";
        return new BadInput(head + switch (run.state()) {
            case FINISHED -> "has finished. Nothing was changed. Start a new run from its recipe.";
            case RUNNING -> "is being worked on by process " + run.pid() + ". Nothing was changed. Wait for it, or stop it.";
            default -> "was stopped before it began. Nothing was changed. Resume it, or start a new run from its recipe.";
        });
    }

    /** Puts a run that has come to rest without finishing back into the queue, for a process to take up. @throws BadInput when it cannot be */
    public RunInfo queueAgain(String id) {
        return store.write(connection -> {
            if (update(connection, "UPDATE run SET state = 'queued', stop_requested = 0, message = '', finished_at = NULL WHERE id = ? "
                    + "AND state NOT IN ('running', 'finished')", List.of(id)) == 0) {
                throw notStarted(known(connection, id));
            }
            return known(connection, id);
        });
    }

    /** The run came to its end. @param model the model it made, empty when none */
    public void finished(String id, String model) { rest(id, RunState.FINISHED, "", model); }

    /** The run stopped because a person asked it to. */
    public void stopped(String id, String message) { rest(id, RunState.STOPPED, message, ""); }

    /** As {@link #stopped(String, String)}, with the model that was made of what there was. */
    public void stopped(String id, String message, String model) { rest(id, RunState.STOPPED, message, model); }

    /** The run's process is known to have ended without a word. A run that another process has taken up, or that rests, is left as it is. */
    public void interrupted(String id, long pid, String sentence) {
        store.change(connection -> {
            known(connection, id);
            update(connection, "UPDATE run SET state = 'interrupted', finished_at = ?, stop_requested = 0, message = ? WHERE id = ? AND state = 'running' "
                    + "AND pid = ?", List.of(clock.millis(), sentence, id, pid));
        });
    }

    /** The run could not go on. @param sentence what happened, what is safe, what to do */
    public void failed(String id, String sentence) { rest(id, RunState.FAILED, sentence, ""); }

    private void rest(String id, RunState state, String message, String model) {
        long now = clock.millis();
        store.change(connection -> {
            if (update(connection, "UPDATE run SET state = ?, message = ?, model = CASE WHEN ? = '' THEN model ELSE ? END, finished_at = ?, "
                    + "heartbeat_at = ?, stop_requested = 0 WHERE id = ?", List.of(state.key(), message, model, model, now, now, id)) == 0) {
                known(connection, id);
            }
        });
    }

    /**
     * Asks a run to stop. A running one sees it within a second and comes to rest by itself; one that waits for a process comes to rest
     * at once. A run at rest is left as it is.
     */
    public void requestStop(String id) {
        store.change(connection -> {
            known(connection, id);
            update(connection, "UPDATE run SET state = 'stopped', stop_requested = 1, finished_at = ?, message = 'Stopped before it began.' WHERE id = ? "
                    + "AND state = 'queued'", List.of(clock.millis(), id));
            update(connection, "UPDATE run SET stop_requested = 1 WHERE id = ? AND state = 'running'", List.of(id));
        });
    }

    /** Says that the run's process is alive. A journal does this by itself. */
    public void heartbeat(String id) { store.change(connection -> beat(connection, id, clock.millis())); }

    static void beat(Connection connection, String id, long now) throws SQLException {
        update(connection, "UPDATE run SET heartbeat_at = ? WHERE id = ?", List.of(now, id));
    }

    static void progress(Connection connection, String id, int step, int totalSteps) throws SQLException {
        update(connection, "UPDATE run SET step = max(step, ?), total_steps = CASE WHEN ? > 0 THEN ? ELSE total_steps END WHERE id = ?",
                List.of(step, totalSteps, totalSteps, id));
    }

    boolean stopRequested(String id) { return find(id).map(RunInfo::stopRequested).orElse(true); }

    /**
     * Marks every run as {@link RunState#INTERRUPTED} that has been silent for more than 30 seconds and whose process does not live.
     * A silent process that lives (the machine slept, a step is long) is left alone.
     *
     * @return the runs that were marked
     */
    public List<RunInfo> markInterrupted() {
        Instant before = clock.instant().minus(SILENCE);
        List<RunInfo> lost = list().stream().filter(run -> run.state() == RunState.RUNNING && run.heartbeatAt().isBefore(before)
                && !processes.alive(run.pid(), run.heartbeatAt())).toList();
        if (lost.isEmpty()) return List.of();
        return store.write(connection -> {
            List<RunInfo> marked = new ArrayList<>();
            for (RunInfo run : lost) {
                // Its process may have been heard of since the list was read: then the heartbeat is another and nothing is changed.
                if (update(connection, "UPDATE run SET state = 'interrupted', finished_at = heartbeat_at, stop_requested = 0, message = ? "
                        + "WHERE id = ? AND state = 'running' AND heartbeat_at = ?", List.of("The run's process ended without a word. What it had "
                        + "saved is safe. Resume the run to go on from its last checkpoint.", run.id(), run.heartbeatAt().toEpochMilli())) > 0) {
                    marked.add(known(connection, run.id()));
                }
            }
            return marked;
        });
    }

    /**
     * Forgets metrics and samples of steps after {@code step}, and sets the run's step back: what a resume from a checkpoint of that step
     * does first, so that no step is there twice.
     */
    public void rewind(String id, int step) {
        store.change(connection -> {
            known(connection, id);
            RunRecords.rewind(connection, id, step);
            update(connection, "UPDATE run SET step = min(step, ?) WHERE id = ?", List.of(step, id));
        });
    }

    /** Forgets a run at rest or in the queue and deletes its folder; the model it made stays. @throws BadInput when it is running */
    public void delete(String id) {
        store.change(connection -> {
            RunInfo run = known(connection, id);
            if (run.state() == RunState.RUNNING) {
                throw new BadInput("The run \"" + run.name() + "\" (" + id + ") is running. Nothing was deleted. Stop it first.");
            }
            update(connection, "DELETE FROM run WHERE id = ?", List.of(id));
        });
        Folders.delete(folder(id));
    }

    /** In the order in which they first came. */
    public List<String> metricNames(String id) { return store.read(connection -> RunRecords.metricNames(connection, id)); }

    /** The points of one curve behind {@code afterRow} (0 for all), in the order in which they came. */
    public List<MetricPoint> metrics(String id, String name, long afterRow) {
        return store.read(connection -> RunRecords.metrics(connection, id, name, afterRow));
    }

    /** The newest point of each curve, by the metric's name, in the order of {@link #metricNames}. */
    public Map<String, MetricPoint> latestMetrics(String id) { return store.read(connection -> RunRecords.latest(connection, id)); }

    /** Samples behind {@code afterRow} (0 for all), in the order in which they came. */
    public List<StoredSample> samples(String id, long afterRow, int limit) {
        return store.read(connection -> RunRecords.samples(connection, id, afterRow, limit));
    }

    /** Samples of the steps {@code fromStep} to {@code toStep}, both included: the responses behind a point of a curve. */
    public List<StoredSample> samplesAt(String id, int fromStep, int toStep) {
        return store.read(connection -> RunRecords.samples(connection, id, fromStep, toStep));
    }

    /** What the run said behind {@code afterRow} (0 for all). */
    public List<RunEvent> events(String id, long afterRow) { return store.read(connection -> RunRecords.events(connection, id, afterRow)); }

    Store store() { return store; }

    Clock clock() { return clock; }

    private static int update(Connection connection, String sql, List<?> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Columns.bindAll(statement, values);
            return statement.executeUpdate();
        }
    }

    private static Optional<RunInfo> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM run WHERE id = ?")) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(info(row)) : Optional.empty();
            }
        }
    }

    private static RunInfo known(Connection connection, String id) throws SQLException {
        return find(connection, id).orElseThrow(() -> new BadInput("The workspace has no run \"" + id + "\". Nothing was changed. Look at the "
                + "list of runs for its id."));
    }

    private static RunInfo info(ResultSet row) throws SQLException {
        return new RunInfo(row.getString("id"), row.getString("name"), RunKind.ofKey(row.getString("kind")), row.getString("preset"),
                row.getString("recipe"), RunState.ofKey(row.getString("state")), row.getLong("pid"), Columns.instant(row, "created_at"),
                Columns.instant(row, "started_at"), Columns.instant(row, "finished_at"), Columns.instant(row, "heartbeat_at"), row.getInt("step"),
                row.getInt("total_steps"), row.getString("message"), row.getString("model"), row.getInt("stop_requested") != 0);
    }
}
