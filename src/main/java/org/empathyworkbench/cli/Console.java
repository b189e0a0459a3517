package org.empathyworkbench.cli;

import com.google.gson.GsonBuilder;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What a command writes: results for people or for machines on standard output, progress on standard error. */
final class Console {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    Console(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    boolean json() { return json; }

    /** A line of the result for people; nothing with {@code --json}. */
    void line(String text) {
        if (!json) out.println(text);
    }

    void line(String format, Object... values) { line(String.format(Locale.ROOT, format, values)); }

    /** A result that is a text of its own, such as CSV: the same for people and machines. */
    void text(String whole) {
        out.print(whole);
        out.flush();
    }

    /** The result for machines; nothing without {@code --json}. */
    void answer(Object result) {
        if (json) printJson(out, result);
    }

    static void printJson(PrintWriter out, Object result) {
        out.println(new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeSpecialFloatingPointValues().create().toJson(result));
        out.flush();
    }

    void progress(String text) {
        err.println(text);
        err.flush();
    }

    /** Columns of equal width; numbers stand right. */
    void table(List<String> header, List<List<String>> rows) {
        if (json) return;
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
