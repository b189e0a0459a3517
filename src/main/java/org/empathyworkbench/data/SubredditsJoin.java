package org.empathyworkbench.data;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.data.SubredditsTable.Row;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * The three tables as one: rows of the same pair of ids belong together, whatever their order. Copies of a pair are told apart by their
 * texts, and where these are equal by the order in which they stand. The text is that of the interpretations table.
 */
final class SubredditsJoin {
    private static final String PUBLISHED = "Use the three files as they were published together.";

    private final Map<Mechanism, SubredditsTable> tables;
    private final SubredditsTable text;
    private final ReadingNotes notes;

    SubredditsJoin(Map<Mechanism, SubredditsTable> tables, ReadingNotes notes) {
        this.tables = tables;
        this.text = tables.get(Mechanism.INTERPRETATION);
        this.notes = notes;
    }

    /** One row of each table for each row of the interpretations table, in its order; without those whose texts are empty. */
    List<Map<Mechanism, Row>> rows() {
        Map<Row, Map<Mechanism, Row>> joined = new IdentityHashMap<>();
        for (Row row : text.rows()) joined.put(row, new EnumMap<>(Mechanism.class));
        tables.forEach((mechanism, table) -> {
            checkSamePairs(table);
            text.byPair().forEach((pair, rows) -> {
                List<Row> others = matched(rows, table.byPair().get(pair), table);
                for (int i = 0; i < rows.size(); i++) {
                    joined.get(rows.get(i)).put(mechanism, others.get(i));
                    noteOtherTexts(rows.get(i), others.get(i), table);
                }
            });
            if (!order(table).equals(order(text))) {
                notes.add("Joined by ids, because its rows stand in another order than those of " + text.file().getFileName(),
                        "file", SourceLocation.of(table.file()));
            }
        });
        List<Map<Mechanism, Row>> rows = new ArrayList<>();
        for (Row row : text.rows()) {
            if (row.empty())
                notes.add("Left out, because the seeker's or the responder's text is empty",
                        "pair", 1, SourceLocation.of(text.file(), row.line()), row.pairId());
            else rows.add(joined.get(row));
        }
        if (rows.isEmpty()) throw SourceLocation.of(text.file()).fault("No pair of the file has both texts", "Get a fresh copy of it.");
        return rows;
    }

    /** Equal ids with other texts: the level may have been given to something else. */
    private void noteOtherTexts(Row row, Row other, SubredditsTable table) {
        if (row.texts().equals(other.texts())) return;
        notes.add("Joined by ids, though the texts differ from those of " + text.file().getFileName()
                + ", which were kept; the levels may belong to other texts",
                "row", 1, SourceLocation.of(table.file(), other.line()), row.pairId());
    }

    private static List<String> order(SubredditsTable table) { return table.rows().stream().map(Row::pairId).toList(); }

    private void checkSamePairs(SubredditsTable table) {
        for (Row row : table.rows()) {
            if (!text.byPair().containsKey(row.pairId())) {
                throw SourceLocation.of(table.file(), row.line())
                        .fault("The pair " + SourceLocation.shown(row.pairId()) + " is not in " + text.file().getFileName(), PUBLISHED);
            }
        }
        for (Row row : text.rows()) {
            int here = table.byPair().getOrDefault(row.pairId(), List.of()).size();
            int there = text.byPair().get(row.pairId()).size();
            if (here == there) continue;
            throw SourceLocation.of(table.file())
                    .fault("The file has " + Plurals.count(here, "row") + " of the pair " + SourceLocation.shown(row.pairId()) + " and "
                            + text.file().getFileName() + " " + Plurals.count(there, "row"), PUBLISHED);
        }
    }

    /** The rows of {@code others} in the order in which they belong to {@code rows}, which have the same pair of ids. */
    private List<Row> matched(List<Row> rows, List<Row> others, SubredditsTable table) {
        if (rows.size() == 1 || rows.stream().map(Row::texts).distinct().count() == 1) return others;
        List<Row> left = new ArrayList<>(others);
        Row[] matched = new Row[rows.size()];
        for (int i = 0; i < matched.length; i++) matched[i] = take(left, rows.get(i));
        for (int i = 0; i < matched.length; i++) {
            if (matched[i] != null) continue;
            if (left.size() > 1) {
                throw SourceLocation.of(table.file(), left.get(0).line()).fault("The pair " + SourceLocation.shown(rows.get(i).pairId())
                        + " stands " + rows.size() + " times with different texts, and which of them is line "
                        + rows.get(i).line() + " of " + text.file().getFileName() + " cannot be told", PUBLISHED);
            }
            matched[i] = left.remove(0);
        }
        return List.of(matched);
    }

    private static Row take(List<Row> left, Row row) {
        for (int i = 0; i < left.size(); i++) {
            if (left.get(i).texts().equals(row.texts())) return left.remove(i);
        }
        return null;
    }
}
