package org.empathyworkbench.workspace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The sweeps of a workspace: named groups of runs. The runs themselves are in {@link Runs}, and are kept when their sweep is deleted. */
public final class Sweeps {
    private static final String WHAT = "sweep";

    private final Store store;
    private final Clock clock;

    Sweeps(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** @throws org.empathyworkbench.dialogue.UserInputException if the name is taken or invalid */
    public SweepInfo create(String name, String plan) {
        Names.checked(name, WHAT);
        long now = clock.millis();
        return store.write(connection -> {
            if (find(connection, name).isPresent()) throw Names.taken(name, WHAT);
            RunRows.update(connection, "INSERT INTO sweep (name, plan, created_at) VALUES (?, ?, ?)", List.of(name, plan, now));
            return new SweepInfo(name, plan, Instant.ofEpochMilli(now));
        });
    }

    /**
     * Assigns a run to a sweep.
     *
     * @param row index of its settings in the sweep's plan, from 0
     */
    public void add(String name, String run, int row) {
        store.change(connection -> {
            String known = get(connection, name).name();
            RunRows.known(connection, run);
            RunRows.update(connection, "UPDATE run SET sweep = ?, sweep_row = ? WHERE id = ?", List.of(known, row, run));
        });
    }

    /** Newest first. */
    public List<SweepInfo> list() {
        return store.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT * FROM sweep ORDER BY created_at DESC, name");
                    ResultSet row = query.executeQuery()) {
                return Rows.list(store, row, WHAT, "name", Sweeps::whole);
            }
        });
    }

    public Optional<SweepInfo> find(String name) { return store.read(connection -> find(connection, name)); }

    /** @throws org.empathyworkbench.dialogue.UserInputException listing the existing sweeps if there is none of this name */
    public SweepInfo get(String name) { return store.read(connection -> get(connection, name)); }

    /** Its runs, row by row, without those in the trash. */
    public List<RunInfo> runs(String name) {
        return store.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT * FROM run WHERE sweep "
                    + "= ? COLLATE NOCASE AND trashed_at IS NULL ORDER BY sweep_row, created_at, id")) {
                query.setString(1, name);
                try (ResultSet row = query.executeQuery()) {
                    return RunRows.list(store, row);
                }
            }
        });
    }

    /** {@code base}, or the first of {@code base-2}, {@code base-3}... that is free. */
    public String freeName(String base) { return Names.free(base, name -> find(name).isPresent()); }

    /**
     * Deletes a sweep; its runs are kept as independent runs.
     *
     * @throws org.empathyworkbench.dialogue.UserInputException if there is no such sweep
     */
    public void delete(String name) {
        store.change(connection -> {
            String known = get(connection, name).name();
            RunRows.update(connection, "UPDATE run SET sweep = '', sweep_row = 0 WHERE sweep = ?", List.of(known));
            RunRows.update(connection, "DELETE FROM sweep WHERE name = ?", List.of(known));
        });
    }

    private static SweepInfo get(Connection connection, String name) throws SQLException {
        Optional<SweepInfo> sweep = find(connection, name);
        if (sweep.isPresent()) return sweep.get();
        throw Names.unknown(name, WHAT, Names.all(connection, "sweep"));
    }

    private static Optional<SweepInfo> find(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM sweep WHERE name = ?")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(info(row)) : Optional.empty();
            }
        }
    }

    private static SweepInfo info(ResultSet row) throws SQLException { return Rows.read(row, WHAT, "name", Sweeps::whole); }

    private static SweepInfo whole(ResultSet row) throws SQLException {
        return new SweepInfo(Names.checked(JdbcValues.text(row, "name"), WHAT),
                JdbcValues.text(row, "plan"), JdbcValues.time(row, "created_at"));
    }
}
