package org.empathyworkbench.workspace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.journal.TokenKl;

/** The tables that grow during a run: series with their metrics, samples, events. */
final class RunRecords {
    /** A metric value to be stored. */
    record Measured(int step, String name, double value, long atMillis) { }

    /** A message to be stored. */
    record Said(long atMillis, String text) { }

    private RunRecords() { }

    static void addMetrics(Connection connection, String run, List<Measured> measured) throws SQLException {
        Map<String, List<Measured>> byName = new LinkedHashMap<>();
        for (Measured value : measured) byName.computeIfAbsent(value.name(), name -> new ArrayList<>()).add(value);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO "
                + "metric (series, row, step, value, at) VALUES (?, ?, ?, ?, ?)")) {
            for (Map.Entry<String, List<Measured>> series : byName.entrySet()) {
                long[] idAndLastRow = reserve(connection, run, series.getKey(), series.getValue().size());
                long row = idAndLastRow[1] - series.getValue().size();
                for (Measured value : series.getValue()) {
                    insert.setLong(1, idAndLastRow[0]);
                    insert.setLong(2, ++row);
                    insert.setInt(3, value.step());
                    if (Double.isNaN(value.value())) insert.setNull(4, Types.REAL);
                    else insert.setDouble(4, value.value());
                    insert.setLong(5, value.atMillis());
                    insert.executeUpdate();
                }
            }
        }
    }

    /**
     * Creates the series if new and advances its last row by {@code rows}.
     *
     * @return its id and its last row
     */
    private static long[] reserve(Connection connection, String run, String name, int rows) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO series (run, name, last_row) VALUES (?, ?, ?) "
                + "ON CONFLICT (run, name) DO UPDATE SET last_row = last_row + excluded.last_row RETURNING id, last_row")) {
            JdbcValues.bindAll(upsert, List.of(run, name, rows));
            try (ResultSet row = upsert.executeQuery()) {
                row.next();
                return new long[] {row.getLong(1), row.getLong(2)};
            }
        }
    }

    static void addSamples(Connection connection, String run, List<RunSample> samples) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO sample (run, step, context, response, reference, profile, er, ip, ex, "
                + "reward, pieces, kl, prompt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (RunSample sample : samples) {
                JdbcValues.bindAll(insert,
                        List.of(run, sample.step(), JdbcValues.json(sample.context()), sample.response(), sample.reference()));
                insert.setString(6, sample.profile() == null ? null : json(sample.profile()));
                JdbcValues.bindLevels(insert, 7, sample.targets());
                if (sample.reward() == null || sample.reward().isNaN()) insert.setNull(10, Types.REAL);
                else insert.setDouble(10, sample.reward());
                insert.setString(11,
                        sample.tokens().isEmpty() ? null : JdbcValues.json(sample.tokens().stream().map(TokenKl::piece).toList()));
                insert.setString(12, sample.tokens().isEmpty() ? null : numbers(sample.tokens()));
                if (sample.prompt() == null) insert.setNull(13, Types.INTEGER);
                else insert.setInt(13, sample.prompt());
                insert.executeUpdate();
            }
        }
    }

    /** Five significant digits per number: sufficient for display, a third of the size. */
    private static String numbers(List<TokenKl> tokens) {
        return tokens.stream().map(token -> String.format(Locale.ROOT, "%.4e", token.kl())).collect(Collectors.joining(" "));
    }

    private static List<TokenKl> tokens(String pieces, String kl) {
        if (pieces == null || kl == null) return List.of();
        List<String> texts = JdbcValues.texts(pieces);
        String[] numbers = kl.split(" ");
        if (texts.size() != numbers.length)
            throw new IllegalArgumentException("it has " + texts.size() + " tokens and " + numbers.length + " values");
        List<TokenKl> tokens = new ArrayList<>();
        for (int t = 0; t < numbers.length; t++) tokens.add(new TokenKl(texts.get(t), Double.parseDouble(numbers[t])));
        return tokens;
    }

    static void addEvents(Connection connection, String run, List<Said> said) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO event (run, at, text) VALUES (?, ?, ?)")) {
            for (Said sentence : said) {
                JdbcValues.bindAll(insert, List.of(run, sentence.atMillis(), sentence.text()));
                insert.executeUpdate();
            }
        }
    }

    static List<String> metricNames(Connection connection, String run) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT name FROM series WHERE run = ? ORDER BY id")) {
            query.setString(1, run);
            try (ResultSet row = query.executeQuery()) {
                List<String> names = new ArrayList<>();
                while (row.next()) names.add(row.getString(1));
                return names;
            }
        }
    }

    static List<MetricPoint> metrics(Connection connection, String run, String name, long afterRow) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT m.row, "
                + "m.step, m.value, m.at FROM series s JOIN metric m ON m.series = s.id "
                + "WHERE s.run = ? AND s.name = ? AND m.row > ? ORDER BY m.row")) {
            JdbcValues.bindAll(query, List.of(run, name, afterRow));
            try (ResultSet row = query.executeQuery()) {
                List<MetricPoint> points = new ArrayList<>();
                while (row.next()) points.add(point(row));
                return points;
            }
        }
    }

    static MetricBlock block(Connection connection, String run, String name, long afterRow, int most) throws SQLException {
        long[] rows = new long[most];
        int[] steps = new int[most];
        double[] values = new double[most];
        long[] at = new long[most];
        try (PreparedStatement query = connection.prepareStatement("SELECT m.row, "
                + "m.step, m.value, m.at FROM series s JOIN metric m ON m.series = s.id "
                + "WHERE s.run = ? AND s.name = ? AND m.row > ? ORDER BY m.row LIMIT ?")) {
            JdbcValues.bindAll(query, List.of(run, name, afterRow, most));
            int n = 0;
            try (ResultSet row = query.executeQuery()) {
                for (; row.next(); n++) {
                    rows[n] = row.getLong(1);
                    steps[n] = row.getInt(2);
                    values[n] = row.getDouble(3);
                    if (row.wasNull()) values[n] = Double.NaN;
                    at[n] = row.getLong(4);
                }
            }
            return MetricBlock.first(n, rows, steps, values, at);
        }
    }

    /** Number of points of each curve, including those removed by a resume: its last row. */
    static Map<String, Long> lastRows(Connection connection, String run) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT name, last_row FROM series WHERE run = ? ORDER BY id")) {
            query.setString(1, run);
            try (ResultSet row = query.executeQuery()) {
                Map<String, Long> rows = new LinkedHashMap<>();
                while (row.next()) rows.put(row.getString(1), row.getLong(2));
                return rows;
            }
        }
    }

    static Map<String, MetricPoint> latest(Connection connection, String run) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT s.name, "
                + "m.row, m.step, m.value, m.at FROM series s JOIN metric m "
                + "ON m.series = s.id AND m.row = (SELECT max(row) FROM metric WHERE series = s.id) WHERE s.run = ? ORDER BY s.id")) {
            query.setString(1, run);
            try (ResultSet row = query.executeQuery()) {
                Map<String, MetricPoint> latest = new LinkedHashMap<>();
                while (row.next()) latest.put(row.getString("name"), point(row));
                return latest;
            }
        }
    }

    static Optional<MetricSummary> summary(Connection connection, String run, String name, int last) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT s.id, count(m.row) AS points, min(m.value) AS lowest, "
                + "max(m.value) AS highest FROM series s JOIN metric m ON m.series = s.id WHERE s.run = ? AND s.name = ? GROUP BY s.id");
             PreparedStatement tail = connection.prepareStatement("SELECT avg(value) AS mean FROM (SELECT "
                     + "value FROM metric WHERE series = ? AND value IS NOT NULL ORDER BY row DESC LIMIT ?)")) {
            JdbcValues.bindAll(query, List.of(run, name));
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) return Optional.empty();
                long series = row.getLong("id");
                return Optional.of(new MetricSummary(row.getLong("points"), mean(tail, series, 1),
                        orNaN(row, "lowest"), orNaN(row, "highest"), mean(tail, series, last)));
            }
        }
    }

    private static double mean(PreparedStatement tail, long series, int last) throws SQLException {
        JdbcValues.bindAll(tail, List.of(series, last));
        try (ResultSet row = tail.executeQuery()) {
            row.next();
            return orNaN(row, "mean");
        }
    }

    private static double orNaN(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }

    private static MetricPoint point(ResultSet row) throws SQLException {
        return Rows.read(row, "value of a curve at row", "row", RunRecords::whole);
    }

    private static MetricPoint whole(ResultSet row) throws SQLException {
        double value = row.getDouble("value");
        boolean notANumber = row.wasNull();      // refers to the column read last
        return new MetricPoint(row.getLong("row"), row.getInt("step"), notANumber ? Double.NaN : value, JdbcValues.instant(row, "at"));
    }

    static List<StoredSample> samples(Store store, Connection connection, String run, long afterRow, int limit) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM sample "
                + "WHERE run = ? AND row > ? AND prompt IS NULL ORDER BY row LIMIT ?")) {
            JdbcValues.bindAll(query, List.of(run, afterRow, limit));
            return samples(store, query);
        }
    }

    static List<StoredSample> samples(Store store, Connection connection, String run, int fromStep, int toStep) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM sample WHERE "
                + "run = ? AND step BETWEEN ? AND ? AND prompt IS NULL ORDER BY step, row")) {
            JdbcValues.bindAll(query, List.of(run, fromStep, toStep));
            return samples(store, query);
        }
    }

    private static List<StoredSample> samples(Store store, PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return Rows.list(store, row, "sample of a run at row", "row", RunRecords::sample);
        }
    }

    private static StoredSample sample(ResultSet row) throws SQLException {
        double reward = row.getDouble("reward");
        Double known = row.wasNull() ? null : reward;
        Map<Mechanism, Level> targets = JdbcValues.levels(row);
        return new StoredSample(row.getLong("row"), new RunSample(JdbcValues.count(row, "step"), JdbcValues.texts(row.getString("context")),
                JdbcValues.text(row, "response"), JdbcValues.text(row, "reference"), JdbcValues.profile(row.getString("profile")),
                targets, known, tokens(row.getString("pieces"), row.getString("kl")), prompt(row)));
    }

    private static Integer prompt(ResultSet row) throws SQLException {
        int prompt = row.getInt("prompt");
        return row.wasNull() ? null : prompt;
    }

    static List<StoredSample> answers(Store store, Connection connection, String run, long afterRow, int limit) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM sample "
                + "WHERE run = ? AND row > ? AND prompt IS NOT NULL ORDER BY row LIMIT ?")) {
            JdbcValues.bindAll(query, List.of(run, afterRow, limit));
            return samples(store, query);
        }
    }

    static int[] sampledSteps(Connection connection, String run) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT DISTINCT "
                + "step FROM sample WHERE run = ? AND prompt IS NULL ORDER BY step")) {
            query.setString(1, run);
            try (ResultSet row = query.executeQuery()) {
                List<Integer> steps = new ArrayList<>();
                while (row.next()) steps.add(row.getInt(1));
                return steps.stream().mapToInt(Integer::intValue).toArray();
            }
        }
    }

    static List<RunEvent> events(Store store, Connection connection, String run, long afterRow) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT row, "
                + "at, text FROM event WHERE run = ? AND row > ? ORDER BY row")) {
            JdbcValues.bindAll(query, List.of(run, afterRow));
            try (ResultSet row = query.executeQuery()) {
                return Rows.list(store, row, "event of a run at row", "row",
                        one -> new RunEvent(one.getLong("row"), JdbcValues.time(one, "at"), JdbcValues.text(one, "text")));
            }
        }
    }

    /** Deletes metrics and samples of later steps, and later metrics of the step itself; deleted row numbers are not reused. */
    static void rewind(Connection connection, String run, int step, long upTo) throws SQLException {
        RunRows.update(connection,
                "DELETE FROM metric WHERE series IN (SELECT id FROM series WHERE run = ?) AND (step > ? OR step = ? AND at > ?)",
                List.of(run, step, step, upTo));
        // a run restarted at step 0 answers its fixed prompts again
        RunRows.update(connection, "DELETE FROM sample WHERE run = ? AND (step > ? OR ? = 0)", List.of(run, step, step));
    }

    /** Copies metrics and samples of one run to another, up to a step and a time. */
    static void copy(Connection connection, String from, String to, int step, long upTo) throws SQLException {
        RunRows.update(connection,
                "INSERT INTO series (run, name, last_row) SELECT ?, name, last_row FROM series WHERE run = ? ORDER BY id",
                List.of(to, from));
        RunRows.update(connection, "INSERT INTO metric (series, row, step, value, at) SELECT n.id, m.row, m.step, m.value, "
                + "m.at FROM series o JOIN series n ON n.name = o.name AND n.run = ? JOIN metric m ON m.series = o.id "
                + "WHERE o.run = ? AND (m.step < ? OR m.step = ? AND m.at <= ?)", List.of(to, from, step, step, upTo));
        RunRows.update(connection, "INSERT INTO sample (run, step, context, response, reference, profile, er, ip, ex, "
                + "reward, pieces, kl, prompt) SELECT ?, step, context, response, reference, profile, er, ip, ex, reward, "
                + "pieces, kl, prompt FROM sample WHERE run = ? AND step <= ? ORDER BY row", List.of(to, from, step));
    }

    private static String json(EmpathyProfile profile) {
        Map<String, double[]> probabilities = new TreeMap<>();
        for (Mechanism mechanism : Mechanism.values()) {
            double[] three = new double[Level.values().length];
            for (Level level : Level.values()) three[level.ordinal()] = profile.probability(mechanism, level);
            probabilities.put(mechanism.key(), three);
        }
        return JdbcValues.json(probabilities);
    }

}
