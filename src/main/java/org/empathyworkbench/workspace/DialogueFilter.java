package org.empathyworkbench.workspace;

import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;

/**
 * Filter of a dataset's dialogues (or labelled pairs). A null or empty part matches everything.
 *
 * @param emotion   one emotion, as in the dataset; pairs have none, so any emotion excludes all pairs
 * @param text      literal substring of an utterance, the situation, a post or a response; ASCII letters case-insensitive
 * @param mechanism with {@code level}: at least one turn (or the pair) has this level of this mechanism; without, it has any
 */
public record DialogueFilter(Split split, String emotion, String text, Mechanism mechanism, Level level) {
    public static final DialogueFilter ALL = new DialogueFilter(null, null, null, null, null);

    public DialogueFilter {
        if (level != null && mechanism == null) throw new IllegalArgumentException("A level requires its mechanism.");
    }

    public DialogueFilter withSplit(Split wanted) { return new DialogueFilter(wanted, emotion, text, mechanism, level); }

    public DialogueFilter withEmotion(String wanted) { return new DialogueFilter(split, wanted, text, mechanism, level); }

    public DialogueFilter withText(String wanted) { return new DialogueFilter(split, emotion, wanted, mechanism, level); }

    public DialogueFilter withLevel(Mechanism of, Level wanted) { return new DialogueFilter(split, emotion, text, of, wanted); }

    /** A SQL condition and the values of its parameters. */
    record Condition(String sql, List<Object> values) { }

    Condition onDialogues(long dataset) {
        List<Object> values = new ArrayList<>(List.of(dataset));
        StringBuilder sql = new StringBuilder("d.dataset = ?");
        if (split != null) add(sql, values, " AND d.split = ?", split.key());
        if (given(emotion)) add(sql, values, " AND d.emotion = ?", emotion);
        if (given(text)) {
            add(sql, values, " AND (d.situation LIKE ? ESCAPE '\\'", pattern());
            add(sql, values, " OR EXISTS (SELECT 1 FROM turn t WHERE t.dialogue = d.id AND t.text LIKE ? ESCAPE '\\'))", pattern());
        }
        if (mechanism != null) {
            // the same three conditions as the partial index turn_with_levels, so that it is used
            sql.append(" AND EXISTS (SELECT 1 FROM turn t WHERE t.dialogue = d.id AND "
                    + "(t.er IS NOT NULL OR t.ip IS NOT NULL OR t.ex IS NOT NULL) AND ")
                    .append(levelIs("t", values)).append(')');
        }
        return new Condition(sql.toString(), values);
    }

    Condition onPairs(long dataset) {
        List<Object> values = new ArrayList<>(List.of(dataset));
        StringBuilder sql = new StringBuilder("p.dataset = ?");
        if (split != null) add(sql, values, " AND p.split = ?", split.key());
        if (given(emotion)) sql.append(" AND 0");
        if (given(text)) {
            add(sql, values, " AND (p.context LIKE ? ESCAPE '\\'", pattern());
            add(sql, values, " OR p.response LIKE ? ESCAPE '\\')", pattern());
        }
        if (mechanism != null) sql.append(" AND ").append(levelIs("p", values));
        return new Condition(sql.toString(), values);
    }

    private String levelIs(String table, List<Object> values) {
        String column = table + "." + mechanism.key();
        if (level == null) return column + " IS NOT NULL";
        values.add(level.ordinal());
        return column + " = ?";
    }

    private static void add(StringBuilder sql, List<Object> values, String condition, Object value) {
        sql.append(condition);
        values.add(value);
    }

    private static boolean given(String part) { return part != null && !part.isEmpty(); }

    private String pattern() { return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"; }
}
