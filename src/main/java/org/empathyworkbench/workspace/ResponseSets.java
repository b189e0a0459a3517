package org.empathyworkbench.workspace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.UserInputException;

/** Responses of systems to contexts, imported for comparison with local models. */
public final class ResponseSets {
    private static final String WHAT = "set of responses";

    private final Store store;
    private final Clock clock;

    ResponseSets(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Stores one system's responses, in one transaction.
     *
     * @throws UserInputException if the name is taken or invalid, or there are none
     */
    public ResponseSetInfo add(String name, String system, String source, List<GivenResponse> responses) {
        return addAll(source, List.of(new Named(name, system, responses))).get(0);
    }

    /**
     * One system's responses with their new name.
     *
     * @param facts provenance, as in {@link ResponseSetInfo#facts()}
     */
    public record Named(String name, String system, Map<String, String> facts, List<GivenResponse> responses) {
        public Named { facts = Map.copyOf(facts); }

        /** Responses without provenance, such as a published file's. */
        public Named(String name, String system, List<GivenResponse> responses) { this(name, system, Map.of(), responses); }
    }

    /** Stores the systems of one file in one transaction. */
    public List<ResponseSetInfo> addAll(String source, List<Named> sets) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        for (Named set : sets) {
            Names.checked(set.name(), WHAT);
            if (set.responses().isEmpty()) {
                throw new UserInputException("There are no responses for \"" + set.name()
                        + "\". Nothing was stored. Choose a file that holds some.");
            }
        }
        return store.write(connection -> {
            List<ResponseSetInfo> added = new ArrayList<>();
            for (Named set : sets) {
                if (find(connection, set.name()).isPresent()) throw Names.taken(set.name(), WHAT);
                ResponseSetInfo info = new ResponseSetInfo(set.name(), set.system(), source, now, set.responses().size(), set.facts());
                insert(connection, info, set.responses());
                added.add(info);
            }
            return added;
        });
    }

    private static void insert(Connection connection, ResponseSetInfo info, List<GivenResponse> responses) throws SQLException {
        long id;
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO response_set (name, system, source, imported_at, responses, facts) VALUES (?, ?, ?, ?, ?, ?) RETURNING id")) {
            JdbcValues.bindAll(insert, List.of(info.name(), info.system(), info.source(),
                    info.importedAt().toEpochMilli(), info.responses(), JdbcValues.json(new TreeMap<>(info.facts()))));
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                id = row.getLong(1);
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO given_response (response_set, position, emotion, context, "
                + "reference, text, log_probability, tokens) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int position = 0; position < responses.size(); position++) {
                GivenResponse response = responses.get(position);
                JdbcValues.bindAll(insert, List.of(id, position, response.emotion(),
                        JdbcValues.json(response.context()), response.reference(), response.text()));
                if (Double.isFinite(response.logProbability())) insert.setDouble(7, response.logProbability());
                else insert.setNull(7, Types.REAL);
                insert.setInt(8, response.tokens());
                insert.executeUpdate();
            }
        }
    }

    /** Newest first, those of one file in its order. */
    public List<ResponseSetInfo> list() {
        return store.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT * FROM response_set ORDER BY imported_at DESC, id");
                 ResultSet row = query.executeQuery()) {
                return Rows.list(store, row, WHAT, "name", ResponseSets::whole);
            }
        });
    }

    public Optional<ResponseSetInfo> find(String name) { return store.read(connection -> find(connection, name)); }

    private static Optional<ResponseSetInfo> find(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM response_set WHERE name = ?")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(info(row)) : Optional.empty();
            }
        }
    }

    private static ResponseSetInfo info(ResultSet row) throws SQLException { return Rows.read(row, WHAT, "name", ResponseSets::whole); }

    private static ResponseSetInfo whole(ResultSet row) throws SQLException {
        return new ResponseSetInfo(Names.checked(JdbcValues.text(row, "name"), WHAT),
                JdbcValues.text(row, "system"), JdbcValues.text(row, "source"), JdbcValues.time(row, "imported_at"),
                JdbcValues.count(row, "responses"), JdbcValues.facts(row.getString("facts")));
    }

    /** In the file's order. @throws UserInputException when there is no such set */
    public List<GivenResponse> responses(String name) {
        if (find(name).isEmpty()) throw Names.unknown(name, WHAT, list().stream().map(ResponseSetInfo::name).toList());
        return store.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT g.* FROM "
                    + "given_response g JOIN response_set s ON s.id = g.response_set "
                    + "WHERE s.name = ? ORDER BY g.position")) {
                query.setString(1, name);
                try (ResultSet row = query.executeQuery()) {
                    List<GivenResponse> responses = new ArrayList<>();
                    while (row.next()) {
                        responses.add(Rows.read(row, "response at place", "position", ResponseSets::response));
                    }
                    return responses;
                }
            }
        });
    }

    private static GivenResponse response(ResultSet row) throws SQLException {
        double logProbability = row.getDouble("log_probability");
        if (row.wasNull()) logProbability = Double.NaN;
        return new GivenResponse(JdbcValues.text(row, "emotion"), JdbcValues.texts(row.getString("context")),
                JdbcValues.text(row, "reference"), JdbcValues.text(row, "text"), logProbability, JdbcValues.count(row, "tokens"));
    }

    /** {@code base}, or the first of {@code base-2}, {@code base-3}... that is free. */
    public String freeName(String base) { return Names.free(base, name -> find(name).isPresent()); }

    /** @throws UserInputException when there is no such set */
    public void delete(String name) {
        store.change(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM response_set WHERE name = ?")) {
                delete.setString(1, name);
                if (delete.executeUpdate() == 0) throw Names.unknown(name, WHAT, Names.all(connection, "response_set"));
            }
        });
    }
}
