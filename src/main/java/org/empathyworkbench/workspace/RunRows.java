package org.empathyworkbench.workspace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.empathyworkbench.dialogue.BadInput;

/** The rows of the table {@code run}: found, read, and changed inside a transaction that somebody else began. */
final class RunRows {
    private RunRows() { }

    static int update(Connection connection, String sql, List<?> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Columns.bindAll(statement, values);
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
        return find(connection, id).orElseThrow(() -> new BadInput("The workspace has no run \"" + id + "\". Nothing was changed. Look at the "
                + "list of runs for its id."));
    }

    static RunInfo info(ResultSet row) throws SQLException {
        return new RunInfo(row.getString("id"), row.getString("name"), RunKind.ofKey(row.getString("kind")), row.getString("preset"),
                row.getString("recipe"), RunState.ofKey(row.getString("state")), row.getLong("pid"), Columns.instant(row, "created_at"),
                Columns.instant(row, "started_at"), Columns.instant(row, "finished_at"), Columns.instant(row, "heartbeat_at"), row.getInt("step"),
                row.getInt("total_steps"), row.getString("message"), row.getString("model"), row.getInt("stop_requested") != 0, row.getInt("pause_requested") != 0,
                row.getString("device"), row.getString("origin"), Duration.ofMillis(row.getLong("worked")), Columns.whole(row, "queue_place"), row.getString("place"),
                new RunMarks(row.getInt("starred") != 0, Columns.texts(row.getString("tags")), row.getString("note")), row.getString("sweep"), row.getInt("sweep_row"));
    }

    static void beat(Connection connection, String id, long now) throws SQLException {
        update(connection, "UPDATE run SET heartbeat_at = ? WHERE id = ?", List.of(now, id));
    }

    static void progress(Connection connection, String id, int step, int totalSteps) throws SQLException {
        update(connection, "UPDATE run SET step = max(step, ?), total_steps = CASE WHEN ? > 0 THEN ? ELSE total_steps END WHERE id = ?",
                List.of(step, totalSteps, totalSteps, id));
    }
}
