package org.empathyworkbench.data;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.empathyworkbench.io.VisibleText;

/**
 * A table read from a text file, with the line of every row. Two forms are read, each strictly:
 * <ul>
 * <li>{@link #quoted}: as RFC 4180 says, a field may be quoted, and then holds separators, line breaks and doubled quotes;
 * <li>{@link #plain}: nothing is quoted, every separator parts two fields and every line break two rows.
 * </ul>
 * Columns are found by {@link ColumnNames}.
 */
final class Csv {
    /** @param line where the row begins, from 1 */
    record Row(int line, String[] fields) {
        boolean blank() {
            for (String field : fields) {
                if (!field.isBlank()) return false;
            }
            return true;
        }
    }

    /** Longest field in UTF-16 units: no text of a corpus is longer, and a quote or line break that is missing makes one. */
    static final int MOST_CHARACTERS = 100_000;
    /** Three zeros are left out: they would be thousands. */
    private static final Pattern WHOLE = Pattern.compile("([+-]?\\d{1,40})(?:[.,](?:0|00|0{4,20}))?");

    private final Path file;
    private final char separator;
    private final ColumnNames names;
    private final List<Row> rows;
    private final boolean quotesAreHabit;

    private Csv(Path file, char separator, ColumnNames names, List<Row> rows, boolean quotesAreHabit) {
        this.file = file;
        this.separator = separator;
        this.names = names;
        this.rows = Collections.unmodifiableList(rows);
        this.quotesAreHabit = quotesAreHabit;
    }

    /** A comma-separated table in which every row has the header's number of fields. */
    static Csv rfc4180(Path file, String text) {
        Csv all = quoted(file, text, ',');
        all.checkWidths();
        return all;
    }

    /** Rows are as they stand: neither their number of fields nor what they hold is checked. */
    static Csv quoted(Path file, String text, char separator) {
        QuotedFields scanner = new QuotedFields(file, text, separator);
        List<Row> rows = scanner.rows();
        return of(file, separator, rows, scanner.quotesAreHabit());
    }

    /** As {@link #quoted}. */
    static Csv plain(Path file, String text, char separator) {
        List<Row> rows = new ArrayList<>();
        String part = Pattern.quote(String.valueOf(separator));
        int line = 0;
        for (String content : text.split("\r?\n", -1)) {
            line++;
            if (!content.isEmpty()) rows.add(new Row(line, content.split(part, -1)));
        }
        return of(file, separator, rows, true);
    }

    /** The first row that holds something is the header. */
    private static Csv of(Path file, char separator, List<Row> all, boolean quotesAreHabit) {
        int first = 0;
        while (first < all.size() && all.get(first).blank()) first++;
        if (first == all.size()) throw SourceLocation.of(file).fault("The file is empty", "Get a fresh copy of it.");
        ColumnNames names = new ColumnNames(List.of(all.get(first).fields()));
        return new Csv(file, separator, names, all.subList(first + 1, all.size()), quotesAreHabit);
    }

    /** The same table with other rows, which must not change from now on. */
    Csv with(List<Row> other) { return new Csv(file, separator, names, other, quotesAreHabit); }

    /** @throws SourceLocation.Fault at the first row with too few or too many fields, and when there is none at all */
    private void checkWidths() {
        int columns = header().size();
        for (Row row : rows) {
            if (row.fields().length != columns) throw width(row, columns);
        }
        if (rows.isEmpty()) throw SourceLocation.of(file).fault("The file has a header and no rows", "Get a fresh copy of it.");
    }

    SourceLocation.Fault width(Row row, int columns) {
        int fields = row.fields().length;
        String hint = "";
        for (char other : TableForms.SEPARATORS) {
            if (other != separator && fields == 1 && row.fields()[0].chars().filter(c -> c == other).count() >= columns - 1) {
                hint = ", as if it were parted by " + TableForms.words(other);
            }
        }
        return new SourceLocation(file, row.line(), "column " + Math.min(fields, columns + 1))
                .fault("The row has " + fields + (fields == 1 ? " field" : " fields") + " where the header has " + columns + hint);
    }

    Path file() { return file; }

    char separator() { return separator; }

    /** The names of the columns as the file has them. */
    List<String> header() { return names.written(); }

    ColumnNames names() { return names; }

    List<Row> rows() { return rows; }

    /** False when some fields are quoted that need not be and others are not: then the quotes are likely part of the text. */
    boolean quotesAreHabit() { return quotesAreHabit; }

    /** Position of a column from 0. @throws SourceLocation.Fault when the header does not name it, or names it twice */
    int column(String name) {
        int column = names.position(name);
        if (column < 0) {
            String there = VisibleText.line(String.join(", ", header()), 200);
            throw SourceLocation.of(file, 1).fault("The column \"" + name + "\" is missing; the header has " + there,
                    "Choose the file that belongs to this format.");
        }
        if (names.isRepeated(name)) {
            throw SourceLocation.of(file, 1).fault("The header names the column \"" + name + "\" twice", "Leave one of them out.");
        }
        return column;
    }

    boolean has(String name) { return names.position(name) >= 0; }

    /** @param column may lie behind those that the header names */
    SourceLocation place(Row row, int column) {
        String name = column < header().size() ? header().get(column) : "";
        return new SourceLocation(file, row.line(),
                "column " + (column + 1) + (name.isBlank() ? "" : " \"" + SourceLocation.shown(name) + "\""));
    }

    /** A whole number of a field, which a program may have written with decimals: {@code 1.0}. */
    int number(Row row, int column, int min, int max) {
        String field = row.fields()[column].trim();
        var whole = WHOLE.matcher(field);
        if (!whole.matches()) throw place(row, column).fault("\"" + SourceLocation.shown(field) + "\" is not a whole number");
        BigInteger number = new BigInteger(whole.group(1));
        if (number.compareTo(BigInteger.valueOf(min)) >= 0 && number.compareTo(BigInteger.valueOf(max)) <= 0) return number.intValue();
        throw place(row, column).fault("\"" + SourceLocation.shown(field) + "\" is not one of " + min + " to " + max);
    }

    /** Whether a field holds a whole number that is written with decimals. */
    boolean hasDecimals(Row row, int column) { return row.fields()[column].indexOf('.') >= 0 || row.fields()[column].indexOf(',') >= 0; }
}
