package org.empathyworkbench.workspace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.casestudy.CaseCollection;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.CaseStudy;
import org.empathyworkbench.casestudy.LevelScores;
import org.empathyworkbench.casestudy.Mark;
import org.empathyworkbench.casestudy.Ratings;
import org.empathyworkbench.dialogue.UserInputException;

/**
 * Collections of cases. A stored response's text, origin and levels never change: a regenerated response is added beside it. The user's own
 * data (titles, notes, ratings, marks, the order) can be edited.
 */
public final class Cases {
    private static final String WHAT = "collection of cases";
    /** Default collection, created when the first case is saved. */
    public static final String FIRST = "Cases";

    private final Store store;
    private final Clock clock;

    Cases(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** In order of creation. */
    public List<CaseCollection> list() { return store.read(connection -> CaseRows.collections(store, connection)); }

    public Optional<CaseCollection> find(String name) {
        return list().stream().filter(one -> one.name().equalsIgnoreCase(name)).findFirst();
    }

    /** @throws UserInputException listing the existing collections if there is none of this name */
    public CaseCollection get(String name) {
        return find(name).orElseThrow(() -> Names.unknown(name, WHAT, list().stream().map(CaseCollection::name).toList()));
    }

    /** @throws UserInputException if the name is taken or invalid */
    public CaseCollection create(String name) {
        String checked = Names.checked(name.strip(), WHAT);
        long now = clock.millis();
        return store.write(connection -> {
            free(connection, checked, 0);
            long id = CaseRows.insert(connection,
                    "INSERT INTO case_collection (name, note, created_at, changed_at) VALUES (?, '', ?, ?)", List.of(checked, now, now));
            return collection(connection, id);
        });
    }

    /** The collection of that name, created if there is none. */
    public CaseCollection findOrCreate(String name) { return find(name).orElseGet(() -> create(name)); }

    /** {@code base}, or the first of {@code base-2}, {@code base-3}... that is free. */
    public String freeName(String base) { return Names.free(base, name -> find(name).isPresent()); }

    /** @throws UserInputException if the name is taken by another or invalid */
    public void rename(long collection, String name) {
        String checked = Names.checked(name.strip(), WHAT);
        store.change(connection -> {
            free(connection, checked, collection);
            update(connection, "UPDATE case_collection SET name = ? WHERE id = ?", List.of(checked, collection));
            touch(connection, collection);
        });
    }

    public void describe(long collection, String note) {
        store.change(connection -> {
            update(connection, "UPDATE case_collection SET note = ? WHERE id = ?", List.of(note, collection));
            touch(connection, collection);
        });
    }

    /** Deletes a collection with all its cases. */
    public void delete(long collection) {
        store.change(connection -> update(connection, "DELETE FROM case_collection WHERE id = ?", List.of(collection)));
    }

    /** The cases of a collection, in the user's order. */
    public List<CaseStudy> studies(long collection) {
        return store.read(connection -> CaseRows.studies(store, connection, "s.collection = ?", collection));
    }

    public Optional<CaseStudy> study(long id) {
        return store.read(connection -> CaseRows.studies(store, connection, "s.id = ?", id).stream().findFirst());
    }

    /**
     * Appends a case from a page to the collection.
     *
     * @return the stored case
     */
    public CaseStudy keep(long collection, CaseDraft draft) {
        return add(collection, List.of(draft.study(Instant.ofEpochMilli(clock.millis())))).get(0);
    }

    /**
     * Appends cases to the collection, in one transaction; their ids are ignored.
     *
     * @return the stored cases
     */
    public List<CaseStudy> add(long collection, List<CaseStudy> studies) {
        return store.write(connection -> {
            collection(connection, collection);
            List<CaseStudy> added = new ArrayList<>();
            int position = count(connection, "SELECT coalesce(max(position) + 1, 0) FROM case_study WHERE collection = ?", collection);
            for (CaseStudy study : studies) {
                long id = CaseRows.insert(connection, collection, position++, study);
                Map<Long, Long> ids = new HashMap<>();
                int place = 0;
                for (CaseResponse one : study.responses()) {
                    ids.put(one.id(), CaseRows.insert(connection, id, place++,
                            one.stored(0, one.renews() == 0 ? 0 : ids.getOrDefault(one.renews(), 0L))));
                }
                added.add(CaseRows.studies(store, connection, "s.id = ?", id).get(0));
            }
            touch(connection, collection);
            return added;
        });
    }

    /** Moves a case to another position in its collection, from 0. */
    public void move(long study, int to) { reorder("case_study", "collection", study, to); }

    /** Moves a response to another position in its case, from 0. */
    public void moveResponse(long response, int to) { reorder("case_response", "study", response, to); }

    private void reorder(String table, String owner, long id, int to) {
        store.change(connection -> {
            long of = owner(connection, table, owner, id);
            List<Long> order = ids(connection, table, owner, of);
            order.remove(id);
            order.add(Math.max(0, Math.min(order.size(), to)), id);
            number(connection, table, order);
            touchOwner(connection, table, of);
        });
    }

    /** Moves a case to the end of another collection. */
    public void moveTo(long study, long collection) {
        store.change(connection -> {
            collection(connection, collection);
            touchStudy(connection, study);
            int position = count(connection, "SELECT coalesce(max(position) + 1, 0) FROM case_study WHERE collection = ?", collection);
            update(connection, "UPDATE case_study SET collection = ?, position = ? WHERE id = ?", List.of(collection, position, study));
            touch(connection, collection);
        });
    }

    public void remove(long study) {
        store.change(connection -> {
            touchStudy(connection, study);
            update(connection, "DELETE FROM case_study WHERE id = ?", List.of(study));
        });
    }

    public void removeResponse(long response) {
        store.change(connection -> {
            touchStudy(connection, owner(connection, "case_response", "study", response));
            update(connection, "DELETE FROM case_response WHERE id = ?", List.of(response));
        });
    }

    /** Sets the user's title and note of a case. */
    public void describe(long study, String title, String note) {
        changeStudy(study, "UPDATE case_study SET title = ?, note = ? WHERE id = ?", Arrays.asList(title, note, study));
    }

    /**
     * Replaces the marks of one turn.
     *
     * @throws IllegalArgumentException if they are out of range or overlap
     */
    public void markTurn(long study, int turn, List<Mark> marks) {
        store.change(connection -> {
            CaseStudy known = known(connection, study);
            List<List<Mark>> all = new ArrayList<>(known.marks());
            all.set(turn, marks);
            CaseStudy checked = new CaseStudy(study, known.title(), known.emotion(), known.context(),
                    all, known.source(), known.note(), known.keptAt(), known.responses());
            update(connection, "UPDATE case_study SET marks = ? WHERE id = ?", List.of(CaseRows.turns(checked.marks()), study));
            touchStudy(connection, study);
        });
    }

    /** Replaces the user's ratings, note and marks of a response. The marks are checked against its text. */
    public void judge(long response, Ratings ratings, String note, List<Mark> marks) {
        store.change(connection -> {
            long study = owner(connection, "case_response", "study", response);
            CaseResponse checked = known(connection, study).response(response).orElseThrow().judged(ratings, note, marks);
            update(connection, "UPDATE case_response SET empathy = ?, relevance = ?, fluency = ?, note = ?, marks = ? WHERE id = ?",
                    Arrays.asList(ratings.empathy(), ratings.relevance(),
                            ratings.fluency(), note, CaseRows.marks(checked.marks()), response));
            touchStudy(connection, study);
        });
    }

    /** Sets the display name of the system that answered. */
    public void rename(CaseResponse response, String system) {
        store.change(connection -> {
            update(connection, "UPDATE case_response SET system = ? WHERE id = ?", List.of(system, response.id()));
            touchStudy(connection, owner(connection, "case_response", "study", response.id()));
        });
    }

    /**
     * Adds a response to a case: directly after the one that it renews, else at the end.
     *
     * @return its id
     */
    public long addResponse(long study, CaseResponse response) {
        return store.write(connection -> {
            CaseStudy known = known(connection, study);
            long id = CaseRows.insert(connection, study, known.responses().size(), response);
            List<Long> order = new ArrayList<>(known.responses().stream().map(CaseResponse::id).toList());
            int behind = order.size();
            for (int i = 0; i < order.size(); i++) {
                boolean related = response.renews() != 0
                        && (order.get(i) == response.renews() || known.responses().get(i).renews() == response.renews());
                if (related) behind = i + 1;
            }
            order.add(behind, id);
            number(connection, "case_response", order);
            touchStudy(connection, study);
            return id;
        });
    }

    /**
     * Stores profiles of responses that had none; existing profiles are kept.
     *
     * @param rewards by the same ids, without those that have none
     */
    public void read(long study, Map<Long, LevelScores> readings, Map<Long, Double> rewards) {
        store.change(connection -> {
            for (CaseResponse one : known(connection, study).responses()) {
                LevelScores reading = readings.get(one.id());
                if (one.reading() != null || reading == null) continue;
                CaseRows.read(connection, one.id(), reading, rewards.get(one.id()));
            }
            touchStudy(connection, study);
        });
    }

    private CaseCollection collection(Connection connection, long id) throws SQLException {
        return CaseRows.collections(store, connection).stream().filter(one -> one.id() == id).findFirst()
                .orElseThrow(() ->
                        new UserInputException("This collection of cases is no longer there. Nothing was changed. Choose another."));
    }

    private CaseStudy known(Connection connection, long study) throws SQLException {
        return CaseRows.studies(store, connection, "s.id = ?", study).stream().findFirst().orElseThrow(Cases::gone);
    }

    private static UserInputException gone() {
        return new UserInputException("This case is no longer in the workspace. Nothing was changed. Reload its collection.");
    }

    private void free(Connection connection, String name, long except) throws SQLException {
        for (CaseCollection one : CaseRows.collections(store, connection))
            if (one.id() != except && one.name().equalsIgnoreCase(name)) throw Names.taken(name, WHAT);
    }

    private void changeStudy(long study, String sql, List<?> values) {
        store.change(connection -> {
            if (update(connection, sql, values) == 0) throw gone();
            touchStudy(connection, study);
        });
    }

    private void touch(Connection connection, long collection) throws SQLException {
        update(connection, "UPDATE case_collection SET changed_at = max(changed_at + 1, ?) WHERE id = ?",
                List.of(clock.millis(), collection));
    }

    private void touchStudy(Connection connection, long study) throws SQLException {
        touch(connection, owner(connection, "case_study", "collection", study));
    }

    private void touchOwner(Connection connection, String table, long owner) throws SQLException {
        if (table.equals("case_study")) touch(connection, owner);
        else touchStudy(connection, owner);
    }

    private static long owner(Connection connection, String table, String owner, long id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT " + owner + " FROM " + table + " WHERE id = ?")) {
            query.setLong(1, id);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) throw gone();
                return row.getLong(1);
            }
        }
    }

    private static List<Long> ids(Connection connection, String table, String owner, long of) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT id FROM "
                + table + " WHERE " + owner + " = ? ORDER BY position, id")) {
            query.setLong(1, of);
            try (ResultSet row = query.executeQuery()) {
                List<Long> ids = new ArrayList<>();
                while (row.next()) ids.add(row.getLong(1));
                return ids;
            }
        }
    }

    private static void number(Connection connection, String table, List<Long> order) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + table + " SET position = ? WHERE id = ?")) {
            for (int position = 0; position < order.size(); position++) {
                update.setInt(1, position);
                update.setLong(2, order.get(position));
                update.executeUpdate();
            }
        }
    }

    private static int count(Connection connection, String sql, long id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, id);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static int update(Connection connection, String sql, List<?> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            JdbcValues.bindAll(statement, values);
            return statement.executeUpdate();
        }
    }
}
