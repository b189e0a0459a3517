package org.empathyworkbench.workspace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.VisibleText;

/** Rows of the table {@code run}: queries, mapping, and updates within a caller's transaction. */
final class RunRows {
    private static final String WHAT = "run";
    /** Milliseconds of a century: upper bound of a run's duration. */
    private static final long LONGEST = 100L * 366 * 24 * 3600 * 1000;

    private RunRows() { }

    static int update(Connection connection, String sql, List<?> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            JdbcValues.bindAll(statement, values);
            return statement.executeUpdate();
        }
    }

    static Optional<RunInfo> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM run WHERE id = ? AND trashed_at IS NULL")) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(info(row)) : Optional.empty();
            }
        }
    }

    static RunInfo known(Connection connection, String id) throws SQLException {
        return find(connection, id).orElseThrow(() -> new UserInputException("The workspace has no run \""
                + VisibleText.line(id, 120) + "\". Nothing was changed. The list of runs shows its id."));
    }

    /** @throws DamagedRow if no version of this program writes such a row */
    static RunInfo info(ResultSet row) throws SQLException { return Rows.read(row, WHAT, "id", RunRows::whole); }

    /** @return the readable rows; the others are recorded as damaged */
    static List<RunInfo> list(Store store, ResultSet rows) throws SQLException {
        return Rows.list(store, rows, WHAT, "id", RunRows::whole);
    }

    private static RunInfo whole(ResultSet row) throws SQLException {
        RunState state = RunState.ofKey(JdbcValues.text(row, "state"));
        return new RunInfo(Names.runId(row.getString("id")), JdbcValues.text(row, "name"),
                RunKind.ofKey(row.getString("kind")), JdbcValues.text(row, "preset"), JdbcValues.text(row, "recipe"), state,
                row.getObject("pid") == null ? 0 : JdbcValues.number(row, "pid", 0, Long.MAX_VALUE), JdbcValues.time(row, "created_at"),
                state == RunState.RUNNING ? JdbcValues.time(row, "started_at") : JdbcValues.instant(row, "started_at"),
                JdbcValues.instant(row, "finished_at"),
                state == RunState.RUNNING ? JdbcValues.time(row, "heartbeat_at") : JdbcValues.instant(row, "heartbeat_at"),
                JdbcValues.count(row, "step"), JdbcValues.count(row, "total_steps"), JdbcValues.text(row, "message"),
                model(row), row.getInt("stop_requested") != 0, row.getInt("pause_requested") != 0,
                JdbcValues.text(row, "device"), origin(row), Duration.ofMillis(JdbcValues.number(row, "worked", 0, LONGEST)),
                JdbcValues.whole(row, "queue_place"), JdbcValues.text(row, "place"),
                new RunAnnotations(row.getInt("starred") != 0, JdbcValues.texts(row.getString("tags")), JdbcValues.text(row, "note")),
                JdbcValues.text(row, "sweep"), JdbcValues.count(row, "sweep_row"));
    }

    private static String model(ResultSet row) throws SQLException {
        String model = JdbcValues.text(row, "model");
        return model.isEmpty() ? model : Names.checked(model, Models.WHAT);
    }

    /** {@code run@step}, empty for none. */
    private static String origin(ResultSet row) throws SQLException {
        String origin = JdbcValues.text(row, "origin");
        if (!origin.isEmpty()) RunOrigin.of(origin);
        return origin;
    }

    static void beat(Connection connection, String id, long now) throws SQLException {
        update(connection, "UPDATE run SET heartbeat_at = ? WHERE id = ?", List.of(now, id));
    }

    static void progress(Connection connection, String id, int step, int totalSteps) throws SQLException {
        update(connection, "UPDATE run SET step = max(step, ?), total_steps = CASE WHEN ? > 0 THEN ? ELSE total_steps END WHERE id = ?",
                List.of(step, totalSteps, totalSteps, id));
    }
}
