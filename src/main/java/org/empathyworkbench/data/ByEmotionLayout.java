package org.empathyworkbench.data;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The table of one emotion as the EmpatheticIntents project publishes it: {@code situation,none}
 * opens a conversation, its utterances follow.
 */
final class ByEmotionLayout implements TableLayout {
    static final String ID = "Dialog_ID";
    static final String TYPE = "Type";
    static final String ACTOR = "Actor";
    static final String TEXT = "Text";
    static final String SITUATION = "situation";
    static final String UTTERANCE = "utterance";
    static final String SPEAKER = "speaker";
    static final String LISTENER = "listener";
    private static final String LABEL = "Label";
    private static final Set<String> TYPES = Set.of(SITUATION, UTTERANCE);
    /** What the classifier says beside the 32 emotions: none, and the intents of listeners (Welivita and Pu 2020). */
    private static final Set<String> OTHER_LABELS = Set.of("neutral", "agreeing", "acknowledging",
            "encouraging", "consoling", "sympathizing", "suggesting", "questioning", "wishing");

    /** What a type or an actor means, whatever its capitals and blanks. */
    static String word(String field) { return field.strip().toLowerCase(Locale.ROOT); }

    /** A label that the classifier does not give: one word behind a comma of the text reads like this, too. Null when there is none. */
    static String unknownLabel(Csv table, Csv.Row row) {
        if (!table.has(LABEL)) return null;
        String label = word(row.fields()[table.column(LABEL)]);
        return label.isEmpty() || OTHER_LABELS.contains(label) || Emotions.ALL.contains(label) ? null : label;
    }

    static int labelColumn(Csv table) { return table.column(LABEL); }

    @Override public List<String> required() { return List.of(ID, TYPE, ACTOR, TEXT); }

    @Override public List<String> optional() { return List.of(LABEL); }

    @Override public boolean mayBePlain() { return false; }

    @Override public int extraFields(Csv table) { return 0; }

    @Override public boolean looksLikeRow(Csv table, String[] fields) {
        int type = table.has(TYPE) ? table.column(TYPE) : 1;
        return fields.length > type && TYPES.contains(word(fields[type]));
    }

    @Override public Consumer<Csv.Row> rowCheck(Csv table) { return row -> check(table, row); }

    private static void check(Csv table, Csv.Row row) {
        int type = table.column(TYPE);
        String kind = word(row.fields()[type]);
        if (!TYPES.contains(kind))
            throw table.place(row, type).fault("\"" + SourceLocation.shown(row.fields()[type]) + "\" is neither situation nor utterance");
        int actor = table.column(ACTOR);
        String who = word(row.fields()[actor]);
        if (kind.equals(UTTERANCE) && !who.equals(SPEAKER) && !who.equals(LISTENER)) {
            throw table.place(row, actor).fault("\"" + SourceLocation.shown(row.fields()[actor]) + "\" is neither speaker nor listener");
        }
        if (!table.has(LABEL)) return;
        int label = table.column(LABEL);
        String written = row.fields()[label];
        boolean blankBefore = !written.isBlank() && Character.isWhitespace(written.charAt(0))
                && !Character.isWhitespace(row.fields()[type].charAt(0));
        if (blankBefore || !written.strip().chars().allMatch(Character::isLetter)) {
            throw table.place(row, label).fault("\"" + SourceLocation.shown(written) + "\" is no label, which is one word "
                    + "or nothing: the text before it may hold a " + TableForms.word(table.separator()) + " without quotes");
        }
    }
}
