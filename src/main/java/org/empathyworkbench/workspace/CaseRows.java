package org.empathyworkbench.workspace;

import com.google.gson.reflect.TypeToken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.casestudy.CaseCollection;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.CaseStudy;
import org.empathyworkbench.casestudy.LevelScores;
import org.empathyworkbench.casestudy.Mark;
import org.empathyworkbench.casestudy.Provenance;
import org.empathyworkbench.casestudy.Ratings;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.io.Json;

/** Rows of cases. */
final class CaseRows {
    private static final TypeToken<List<StoredMark>> MARKS = new TypeToken<>() { };
    private static final TypeToken<List<List<StoredMark>>> TURNS = new TypeToken<>() { };

    private record StoredMark(int from, int to, String mechanism) { }

    private CaseRows() { }

    static List<CaseCollection> collections(Store store, Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT c.*, (SELECT count(*) FROM "
                + "case_study s WHERE s.collection = c.id) AS cases FROM case_collection c ORDER BY c.id");
             ResultSet row = query.executeQuery()) {
            return Rows.list(store, row, "collection of cases", "name", one -> new CaseCollection(one.getLong("id"),
                    Names.checked(JdbcValues.text(one, "name"), "collection of cases"), JdbcValues.text(one, "note"),
                    one.getInt("cases"), JdbcValues.time(one, "created_at"), JdbcValues.time(one, "changed_at")));
        }
    }

    /** @param where a condition on {@code s}, the cases, with one question mark */
    static List<CaseStudy> studies(Store store, Connection connection, String where, long value) throws SQLException {
        Map<Long, List<CaseResponse>> responses = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT r.* FROM case_response r JOIN case_study s ON s.id = r.study WHERE " + where + " ORDER BY r.position, r.id")) {
            query.setLong(1, value);
            try (ResultSet row = query.executeQuery()) {
                for (Map.Entry<Long, CaseResponse> one : Rows.list(store, row, "response of a case",
                        "id", each -> Map.entry(each.getLong("study"), response(each)))) {
                    responses.computeIfAbsent(one.getKey(), id -> new ArrayList<>()).add(one.getValue());
                }
            }
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT s.* FROM case_study s WHERE "
                + where + " ORDER BY s.position, s.id")) {
            query.setLong(1, value);
            try (ResultSet row = query.executeQuery()) {
                return Rows.list(store, row, "case", "title", one -> new CaseStudy(one.getLong("id"), JdbcValues.text(one, "title"),
                        JdbcValues.text(one, "emotion"), JdbcValues.texts(one.getString("context")), turns(one.getString("marks")),
                        JdbcValues.text(one, "source"), JdbcValues.text(one, "note"), JdbcValues.time(one, "kept_at"),
                        responses.getOrDefault(one.getLong("id"), List.of())));
            }
        }
    }

    private static CaseResponse response(ResultSet row) throws SQLException {
        String profile = row.getString("profile");
        LevelScores reading = profile == null ? null
                : new LevelScores(JdbcValues.text(row, "identifiers"), JdbcValues.text(row, "readers"), JdbcValues.profile(profile));
        double reward = row.getDouble("reward");
        Double known = row.wasNull() ? null : reward;
        Provenance from = new Provenance(Provenance.Kind.ofKey(JdbcValues.text(row, "kind")),
                JdbcValues.text(row, "model"), JdbcValues.text(row, "weights"), JdbcValues.whole(row, "seed"),
                JdbcValues.facts(row.getString("settings")), JdbcValues.time(row, "made_at"));
        return new CaseResponse(row.getLong("id"), JdbcValues.text(row, "system"), from, JdbcValues.text(row, "text"), reading, known,
                new Ratings(rating(row, "empathy"), rating(row, "relevance"), rating(row, "fluency")),
                JdbcValues.text(row, "note"), marks(row.getString("marks")), row.getLong("renews"));
    }

    private static Integer rating(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    /** @return the new row's id */
    static long insert(Connection connection, long collection, int position, CaseStudy study) throws SQLException {
        return insert(connection, "INSERT INTO case_study (collection, position, title, emotion, context, marks, source, "
                + "note, kept_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", Arrays.asList(collection, position, study.title(),
                        study.emotion(), JdbcValues.json(study.context()), turns(study.marks()), study.source(), study.note(),
                        study.keptAt().toEpochMilli()));
    }

    /** @return the new row's id */
    static long insert(Connection connection, long study, int position, CaseResponse one) throws SQLException {
        Provenance from = one.from();
        LevelScores reading = one.reading();
        return insert(connection, "INSERT INTO case_response (study, position, system, kind, model, weights, seed, settings, made_at, "
                + "text, identifiers, readers, profile, reward, empathy, relevance, fluency, note, marks, renews) VALUES (?, ?, ?, "
                + "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", Arrays.asList(study, position, one.system(), from.kind().key(),
                        from.model(), from.weights(), from.seed(), JdbcValues.json(from.settings()), from.at().toEpochMilli(), one.text(),
                        reading == null ? "" : reading.identifiers(), reading == null ? "" : reading.weights(),
                        reading == null ? null : vectors(reading.profile()), one.reward(),
                        one.ratings().empathy(), one.ratings().relevance(),
                        one.ratings().fluency(), one.note(), marks(one.marks()), one.renews()));
    }

    static long insert(Connection connection, String sql, List<?> values) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql + " RETURNING id")) {
            JdbcValues.bindAll(insert, values);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    static void read(Connection connection, long response, LevelScores reading, Double reward) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE case_response "
                + "SET identifiers = ?, readers = ?, profile = ?, reward = ? WHERE id = ?")) {
            JdbcValues.bindAll(update,
                    Arrays.asList(reading.identifiers(), reading.weights(), vectors(reading.profile()), reward, response));
            update.executeUpdate();
        }
    }

    static String marks(List<Mark> marks) {
        return Json.HTML_SAFE.toJson(marks.stream().map(mark -> new StoredMark(mark.from(), mark.to(), mark.mechanism().key())).toList());
    }

    static String turns(List<List<Mark>> turns) {
        return Json.HTML_SAFE.toJson(turns.stream().map(marks ->
                marks.stream().map(mark -> new StoredMark(mark.from(), mark.to(), mark.mechanism().key())).toList()).toList());
    }

    private static List<Mark> marks(String json) { return marksOf(JdbcValues.parsed(json, MARKS, "list of marks")); }

    private static List<List<Mark>> turns(String json) {
        return JdbcValues.parsed(json, TURNS, "list of marks").stream().map(CaseRows::marksOf).toList();
    }

    private static List<Mark> marksOf(List<StoredMark> stored) {
        return stored.stream().map(one -> new Mark(one.from, one.to, Mechanism.ofKey(one.mechanism))).toList();
    }

    private static String vectors(EmpathyProfile profile) {
        Map<String, double[]> vectors = new LinkedHashMap<>();
        for (Mechanism mechanism : Mechanism.values()) {
            double[] p = new double[Level.values().length];
            for (Level level : Level.values()) p[level.ordinal()] = profile.probability(mechanism, level);
            vectors.put(mechanism.key(), p);
        }
        return JdbcValues.json(vectors);
    }
}
