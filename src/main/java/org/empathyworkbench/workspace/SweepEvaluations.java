package org.empathyworkbench.workspace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.workspace.SweepEvaluationInfo.State;

/** State of the evaluations of sweeps: written by the process that runs one, read and stopped by any other. One at a time per sweep. */
public final class SweepEvaluations {
    private static final String GONE = "The process of the evaluation was killed or "
            + "crashed. What it had evaluated is kept. Evaluate again to continue from there.";

    /** Timestamps from the future are ignored. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private final Store store;
    private final Clock clock;
    private final ProcessLiveness processes;

    SweepEvaluations(Store store, Clock clock, ProcessLiveness processes) {
        this.store = store;
        this.clock = clock;
        this.processes = processes;
    }

    /** The latest of a sweep; interrupted if its process has died. */
    public Optional<SweepEvaluationInfo> find(String sweep) { return store.read(connection -> find(connection, sweep)); }

    private Optional<SweepEvaluationInfo> find(Connection connection, String sweep) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM sweep_evaluation WHERE sweep = ?")) {
            query.setString(1, sweep);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(Rows.read(row, "evaluation of the sweep", "sweep", this::info)) : Optional.empty();
            }
        }
    }

    private SweepEvaluationInfo info(ResultSet row) throws SQLException {
        State state = State.valueOf(JdbcValues.text(row, "state").toUpperCase(Locale.ROOT));
        boolean gone = state == State.RUNNING && (!processes.alive(row.getLong("pid"), JdbcValues.time(row, "seen_at"))
                || JdbcValues.time(row, "seen_at").isAfter(clock.instant().plus(AHEAD)));
        return new SweepEvaluationInfo(row.getString("asked"), gone ? State.INTERRUPTED : state, row.getLong("pid"),
                row.getDouble("fraction"), row.getString("what"), gone ? GONE : row.getString("message"),
                !gone && row.getInt("stop_requested") != 0, JdbcValues.time(row, "began_at"), JdbcValues.time(row, "seen_at"));
    }

    /**
     * Marks the evaluation of a sweep as started by a process.
     *
     * @throws UserInputException if there is no such sweep, or another process evaluates it
     */
    public void begin(String sweep, long pid) { begin(sweep, pid, Instant.MAX); }

    /**
     * The same by the launcher of a process.
     *
     * @param started time of the launch; what that process has written since is kept
     */
    public void begin(String sweep, long pid, Instant started) {
        long now = clock.millis();
        store.change(connection -> {
            if (find(connection, sweep).filter(one -> one.pid() == pid && !one.beganAt().isBefore(started)).isPresent()) return;
            Optional<SweepEvaluationInfo> latest = find(connection, sweep).filter(SweepEvaluationInfo::running);
            if (latest.isPresent() && latest.get().pid() == pid) return;
            if (latest.isPresent()) {
                throw new UserInputException("Process " + latest.get().pid() + " evaluates the models of the sweep \""
                        + sweep + "\" already. Nothing was started. Wait for its end, or stop it.");
            }
            RunRows.update(connection, "INSERT INTO sweep_evaluation (sweep, state, pid, fraction, what, message, "
                    + "began_at, seen_at) VALUES ((SELECT name FROM sweep WHERE name = ?), 'running', ?, 0, "
                    + "'Starting', '', ?, ?) ON CONFLICT (sweep) DO UPDATE SET state = 'running', pid = "
                    + "excluded.pid, fraction = 0, what = 'Starting', message = '', stop_requested = 0, "
                    + "began_at = excluded.began_at, seen_at = excluded.seen_at", List.of(sweep, pid, now, now));
        });
    }

    /** Sets the plan whose results the sweep's table shows. */
    public void asks(String sweep, long pid, String asked) { change(sweep, pid, "asked = ?", asked); }

    /**
     * Updates progress.
     *
     * @return whether to continue: false if a stop is requested, or the sweep was deleted
     */
    public boolean at(String sweep, long pid, double fraction, String what) {
        change(sweep, pid, "fraction = ?, what = ?", fraction, what);
        return find(sweep).filter(now -> now.pid() == pid && !now.stopRequested()).isPresent();
    }

    /**
     * Marks it ended.
     *
     * @param sentence result
     */
    public void rests(String sweep, long pid, State state, String sentence) {
        change(sweep, pid, "state = ?, message = ?, stop_requested = 0", state.name().toLowerCase(Locale.ROOT), sentence);
    }

    /** Requests a stop; finished results are kept. */
    public void requestStop(String sweep) {
        store.change(connection -> RunRows.update(connection,
                "UPDATE sweep_evaluation SET stop_requested = 1 WHERE sweep = ? AND state = 'running'", List.of(sweep)));
    }

    private void change(String sweep, long pid, String what, Object... values) {
        long now = clock.millis();
        store.change(connection -> {
            try (PreparedStatement update = connection.prepareStatement("UPDATE sweep_evaluation SET "
                    + what + ", seen_at = ? WHERE sweep = ? AND pid = ? AND state = 'running'")) {
                for (int i = 0; i < values.length; i++) update.setObject(i + 1, values[i]);
                update.setLong(values.length + 1, now);
                update.setString(values.length + 2, sweep);
                update.setLong(values.length + 3, pid);
                update.executeUpdate();
            }
        });
    }
}
