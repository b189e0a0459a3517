package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a corpus's table whatever its fields are parted by and whether they are quoted. The header decides the separator; the form is the
 * one in which every row has its fields and every field is what its column says. Where both forms do, lines that are rows of their own are
 * rows, and quotes that are nobody's habit are text. Where neither does, the error of the one that read further is reported.
 */
final class TableForms {
    static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');
    private static final Map<Character, String> WORDS = Map.of(',', "comma", ';', "semicolon", '\t', "tab", '|', "bar");

    private final Path file;
    private final String text;
    private final TableLayout layout;
    private final ReadingNotes notes;

    private TableForms(Path file, String text, TableLayout layout, ReadingNotes notes) {
        this.file = file;
        this.text = text;
        this.layout = layout;
        this.notes = notes;
    }

    /** {@code comma}, {@code semicolon} ... */
    static String word(char separator) { return WORDS.get(separator); }

    /** {@code commas}, {@code semicolons} ... */
    static String words(char separator) { return word(separator) + "s"; }

    /**
     * A table whose rows have all been checked.
     *
     * @param notes receives a note on everything but the plain form of commas, a header as published and UTF-8
     * @throws SourceLocation.Fault at the first row that is wrong in the form that comes further
     */
    static Csv read(Path file, String text, TableLayout layout, ReadingNotes notes) {
        return new TableForms(file, lines(file, text, notes), layout, notes).read();
    }

    /** Whether a text's header names all of these columns, in any form. */
    static boolean hasColumns(String text, List<String> columns) {
        String header = headerLine(text);
        return SEPARATORS.stream().anyMatch(separator -> found(header, separator, columns) == columns.size());
    }

    private Csv read() {
        char separator = separator();
        if (separator != ',') notes.add("Fields parted by " + words(separator) + " instead of commas", "file", SourceLocation.of(file));
        boolean quotes = text.indexOf('"') >= 0;
        Attempt quoted = Attempt.of(() -> Csv.quoted(file, text, separator), layout);
        if (!quotes || !layout.mayBePlain() && separator != '\t') return quoted.believed(notes);
        Attempt plain = Attempt.of(() -> Csv.plain(file, text, separator), layout);
        if (quoted.fault() != null && plain.fault() != null)
            throw quoted.fault().line() >= plain.fault().line() ? quoted.fault() : plain.fault();
        boolean asPlain = quoted.fault() != null || plain.fault() == null
                && (plain.lines() > quoted.lines() || plain.lines() == quoted.lines() && !quoted.table().quotesAreHabit());
        return (asPlain ? plain : quoted).believed(notes);
    }

    /** Lines of an old Macintosh end in CR alone; a spreadsheet may name the separator in a first line of its own. */
    private static String lines(Path file, String text, ReadingNotes notes) {
        String lines = text;
        int end = 0;
        while (end < lines.length() && lines.charAt(end) != '\n' && lines.charAt(end) != '\r') end++;
        boolean old = end < lines.length() && lines.charAt(end) == '\r' && (end + 1 == lines.length() || lines.charAt(end + 1) != '\n');
        if (old) {
            lines = lines.replaceAll("\r(?!\n)", "\n");
            notes.add("Lines ended by a carriage return alone", "file", SourceLocation.of(file));
        }
        if (lines.regionMatches(true, 0, "sep=", 0, 4) && end == 5) {
            notes.add("Passed over, a first line that names the separator", "line", SourceLocation.of(file, 1));
            lines = lines.substring(end);                   // the line break stays, so that lines keep their numbers
        }
        return lines;
    }

    private static String headerLine(String text) { return text.lines().filter(line -> !line.isBlank()).findFirst().orElse(""); }

    private char separator() {
        String header = headerLine(text);
        char best = ',';
        for (char separator : SEPARATORS) {
            if (found(header, separator, layout.required()) > found(header, best, layout.required())) best = separator;
        }
        return best;
    }

    private static int found(String header, char separator, List<String> columns) {
        Set<String> names = Arrays.stream(header.split(Pattern.quote(String.valueOf(separator)), -1))
                .map(name -> ColumnNames.normalise(name.replace("\"", ""))).collect(Collectors.toSet());
        return (int) columns.stream().filter(column -> names.contains(ColumnNames.normalise(column))).count();
    }

    /**
     * The table read in one form.
     *
     * @param lines rows before rows were parted again
     * @param notes of this attempt alone
     * @param fault why the form does not fit, null when it does
     */
    private record Attempt(Csv table, int lines, ReadingNotes notes, SourceLocation.Fault fault) {
        static Attempt of(Supplier<Csv> form, TableLayout layout) {
            ReadingNotes notes = new ReadingNotes();
            try {
                Csv raw = form.get();
                Csv table = new TableRows(raw, layout, notes).checked();
                return new Attempt(table, raw.rows().size(), notes, null);
            } catch (SourceLocation.Fault fault) {
                return new Attempt(null, 0, notes, fault);
            }
        }

        Csv believed(ReadingNotes all) {
            if (fault != null) throw fault;
            all.addAll(notes);
            return table;
        }
    }
}
