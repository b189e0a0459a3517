package org.empathyworkbench.workspace;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/** How values of the domain stand in columns: levels as 0..2 or NULL, times as milliseconds, lists and maps as JSON. */
final class Columns {
    private static final Gson GSON = new Gson();
    private static final TypeToken<List<String>> TEXTS = new TypeToken<>() { };
    private static final TypeToken<Map<String, String>> FACTS = new TypeToken<>() { };
    private static final TypeToken<Map<String, List<String>>> LISTS = new TypeToken<>() { };
    private static final TypeToken<Map<String, double[]>> VECTORS = new TypeToken<>() { };

    private Columns() { }

    static String json(Object value) { return GSON.toJson(value); }

    static List<String> texts(String json) { return GSON.fromJson(json, TEXTS); }

    static Map<String, String> facts(String json) { return GSON.fromJson(json, FACTS); }

    static Map<String, List<String>> lists(String json) { return GSON.fromJson(json, LISTS); }

    static Map<String, double[]> vectors(String json) { return GSON.fromJson(json, VECTORS); }

    /** Fills three places from {@code first}: er, ip, ex. */
    static void bindLevels(PreparedStatement statement, int first, Map<Mechanism, Level> levels) throws SQLException {
        for (Mechanism mechanism : Mechanism.values()) {
            Level level = levels.get(mechanism);
            if (level == null) statement.setNull(first + mechanism.ordinal(), Types.INTEGER);
            else statement.setInt(first + mechanism.ordinal(), level.ordinal());
        }
    }

    /** Reads the columns er, ip and ex; an unlabelled mechanism is left out. */
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
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
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
