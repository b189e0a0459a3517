package org.empathyworkbench.workspace;

import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.io.Json;

/** Column formats of domain values: levels as 0..2 or NULL, times as milliseconds, lists and maps as JSON. */
final class JdbcValues {
    /** The years 1 to 9999: valid in every calendar. */
    static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    private static final TypeToken<List<String>> TEXTS = new TypeToken<>() { };
    private static final TypeToken<Map<String, String>> FACTS = new TypeToken<>() { };
    private static final TypeToken<Map<String, List<String>>> LISTS = new TypeToken<>() { };
    private static final TypeToken<Map<String, double[]>> VECTORS = new TypeToken<>() { };

    private JdbcValues() { }

    static String json(Object value) { return Json.HTML_SAFE.toJson(value); }

    static List<String> texts(String json) { return List.copyOf(parsed(json, TEXTS, "list of texts")); }

    static Map<String, String> facts(String json) {
        Map<String, String> facts = parsed(json, FACTS, "list of facts");
        facts.values().forEach(Objects::requireNonNull);
        return facts;
    }

    static Map<String, List<String>> lists(String json) {
        Map<String, List<String>> lists = parsed(json, LISTS, "table of texts");
        lists.values().forEach(List::copyOf);                               // rejects null in it
        return lists;
    }

    /** @param json mechanism key to the probabilities of none, weak and strong; null for no profile */
    static EmpathyProfile profile(String json) {
        if (json == null) return null;
        Map<Mechanism, double[]> probabilities = new EnumMap<>(Mechanism.class);
        parsed(json, VECTORS, "table of probabilities").forEach((key, three) -> {
            for (double probability : three) {
                if (!(probability >= 0 && probability <= 1))
                    throw new IllegalArgumentException("its profile holds " + probability + ", which is not a probability");
            }
            probabilities.put(Mechanism.ofKey(key), three);
        });
        return new EmpathyProfile(probabilities);
    }

    /**
     * Never null.
     *
     * @throws IllegalArgumentException if the text is not JSON of that type
     */
    static <T> T parsed(String json, TypeToken<T> type, String kind) {
        try {
            boolean table = Map.class.isAssignableFrom(type.getRawType());
            // Gson reads pairs
            if (table && json != null && json.stripLeading().startsWith("["))
                throw new IllegalArgumentException("it has a list in place of a " + kind);
            T value = json == null ? null : Json.HTML_SAFE.fromJson(json, type);
            if (value != null) return value;
            throw new IllegalArgumentException("a " + kind + " is missing");
        } catch (JsonParseException | IllegalStateException none) {
            throw new IllegalArgumentException("it has another value in place of a " + kind, none);
        }
    }

    /** @throws IllegalArgumentException for NULL */
    static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        if (text == null) throw new IllegalArgumentException("its " + column + " is missing");
        return text;
    }

    /** @throws IllegalArgumentException for NULL, for a value that is not a whole number, and out of range */
    static long number(ResultSet row, String column, long least, long most) throws SQLException {
        if (!(row.getObject(column) instanceof Number)) throw new IllegalArgumentException("its " + column + " is not a number");
        long number = row.getLong(column);
        if (number < least || number > most) throw new IllegalArgumentException("its " + column + " is " + number);
        return number;
    }

    static int count(ResultSet row, String column) throws SQLException { return (int) number(row, column, 0, Integer.MAX_VALUE); }

    /** Sets three parameters from {@code first}: er, ip, ex. */
    static void bindLevels(PreparedStatement statement, int first, Map<Mechanism, Level> levels) throws SQLException {
        for (Mechanism mechanism : Mechanism.values()) {
            Level level = levels.get(mechanism);
            if (level == null) statement.setNull(first + mechanism.ordinal(), Types.INTEGER);
            else statement.setInt(first + mechanism.ordinal(), level.ordinal());
        }
    }

    /** Reads the columns er, ip and ex; unlabelled mechanisms are left out. */
    static Map<Mechanism, Level> levels(ResultSet row) throws SQLException {
        Map<Mechanism, Level> levels = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) {
            int level = row.getInt(mechanism.key());
            if (!row.wasNull()) levels.put(mechanism, Level.of(level));
        }
        return levels;
    }

    /** Null for NULL. */
    static Long whole(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    /** Null for NULL. */
    static Instant instant(ResultSet row, String column) throws SQLException {
        if (row.getObject(column) == null) return null;
        return Instant.ofEpochMilli(number(row, column, EARLIEST, LATEST));
    }

    /** Never null. */
    static Instant time(ResultSet row, String column) throws SQLException {
        Instant time = instant(row, column);
        if (time == null) throw new IllegalArgumentException("its " + column + " is missing");
        return time;
    }

    /** NULL for null. */
    static void bind(PreparedStatement statement, int place, Long value) throws SQLException {
        if (value == null) statement.setNull(place, Types.INTEGER);
        else statement.setLong(place, value);
    }

    static void bindAll(PreparedStatement statement, List<?> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) statement.setObject(i + 1, values.get(i));
    }
}
