package org.empathyworkbench.markup;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Writes tables as CSV (RFC 4180) or separated by tabs. Spreadsheets run a cell that begins with {@code = + - @} as a formula, which may
 * fetch, start programs or send what stands in other cells; so by default such a text gets an apostrophe in front, which spreadsheets take
 * as "this is text". Numbers stay numbers, {@code -1.5} too. {@link Cells#RAW} writes every text as it is, for programs that read the file.
 *
 * <p>None of our own readers reads these tables; whoever does takes the apostrophe off where one of the signs follows it.
 */
public final class CsvText {
    /** What becomes of a text that a spreadsheet would run. */
    public enum Cells {
        /** An apostrophe is put in front. */
        SAFE,
        /** It is written as it is. */
        RAW
    }

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    /** Full-width forms are read like the others by some versions. */
    private static final String FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20";

    private final Cells cells;
    private final char separator;
    private final String lineEnd;

    private CsvText(Cells cells, char separator, String lineEnd) {
        this.cells = cells;
        this.separator = separator;
        this.lineEnd = lineEnd;
    }

    /** Commas between cells, CRLF behind rows. */
    public static CsvText commas(Cells cells) { return new CsvText(cells, ',', "\r\n"); }

    /** Commas between cells, LF behind rows: for curves and tables of numbers, which line by line programs read. */
    public static CsvText lines(Cells cells) { return new CsvText(cells, ',', "\n"); }

    /** Tabs between cells, LF behind rows, as the clipboard takes a table: line breaks and tabs within a cell become blanks. */
    public static CsvText tabs(Cells cells) { return new CsvText(cells, '\t', "\n"); }

    /** @param row numbers are written as {@link String#valueOf}, null as an empty cell, everything else as text */
    public String row(Iterable<?> row) {
        StringBuilder out = new StringBuilder();
        boolean first = true;
        for (Object cell : row) {
            if (!first) out.append(separator);
            first = false;
            if (cell instanceof Number number) out.append(number);
            else if (cell != null) out.append(quoted(cells == Cells.RAW ? cell.toString() : safe(cell.toString())));
        }
        return out.append(lineEnd).toString();
    }

    /** As {@link #row(Iterable)}. */
    public String row(Object... row) { return row(Arrays.asList(row)); }

    /** A text that no spreadsheet runs: with an apostrophe in front where it would be a formula, else unchanged. */
    public static String safe(String text) {
        int at = 0;
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || Character.isSpaceChar(text.charAt(at))
                || hidden(text.charAt(at)))) at++;
        boolean begins = at < text.length() && FORMULA.indexOf(text.charAt(at)) >= 0;
        boolean control = at > 0 && (text.charAt(0) == '\t' || text.charAt(0) == '\r' || text.charAt(0) == '\n');
        if (!begins && !control || text.length() == 1 || NUMBER.matcher(text).matches()) return text;
        return "'" + text;
    }

    /** Characters that are not seen, behind which a program may still find a formula. */
    private static boolean hidden(char c) { return c == '\uFEFF' || c == '\u200B' || Character.isISOControl(c); }

    private String quoted(String text) {
        if (separator == '\t') return text.replaceAll("[\\t\\r\\n]+", " ");
        boolean needed = text.chars().anyMatch(c -> c == separator || c == '"' || c == '\n' || c == '\r' || c == ';' || c == '\t');
        return needed ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
