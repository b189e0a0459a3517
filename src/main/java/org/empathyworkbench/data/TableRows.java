package org.empathyworkbench.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * From the rows of a table as they stand to those that hold something: rows without content and repeated headers are left out, rows that a
 * stray quote joined with another are parted again, separators at the ends of all lines are passed over. Each is noted. Then every row is
 * checked.
 */
final class TableRows {
    private final Csv raw;
    private final TableLayout layout;
    private final ReadingNotes notes;
    private final int columns;
    private final int unnamed;

    TableRows(Csv raw, TableLayout layout, ReadingNotes notes) {
        this.raw = raw;
        this.layout = layout;
        this.notes = notes;
        this.columns = raw.names().named();
        this.unnamed = raw.header().size() - columns;
    }

    Csv checked() {
        header();
        List<Csv.Row> rows = new ArrayList<>();
        for (Csv.Row row : raw.rows()) parted(row).filter(this::holdsSomething).forEach(rows::add);
        Csv table = raw.with(withoutSurplus(rows));
        if (table.rows().isEmpty())
            throw SourceLocation.of(raw.file()).fault("The file has a header and no rows", "Get a fresh copy of it.");
        int extra = layout.extraFields(raw);
        Consumer<Csv.Row> check = layout.rowCheck(table);
        for (Csv.Row row : table.rows()) {
            int fields = row.fields().length;
            if (fields < columns || fields > columns + Math.max(extra, unnamed)) throw raw.width(row, columns);
            if (unnamed > 0 && extra == 0) unnamedHoldNothing(row);
            for (String field : row.fields()) {
                if (field.length() > Csv.MOST_CHARACTERS) {
                    throw SourceLocation.of(raw.file(), row.line()).fault("A field of the row has more than " + Csv.MOST_CHARACTERS
                            + " characters, more than any text of a corpus");
                }
            }
            check.accept(row);
        }
        return table;
    }

    private void header() {
        List<String> known = Stream.concat(layout.required().stream(), layout.optional().stream()).toList();
        Map<String, String> published = known.stream().collect(Collectors.toMap(ColumnNames::normalise, name -> name));
        for (String name : layout.required()) {
            if (!raw.has(name) && layout.looksLikeRow(raw, raw.header().toArray(String[]::new))) {
                throw SourceLocation.of(raw.file(), 1).fault("The file begins with a row instead of a header",
                        "Put the header before it: " + String.join(", ", known) + ".");
            }
            raw.column(name);
        }
        int first = -1;
        int changed = 0;
        for (int i = 0; i < raw.header().size(); i++) {
            String name = raw.names().normalised().get(i);
            if (i < columns && name.isEmpty()) {
                notes.add("Not read, because it has no name", "column", new SourceLocation(raw.file(), 1, "column " + (i + 1)));
            }
            String expected = published.get(name);
            if (expected != null && !expected.equals(raw.header().get(i)) && changed++ == 0) first = i;
        }
        if (changed > 0) {
            notes.add("Column names read without regard to capitals and blanks", "column",
                    changed, SourceLocation.of(raw.file(), 1), raw.header().get(first));
        }
    }

    /** A quoted text that holds whole rows of this table: a stray quote joined them. Without it, every line is a row again. */
    private Stream<Csv.Row> parted(Csv.Row row) {
        if (Arrays.stream(row.fields()).noneMatch(field -> field.indexOf('\n') >= 0)) return Stream.of(row);
        String part = String.valueOf(raw.separator());
        String[] lines = String.join(part, row.fields()).split("\r?\n", -1);
        List<Csv.Row> rows = new ArrayList<>();
        boolean swallowed = false;
        for (int i = 0; i < lines.length; i++) {
            String[] fields = lines[i].split(Pattern.quote(part), -1);
            rows.add(new Csv.Row(row.line() + i, fields));
            swallowed |= i > 0 && layout.looksLikeRow(raw, fields);
        }
        if (!swallowed) return Stream.of(row);
        int most = columns + Math.max(layout.extraFields(raw), unnamed);
        for (Csv.Row one : rows) {
            if (one.fields().length < columns || one.fields().length > most) {
                throw SourceLocation.of(raw.file(), row.line())
                        .fault("A quoted text in this row holds rows of the table, as behind a quote that is not closed");
            }
        }
        notes.add("Parted again, because a stray quote had joined them with the row before (the quotes themselves are lost)",
                "row", rows.size() - 1, SourceLocation.of(raw.file(), row.line()), "");
        return rows.stream();
    }

    private boolean holdsSomething(Csv.Row row) {
        if (row.blank()) {
            if (row.fields().length > 1)
                notes.add("Left out, because all of their fields are empty", "row", SourceLocation.of(raw.file(), row.line()));
            return false;
        }
        if (raw.names().repeatedBy(row.fields())) {
            notes.add("Left out, because it repeats the header (files may have been put together)", "row",
                    SourceLocation.of(raw.file(), row.line()));
            return false;
        }
        return true;
    }

    /** A separator at the end of every line makes one more field, which is empty; in some rows only it may have parted a text. */
    private List<Csv.Row> withoutSurplus(List<Csv.Row> rows) {
        int surplus = rows.stream().mapToInt(row -> row.fields().length).min().orElse(columns) - columns - unnamed;
        if (surplus <= 0 || layout.extraFields(raw) > 0 && surplus == 1) return rows;
        for (Csv.Row row : rows) {
            for (int i = columns; i < row.fields().length; i++) {
                if (!row.fields()[i].isBlank()) return rows;
            }
        }
        notes.add("Passed over, separators at the ends of the lines", "row",
                rows.size(), SourceLocation.of(raw.file(), rows.get(0).line()), "");
        return rows.stream().map(row -> new Csv.Row(row.line(), Arrays.copyOf(row.fields(), columns + unnamed))).toList();
    }

    private void unnamedHoldNothing(Csv.Row row) {
        for (int i = columns; i < row.fields().length; i++) {
            if (!row.fields()[i].isBlank()) throw raw.place(row, i).fault("A field holds text and its column has no name");
        }
    }
}
