package org.empathyworkbench.data;

import java.nio.file.Path;

/** Location of a character in a text, with the text around it. Lines end in LF, CRLF or CR. */
final class TextPlace {
    private TextPlace() { }

    static SourceLocation of(Path file, String text, int at) {
        int line = 1;
        int begin = 0;
        for (int i = 0; i < at; i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && (i + 1 >= text.length() || text.charAt(i + 1) != '\n')) {
                line++;
                begin = i + 1;
            }
        }
        return SourceLocation.character(file, line, text.codePointCount(begin, at) + 1);
    }

    /** Some characters before and behind, of the same line. */
    static String around(String text, int at) {
        int from = at;
        while (from > 0 && at - from < 25 && !lineEnd(text.charAt(from - 1))) from--;
        int to = at;
        while (to < text.length() && to - at < 30 && !lineEnd(text.charAt(to))) to++;
        if (from < text.length() && Character.isLowSurrogate(text.charAt(from)) && from > 0) from--;
        if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) to++;
        return text.substring(from, to);
    }

    private static boolean lineEnd(char c) { return c == '\n' || c == '\r'; }
}
