package org.empathyworkbench.workspace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.Turn;

/** Reads dialogues with their turns, and labelled pairs, from their rows. */
final class DialogueRows {
    private static final String DIALOGUE = "dialogue";
    private static final String EXTERNAL_ID = "external_id";

    private DialogueRows() { }

    static int count(Connection connection, String table, DialogueFilter.Condition condition) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM " + table + " WHERE " + condition.sql())) {
            JdbcValues.bindAll(query, condition.values());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Single pass: the rows of a dialogue's turns are consecutive. */
    static List<Dialogue> dialogues(Connection connection, DialogueFilter.Condition condition, int offset, int limit) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT d.id, d.external_id, d.split, d.emotion, d.situation, t.role, "
                + "t.text, t.er, t.ip, t.ex FROM (SELECT * FROM dialogue d WHERE " + condition.sql() + " ORDER BY d.id LIMIT ? OFFSET ?) d "
                + "LEFT JOIN turn t ON t.dialogue = d.id ORDER BY d.id, t.position")) {
            bindPage(query, condition, offset, limit);
            try (ResultSet row = query.executeQuery()) {
                List<Dialogue> dialogues = new ArrayList<>();
                boolean more = row.next();
                while (more) {
                    long id = row.getLong("id");
                    Dialogue head = Rows.read(row, DIALOGUE, EXTERNAL_ID, DialogueRows::head);
                    List<Turn> turns = new ArrayList<>();
                    do {
                        if (row.getString("role") != null) turns.add(Rows.read(row, DIALOGUE, EXTERNAL_ID, DialogueRows::turn));
                        more = row.next();
                    } while (more && row.getLong("id") == id);
                    dialogues.add(new Dialogue(head.id(), head.split(), head.emotion(), head.situation(), turns));
                }
                return dialogues;
            }
        }
    }

    /** Without its turns. */
    private static Dialogue head(ResultSet row) throws SQLException {
        return new Dialogue(JdbcValues.text(row, EXTERNAL_ID), Split.ofKey(row.getString("split")),
                JdbcValues.text(row, "emotion"), JdbcValues.text(row, "situation"), List.of());
    }

    private static Turn turn(ResultSet row) throws SQLException {
        return new Turn(row.getString("role").equals("speaker") ? Role.SPEAKER : Role.LISTENER,
                JdbcValues.text(row, "text"), JdbcValues.levels(row));
    }

    static List<LabelledPair> pairs(Connection connection, DialogueFilter.Condition condition, int offset, int limit) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM pair p WHERE "
                + condition.sql() + " ORDER BY p.id LIMIT ? OFFSET ?")) {
            bindPage(query, condition, offset, limit);
            try (ResultSet row = query.executeQuery()) {
                List<LabelledPair> pairs = new ArrayList<>();
                while (row.next()) {
                    pairs.add(Rows.read(row, "labelled pair", "external_id", DialogueRows::pair));
                }
                return pairs;
            }
        }
    }

    private static LabelledPair pair(ResultSet row) throws SQLException {
        Map<Mechanism, List<String>> rationales = new EnumMap<>(Mechanism.class);
        JdbcValues.lists(row.getString("rationales")).forEach((key, parts) -> rationales.put(Mechanism.ofKey(key), parts));
        return new LabelledPair(JdbcValues.text(row, "external_id"), JdbcValues.text(row, "seeker_id"), Split.ofKey(row.getString("split")),
                JdbcValues.text(row, "context"), JdbcValues.text(row, "response"), JdbcValues.levels(row), rationales);
    }

    private static void bindPage(PreparedStatement query, DialogueFilter.Condition condition, int offset, int limit) throws SQLException {
        JdbcValues.bindAll(query, condition.values());
        query.setInt(condition.values().size() + 1, limit);
        query.setInt(condition.values().size() + 2, offset);
    }
}
