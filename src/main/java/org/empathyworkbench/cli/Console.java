package org.empathyworkbench.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.empathyworkbench.io.VisibleText;

/**
 * Output of a command: results as text or JSON on standard output, progress on standard error. Names, texts and servers' messages are
 * untrusted: their control characters are made visible, and a line stays one line. JSON keeps every character, escaped.
 */
final class Console {
    /** Results may hold NaN, as Python writes it. */
    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeSpecialFloatingPointValues().create();
    private static final int MOST_LINE = 20_000;
    private static final int MOST_CELL = 1_000;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    Console(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    boolean json() { return json; }

    /** A line of text output; nothing with {@code --json}. */
    void line(String text) {
        if (!json) out.println(VisibleText.line(text, MOST_LINE));
    }

    /** A text output of several lines, such as generated text. */
    void lines(String text) {
        if (!json) out.println(VisibleText.lines(text));
    }

    /** A result that is JSON in both modes. */
    void jsonText(String whole) {
        if (!json) out.println(escaped(whole));
    }

    void line(String format, Object... values) { line(String.format(Locale.ROOT, format, values)); }

    /** A result with a format of its own, such as CSV, in both modes. */
    void text(String whole) {
        out.print(whole);
        out.flush();
    }

    /** The result for machines; nothing without {@code --json}. */
    void answer(Object result) {
        if (json) printJson(out, result);
    }

    static void printJson(PrintWriter out, Object result) {
        out.println(escaped(JSON.toJson(result)));
        out.flush();
    }

    /**
     * Gson escapes the control characters below 32; those above, and the ones that turn a line round, can only stand inside its strings.
     */
    private static String escaped(String json) {
        StringBuilder escaped = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean hidden = c >= 0x7F && c <= 0x9F || Character.getType(c) == Character.FORMAT && c != 0x200C && c != 0x200D;
            if (hidden) escaped.append(String.format("\\u%04x", (int) c));
            else escaped.append(c);
        }
        return escaped.toString();
    }

    void progress(String text) {
        err.println(VisibleText.line(text, MOST_LINE));
        err.flush();
    }

    /** Columns of equal width; numbers stand right. */
    void table(List<String> header, List<List<String>> given) {
        if (json) return;
        List<List<String>> rows = given.stream().map(row -> row.stream().map(cell -> VisibleText.line(cell, MOST_CELL)).toList()).toList();
        int[] width = new int[header.size()];
        for (int c = 0; c < width.length; c++) {
            width[c] = header.get(c).length();
            for (List<String> row : rows) width[c] = Math.max(width[c], row.get(c).length());
        }
        out.println(row(header, width, header));
        for (List<String> row : rows) out.println(row(row, width, header));
    }

    private static String row(List<String> cells, int[] width, List<String> header) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < width.length; c++) {
            boolean last = c == width.length - 1;
            String cell = cells.get(c);
            boolean number = !cell.isEmpty() && cell.matches("[-+]?[\\d,.]+%?") && !header.get(c).isEmpty();
            String pad = " ".repeat(width[c] - cell.length());
            line.append(number ? pad + cell : last ? cell : cell + pad);
            if (!last) line.append("  ");
        }
        return line.toString().stripTrailing();
    }
}
