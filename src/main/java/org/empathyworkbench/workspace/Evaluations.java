package org.empathyworkbench.workspace;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluations of runs' models on test contexts, stored with their runs. The key is the evaluation plan, with hashes of all inputs, and the
 * hash of the evaluated weights, so that no evaluation is repeated.
 */
public final class Evaluations {
    private final Store store;
    private final Clock clock;

    Evaluations(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Stores a report; replaces an older one of the same run and plan. */
    public void put(String run, String asked, String modelHash, String report) {
        store.change(connection -> {
            RunRows.known(connection, run);
            RunRows.update(connection, "INSERT OR REPLACE INTO evaluation (run, asked, model, report, at) VALUES (?, ?, ?, ?, ?)",
                    List.of(run, asked, modelHash, report, clock.millis()));
        });
    }

    /** The report of these weights, of any run; empty if not evaluated yet. */
    public Optional<String> find(String asked, String modelHash) {
        return store.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT report "
                    + "FROM evaluation WHERE model = ? AND asked = ? LIMIT 1")) {
                query.setString(1, modelHash);
                query.setString(2, asked);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    /** The reports of one plan for all evaluated runs of a sweep, by run id. */
    public Map<String, String> ofSweep(String sweep, String asked) {
        return store.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT e.run, e.report FROM run r "
                    + "JOIN evaluation e ON e.run = r.id WHERE r.sweep = ? COLLATE NOCASE AND e.asked = ?")) {
                query.setString(1, sweep);
                query.setString(2, asked);
                try (ResultSet row = query.executeQuery()) {
                    Map<String, String> reports = new HashMap<>();
                    while (row.next()) reports.put(row.getString(1), row.getString(2));
                    return reports;
                }
            }
        });
    }
}
