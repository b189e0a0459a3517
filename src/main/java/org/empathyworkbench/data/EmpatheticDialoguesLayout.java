package org.empathyworkbench.data;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The table of EmpatheticDialogues, a row an utterance. The original distribution has eight columns, quotes nothing and writes
 * {@code _comma_} for a comma, so a comma that is left in a text moves the fields behind it to the right. What a field may be tells: an
 * utterance number, a speaker number, a self-evaluation ({@code 5|5|5_2|2|5}, empty or, in some published rows, free text), tags
 * ({@code <UNIGRAM>} or empty) and, in a ninth field, ranking candidates parted by bars.
 */
final class EmpatheticDialoguesLayout implements TableLayout {
    static final String ID = "conv_id";
    static final String INDEX = "utterance_idx";
    static final String EMOTION = "context";
    static final String SITUATION = "prompt";
    static final String SPEAKER = "speaker_idx";
    static final String UTTERANCE = "utterance";
    static final String LABEL = "label";
    static final String SELF_EVALUATION = "selfeval";
    private static final String TAGS = "tags";
    private static final List<String> ORIGINAL = List.of(ID, INDEX, EMOTION, SITUATION, SPEAKER, UTTERANCE, SELF_EVALUATION, TAGS);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.0)?");

    @Override public List<String> required() { return List.of(ID, INDEX, SITUATION, UTTERANCE); }

    @Override public List<String> optional() { return List.of(EMOTION, SPEAKER, SELF_EVALUATION, TAGS, LABEL); }

    @Override public boolean mayBePlain() { return true; }

    @Override public int extraFields(Csv table) { return isOriginal(table) ? 1 : 0; }

    /** A text in it may hold a separator of its own, so the speaker may stand one field to the right. */
    @Override public boolean looksLikeRow(Csv table, String[] fields) {
        int index = table.has(INDEX) ? table.column(INDEX) : 1;
        if (fields.length <= Math.max(3, index) || !isNumber(fields[index])) return false;
        if (!table.has(SPEAKER)) return true;
        int speaker = table.column(SPEAKER);
        return fields.length > speaker && (isNumber(fields[speaker]) || fields.length > speaker + 1 && isNumber(fields[speaker + 1]));
    }

    private static boolean isNumber(String field) { return NUMBER.matcher(field.strip()).matches(); }

    @Override public Consumer<Csv.Row> rowCheck(Csv table) {
        boolean mostHaveNinth = mostHaveNinth(table);
        return row -> check(table, row, mostHaveNinth);
    }

    private static void check(Csv table, Csv.Row row, boolean mostHaveNinth) {
        int id = table.column(ID);
        if (row.fields()[id].isBlank()) throw table.place(row, id).fault("The conversation has no id");
        table.number(row, table.column(INDEX), 0, Integer.MAX_VALUE);
        if (table.has(SPEAKER)) speaker(table, row);
        if (table.has(LABEL)) table.number(row, table.column(LABEL), 0, Emotions.ALL.size() - 1);
        int utterance = table.column(UTTERANCE);
        if (isRatings(row.fields()[utterance])) {
            throw table.place(row, utterance).fault("\"" + SourceLocation.shown(row.fields()[utterance].strip())
                    + "\" is a self-evaluation and no utterance: the names of two columns may be exchanged");
        }
        if (table.has(SELF_EVALUATION) && table.has(TAGS)) behindTheUtterance(table, row, mostHaveNinth);
    }

    private static void speaker(Csv table, Csv.Row row) {
        try {
            table.number(row, table.column(SPEAKER), 0, Integer.MAX_VALUE);
        } catch (SourceLocation.Fault fault) {
            String field = SourceLocation.shown(row.fields()[table.column(SPEAKER)].trim());
            if (field.matches("[+-]?\\d+")) throw fault;
            throw table.place(row, table.column(SPEAKER))
                    .fault("\"" + field + "\" is not a whole number, as a speaker has; if it belongs to a text before it, that text "
                            + "holds a " + TableForms.word(table.separator()) + " that is neither quoted nor written _comma_");
        }
    }

    private static void behindTheUtterance(Csv table, Csv.Row row, boolean mostHaveNinth) {
        String evaluation = row.fields()[table.column(SELF_EVALUATION)];
        String tags = row.fields()[table.column(TAGS)];
        boolean ratings = evaluation.isBlank() || isRatings(evaluation);
        boolean knownTags = tags.isBlank() || tags.strip().startsWith("<") && tags.strip().endsWith(">");
        if (isRatings(tags) || !ratings && !knownTags) throw moved(table, row, TAGS);
        // the number may be the speaker's
        if (!ratings && isNumber(row.fields()[table.column(UTTERANCE)])) throw moved(table, row, SELF_EVALUATION);
        String candidates = candidates(table, row);
        if (candidates == null) return;
        if (!knownTags || isRatings(candidates)) throw moved(table, row, TAGS);
        if (ratings || candidates.indexOf('|') >= 0) return;
        if (mayBelongToTheUtterance(evaluation) || !mostHaveNinth) throw moved(table, row, SELF_EVALUATION);
    }

    /** Numbers parted by bars and underscores, with one bar at least. */
    private static boolean isRatings(String field) {
        return field.indexOf('|') >= 0
                && field.chars().allMatch(c -> c >= '0' && c <= '9' || c == '|' || c == '_' || c == '.' || Character.isWhitespace(c));
    }

    /** Free text in place of a self-evaluation that reads as if it followed a comma. */
    static boolean mayBelongToTheUtterance(String evaluation) {
        return !evaluation.isBlank() && !isRatings(evaluation) && Character.isWhitespace(evaluation.charAt(0));
    }

    /** Whether a row has the field for ranking candidates, which the header does not name. */
    static boolean hasNinth(Csv table, Csv.Row row) { return candidates(table, row) != null; }

    /** @return the field for ranking candidates, which may be empty; null when the row has none */
    static String candidates(Csv table, Csv.Row row) {
        int columns = table.names().named();
        return isOriginal(table) && row.fields().length > columns ? row.fields()[columns] : null;
    }

    private static boolean isOriginal(Csv table) { return table.names().nonEmpty().equals(ORIGINAL); }

    private static boolean mostHaveNinth(Csv table) {
        return table.rows().stream().filter(row -> hasNinth(table, row)).count() * 2 >= table.rows().size();
    }

    private static SourceLocation.Fault moved(Csv table, Csv.Row row, String column) {
        String field = SourceLocation.shown(row.fields()[table.column(column)]);
        return table.place(row, table.column(column)).fault("\"" + field
                + "\" cannot be distinguished from a part of the utterance: a text "
                + "before it may hold a " + TableForms.word(table.separator()) + " that is neither quoted nor written _comma_");
    }
}
