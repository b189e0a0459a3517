package org.empathyworkbench.workspace;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the models of runs are worth on test contexts, kept with their runs. The key is what was asked, with hashes of all that can change,
 * and the hash of the weights that answered: the same question to the same weights is never asked twice.
 */
public final class Evaluations {
    private final Store store;
    private final Clock clock;

    Evaluations(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Keeps a report; an older one of the same run to the same question is replaced. */
    public void put(String run, String asked, String modelHash, String report) {
        store.change(connection -> {
            RunRows.known(connection, run);
            RunRows.update(connection, "INSERT OR REPLACE INTO evaluation (run, asked, model, report, at) VALUES (?, ?, ?, ?, ?)",
                    List.of(run, asked, modelHash, report, clock.millis()));
        });
    }

    /** What these weights answered, whichever run they belong to; empty when they were not asked yet. */
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

    /** The reports to one question of all runs of a sweep that were asked it, by the run's id. */
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
