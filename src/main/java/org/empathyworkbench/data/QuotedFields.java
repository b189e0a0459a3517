package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a table as RFC 4180 writes it, from left to right, with any separator; lines end in LF or CRLF. */
final class QuotedFields {
    private final Path file;
    private final String text;
    private final char separator;
    private final List<String> fields = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;
    private int quotedWithoutNeed;
    private int unquoted;
    private int quotedInFirstRow;

    QuotedFields(Path file, String text, char separator) {
        this.file = file;
        this.text = text;
        this.separator = separator;
    }

    /** Without rows that have nothing in them. */
    List<Csv.Row> rows() {
        List<Csv.Row> rows = new ArrayList<>();
        int quoted = 0;
        while (at < text.length()) {
            int begin = line;
            fields.clear();
            do {
                if (at < text.length() && text.charAt(at) == '"') quoted++;
                field();
            } while (nextIsSeparator());
            boolean blank = fields.size() == 1 && fields.get(0).isEmpty();
            if (rows.isEmpty()) quotedInFirstRow = quoted;
            if (!blank) rows.add(new Csv.Row(begin, fields.toArray(String[]::new)));
            endOfLine();
        }
        return rows;
    }

    /** Quotes are the writer's habit where only fields have them that need them, or all fields, or those of the header too. */
    boolean quotesAreHabit() { return quotedWithoutNeed == 0 || unquoted == 0 || quotedInFirstRow > 0; }

    private void field() {
        if (at < text.length() && text.charAt(at) == '"') quoted();
        else bare();
    }

    private void bare() {
        int begin = at;
        while (at < text.length() && text.charAt(at) != separator && !lineEndsHere()) {
            if (text.charAt(at) == '"') throw here().fault("A quote stands inside a field that does not begin with one");
            at++;
        }
        if (at > begin) unquoted++;
        add(text.substring(begin, at));
    }

    private void quoted() {
        int openingLine = line;
        int openingLineStart = lineStart;
        int begin = ++at;
        boolean needed = false;
        boolean doubled = false;
        while (true) {
            if (at >= text.length()) throw place(openingLine, openingLineStart, begin - 1).fault("A quote opens here and is never closed");
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
            } else if (c == separator || c == '\r') {
                needed = true;
            }
            at++;
        }
        String content = text.substring(begin, at++);
        add(doubled ? content.replace("\"\"", "\"") : content);
        if (!needed && !doubled) quotedWithoutNeed++;
        if (at < text.length() && text.charAt(at) != separator && !lineEndsHere()) {
            throw here().fault("Text stands between a closing quote and the next " + TableForms.word(separator));
        }
    }

    private void add(String field) {
        if (field.length() > Csv.MOST_CHARACTERS) {
            throw here().fault("A field ends here that has more than " + Csv.MOST_CHARACTERS
                    + " characters, more than any text of a corpus: a quote or a line break may be missing");
        }
        fields.add(field);
    }

    private boolean nextIsSeparator() {
        if (at >= text.length() || text.charAt(at) != separator) return false;
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

    private SourceLocation here() { return place(line, lineStart, at); }

    /** For a fault alone: it counts the characters of the line up to there. */
    private SourceLocation place(int inLine, int start, int position) {
        return SourceLocation.character(file, inLine, text.codePointCount(start, position) + 1);
    }
}
