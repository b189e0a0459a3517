package org.empathyworkbench.workspace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The queue of runs that wait for a free device, in an order that the user can change. Any process may poll for the next run; a turn is
 * given to one process only. If the process of a launched run does not start it within a minute, the run waits again.
 */
public final class RunQueue {
    private static final Duration WAY = Duration.ofMinutes(1);

    private final Runs runs;

    RunQueue(Runs runs) { this.runs = runs; }

    /** In queue order. */
    public List<RunInfo> list() { return runs.store().read(this::list); }

    private List<RunInfo> list(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM run WHERE "
                + "state = 'queued' AND queue_place IS NOT NULL ORDER BY queue_place, id");
             ResultSet row = query.executeQuery()) {
            return RunRows.list(runs.store(), row);
        }
    }

    /** Appends a run to the queue. */
    public void addLast(String id) { add(id, "(SELECT coalesce(max(queue_place), 0) + 1 FROM run)"); }

    /**
     * Queued runs that this user did not queue here: they were copied with the workspace. They are not started until the user queues them
     * ({@link #addLast}).
     */
    public List<RunInfo> fromElsewhere() {
        return runs.store().read(connection -> {
            Map<String, String> proofs = proofs(connection);
            return list(connection).stream().filter(run -> !queuedHere(run, proofs)).toList();
        });
    }

    private boolean queuedHere(RunInfo run, Map<String, String> proofs) {
        return runs.processes().queuedHere(run, proofs.getOrDefault(run.id(), ""));
    }

    private static Map<String, String> proofs(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT id, queued_by FROM run WHERE state = 'queued'");
                ResultSet row = query.executeQuery()) {
            Map<String, String> proofs = new HashMap<>();
            while (row.next()) proofs.put(row.getString(1), String.valueOf(row.getString(2)));
            return proofs;
        }
    }

    /** Inserts a run at the front: one that had its turn before. */
    public void addFirst(String id) { add(id, "(SELECT coalesce(min(queue_place), 0) - 1 FROM run)"); }

    private void add(String id, String place) {
        runs.store().change(connection -> {
            RunInfo run = RunRows.known(connection, id);
            RunRows.update(connection,
                    "UPDATE run SET queue_place = " + place + ", launched_at = NULL, queued_by = ? WHERE id = ? AND state = 'queued'",
                    List.of(runs.processes().queueProof(run), id));
        });
    }

    /** Moves a run up (-1, -2...) or down in the queue; stops at the ends. */
    public void move(String id, int by) {
        runs.store().change(connection -> {
            RunRows.known(connection, id);
            List<String> order = new ArrayList<>(list(connection).stream().map(RunInfo::id).toList());
            int from = order.indexOf(id);
            if (from < 0) return;
            order.remove(from);
            order.add(Math.max(0, Math.min(order.size(), from + by)), id);
            for (int i = 0; i < order.size(); i++)
                RunRows.update(connection, "UPDATE run SET queue_place = ? WHERE id = ?", List.of(i + 1, order.get(i)));
        });
    }

    /**
     * Takes the runs whose turn it is, one per free device; the caller starts a process for each. Runs {@linkplain #fromElsewhere from
     * elsewhere} have no turn.
     *
     * @return usually none or one
     */
    public List<RunInfo> take() {
        if (runs.store().readOnly() || list().isEmpty()) return List.of();             // most polls find nothing and need no write lock
        long now = runs.clock().millis();
        return runs.store().write(connection -> {
            Set<String> busy = busy(connection, now);
            Map<String, String> proofs = proofs(connection);
            List<RunInfo> taken = new ArrayList<>();
            for (RunInfo run : list(connection)) {
                if (!queuedHere(run, proofs) || !busy.add(run.device())) continue;
                RunRows.update(connection, "UPDATE run SET launched_at = ? WHERE id = ?", List.of(now, run.id()));
                taken.add(run);
            }
            return taken;
        });
    }

    /** Devices in use by a run, or by one just launched. */
    private static Set<String> busy(Connection connection, long now) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT DISTINCT device FROM "
                + "run WHERE state = 'running' OR state = 'queued' AND abs(? - launched_at) < ?")) {
            query.setLong(1, now);
            query.setLong(2, WAY.toMillis());
            try (ResultSet row = query.executeQuery()) {
                Set<String> busy = new HashSet<>();
                while (row.next()) busy.add(row.getString(1));
                return busy;
            }
        }
    }
}
