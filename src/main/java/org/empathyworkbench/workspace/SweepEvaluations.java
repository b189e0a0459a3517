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

/** How the evaluations of sweeps stand: written by the process that works on one, read and stopped by any other. One at a time a sweep. */
public final class SweepEvaluations {
    private static final String GONE = "The process of the evaluation was ended from outside or "
            + "crashed. What it had evaluated is kept. Evaluate again: it goes on from there.";

    /** A process that was heard of later than now was not heard of. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private final Store store;
    private final Clock clock;
    private final ProcessLiveness processes;

    SweepEvaluations(Store store, Clock clock, ProcessLiveness processes) {
        this.store = store;
        this.clock = clock;
        this.processes = processes;
    }

    /** The latest of a sweep; one whose process has vanished is said to be interrupted. */
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
     * A process takes the evaluation of a sweep up, or is said to have been started for it.
     *
     * @throws UserInputException when there is no such sweep, or another process evaluates it
     */
    public void begin(String sweep, long pid) { begin(sweep, pid, Instant.MAX); }

    /**
     * The same for a process that was started for it. @param started when; what that process has
     * said of itself since stays, its end above all
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

    /** From now on the sweep's table shows the answers to this question. */
    public void asks(String sweep, long pid, String asked) { change(sweep, pid, "asked = ?", asked); }

    /** How far it is. @return whether it is to go on: no when a person asked it to stop, or the sweep is gone */
    public boolean at(String sweep, long pid, double fraction, String what) {
        change(sweep, pid, "fraction = ?, what = ?", fraction, what);
        return find(sweep).filter(now -> now.pid() == pid && !now.stopRequested()).isPresent();
    }

    /** It has come to rest. @param sentence how it ended */
    public void rests(String sweep, long pid, State state, String sentence) {
        change(sweep, pid, "state = ?, message = ?, stop_requested = 0", state.name().toLowerCase(Locale.ROOT), sentence);
    }

    /** Asks the running evaluation to end; what it has evaluated by then is kept. */
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
