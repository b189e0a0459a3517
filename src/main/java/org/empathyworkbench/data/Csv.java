package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A table read from a csv file, with the line of every row. Two forms are read, each strictly:
 * <ul>
 * <li>{@link #rfc4180}: a field may be quoted, and then holds commas, line breaks and doubled quotes;
 * <li>{@link #plain}: nothing is quoted, every comma parts two fields and every line break two rows.
 * </ul>
 */
final class Csv {
    /** @param line where the row begins, from 1 */
    record Row(int line, String[] fields) { }

    private final Path file;
    private final List<String> header;
    private final List<Row> rows;
    private final boolean quotesAreHabit;

    private Csv(Path file, List<Row> all, boolean quotesAreHabit) {
        this.file = file;
        this.header = List.of(all.get(0).fields());
        this.rows = all.subList(1, all.size());
        this.quotesAreHabit = quotesAreHabit;
    }

    /** @param extraFields how many unnamed fields a row may have behind those of the header */
    static Csv rfc4180(Path file, String text, int extraFields) {
        Scanner scanner = new Scanner(file, text);
        List<Row> rows = scanner.rows();
        check(file, rows, extraFields);
        return new Csv(file, rows, scanner.quotedWithoutNeed == 0 || scanner.unquoted == 0);
    }

    static Csv plain(Path file, String text, int extraFields) {
        List<Row> rows = new ArrayList<>();
        int line = 0;
        for (String content : text.split("\r?\n", -1)) {
            line++;
            if (!content.isEmpty()) rows.add(new Row(line, content.split(",", -1)));
        }
        check(file, rows, extraFields);
        return new Csv(file, rows, true);
    }

    private static void check(Path file, List<Row> rows, int extraFields) {
        int columns = rows.get(0).fields().length;
        for (Row row : rows) {
            int fields = row.fields().length;
            if (fields < columns || fields > columns + (row == rows.get(0) ? 0 : extraFields)) {
                throw new Place(file, row.line(), "column " + Math.min(fields, columns + 1))
                        .fault("The row has " + fields + (fields == 1 ? " field" : " fields") + " where the header has " + columns);
            }
        }
        if (rows.size() == 1) throw Place.of(file).fault("The file has a header and no rows", "Get a fresh copy of it.");
    }

    Path file() { return file; }

    List<String> header() { return header; }

    List<Row> rows() { return rows; }

    /** False when some fields are quoted that need not be and others are not: then the quotes are likely part of the text. */
    boolean quotesAreHabit() { return quotesAreHabit; }

    /** Position of a column from 0. @throws Place.Fault when the header does not name it */
    int column(String name) {
        int column = header.indexOf(name);
        if (column < 0) {
            throw Place.of(file, 1).fault("The column \"" + name + "\" is missing; the header has " + String.join(", ", header),
                    "Choose the file that belongs to this format.");
        }
        return column;
    }

    boolean has(String name) { return header.contains(name); }

    Place place(Row row, int column) {
        return new Place(file, row.line(), "column " + (column + 1) + " \"" + header.get(column) + "\"");
    }

    /** A whole number of a field. */
    int number(Row row, int column, int min, int max) {
        String field = row.fields()[column].trim();
        try {
            int number = Integer.parseInt(field);
            if (number >= min && number <= max) return number;
        } catch (NumberFormatException notANumber) {
            throw place(row, column).fault("\"" + field + "\" is not a whole number");
        }
        throw place(row, column).fault("\"" + field + "\" is not one of " + min + " to " + max);
    }

    /** Reads RFC 4180 from left to right; lines end in LF or CRLF. */
    private static final class Scanner {
        private final Path file;
        private final String text;
        private final List<String> fields = new ArrayList<>();
        private int at;
        private int line = 1;
        private int lineStart;
        private int quotedWithoutNeed;
        private int unquoted;

        Scanner(Path file, String text) {
            this.file = file;
            this.text = text;
        }

        List<Row> rows() {
            List<Row> rows = new ArrayList<>();
            while (at < text.length()) {
                int begin = line;
                fields.clear();
                do field(); while (nextIsComma());
                boolean blank = fields.size() == 1 && fields.get(0).isEmpty();
                if (!blank) rows.add(new Row(begin, fields.toArray(String[]::new)));
                endOfLine();
            }
            return rows;
        }

        private void field() {
            if (at < text.length() && text.charAt(at) == '"') quoted();
            else bare();
        }

        private void bare() {
            int begin = at;
            while (at < text.length() && text.charAt(at) != ',' && !lineEndsHere()) {
                if (text.charAt(at) == '"') throw here().fault("A quote stands inside a field that does not begin with one");
                at++;
            }
            if (at > begin) unquoted++;
            fields.add(text.substring(begin, at));
        }

        private void quoted() {
            Place opening = here();
            int begin = ++at;
            boolean needed = false;
            boolean doubled = false;
            while (true) {
                if (at >= text.length()) throw opening.fault("A quote opens here and is never closed");
                char c = text.charAt(at);
                if (c == '"') {
                    if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                        doubled = true;
                        at++;
                    } else {
                        break;
                    }
                } else if (c == '\n') {
                    line++;
                    lineStart = at + 1;
                    needed = true;
                } else if (c == ',' || c == '\r') {
                    needed = true;
                }
                at++;
            }
            String content = text.substring(begin, at++);
            fields.add(doubled ? content.replace("\"\"", "\"") : content);
            if (!needed && !doubled) quotedWithoutNeed++;
            if (at < text.length() && text.charAt(at) != ',' && !lineEndsHere()) {
                throw here().fault("Text stands between a closing quote and the next comma");
            }
        }

        private boolean nextIsComma() {
            if (at >= text.length() || text.charAt(at) != ',') return false;
            at++;
            return true;
        }

        private boolean lineEndsHere() {
            char c = text.charAt(at);
            return c == '\n' || c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
        }

        private void endOfLine() {
            if (at >= text.length()) return;
            at += text.charAt(at) == '\r' ? 2 : 1;
            line++;
            lineStart = at;
        }

        private Place here() { return Place.character(file, line, text.codePointCount(lineStart, at) + 1); }
    }
}
