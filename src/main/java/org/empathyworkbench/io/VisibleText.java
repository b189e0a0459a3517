package org.empathyworkbench.io;

/**
 * Text of a stranger (names, file contents, answers of a server) made fit for one line of a terminal, a log or a message: line breaks,
 * control characters, escape codes and characters that reorder the line stand as visible escapes, and the length is bounded.
 */
public final class VisibleText {
    private VisibleText() { }

    /** @param most characters at the most; what is longer ends with "…" */
    public static String line(String text, int most) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), most));
        int at = 0;
        while (at < text.length() && line.length() < most) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            append(line, point, false);
        }
        if (at < text.length() || line.length() > most) {
            int cut = Math.max(0, Math.min(line.length(), most - 1));
            if (cut > 0 && Character.isHighSurrogate(line.charAt(cut - 1))) cut--;
            line.setLength(cut);
            line.append('…');
        }
        return line.toString();
    }

    /** As {@link #line}, of any length and with its line breaks and tabs kept: for output of several lines. */
    public static String lines(String text) {
        if (text.codePoints().noneMatch(point -> hidden(point) && point != '\n' && point != '\t')) return text;
        StringBuilder lines = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> append(lines, point, true));
        return lines.toString();
    }

    private static void append(StringBuilder out, int point, boolean keepBreaks) {
        if (keepBreaks && (point == '\n' || point == '\t')) out.appendCodePoint(point);
        else if (point == '\n') out.append("\\n");
        else if (point == '\r') out.append("\\r");
        else if (point == '\t') out.append("\\t");
        else if (hidden(point)) out.append(point > 0xFFFF ? String.format("\\u{%x}", point) : String.format("\\u%04x", point));
        else out.appendCodePoint(point);
    }

    /** Zero-width joiners stay (they join emoji and Persian letters), bidirectional overrides and isolates do not. */
    private static boolean hidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
            case Character.FORMAT -> point != 0x200C && point != 0x200D && point != 0xAD;
            default -> false;
        };
    }
}
