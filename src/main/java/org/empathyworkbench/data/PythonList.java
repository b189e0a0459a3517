package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Python list of strings, as {@code repr} writes it: elements in single or double quotes, mixed in one list, with backslash escapes.
 * Strict: anything else ends the reading with its place.
 */
final class PythonList {
    private final String text;
    private final Path file;
    private final int line;
    private final int firstCharacter;
    private int at;

    private PythonList(String text, Path file, int line, int firstCharacter) {
        this.text = text;
        this.file = file;
        this.line = line;
        this.firstCharacter = firstCharacter;
    }

    /** @param firstCharacter position in the line of the first character of {@code text}, from 1 */
    static List<String> parse(String text, Path file, int line, int firstCharacter) {
        return new PythonList(text, file, line, firstCharacter).list();
    }

    private List<String> list() {
        List<String> elements = new ArrayList<>();
        blanks();
        expect('[', "A list should begin here with [");
        blanks();
        while (peek() != ']') {
            elements.add(string());
            blanks();
            if (peek() != ']') {
                expect(',', "A comma or ] should stand here");
                blanks();
            }
        }
        at++;
        blanks();
        if (at < text.length()) throw fault(at, "Text stands behind the end of the list");
        return elements;
    }

    private String string() {
        int begin = at;
        int quote = peek();
        if (quote != '\'' && quote != '"') throw fault(at, "A string should begin here with a quote");
        at++;
        StringBuilder string = new StringBuilder();
        while (peek() != quote) {
            if (at >= text.length()) throw fault(begin, "The string that begins here is never closed");
            char c = text.charAt(at++);
            if (c == '\\') escape(string);
            else string.append(c);
        }
        at++;
        return string.toString();
    }

    private void escape(StringBuilder string) {
        int begin = at - 1;
        if (at >= text.length()) throw fault(begin, "An escape stands at the end of the line");
        char c = text.charAt(at++);
        switch (c) {
            case '\\', '\'', '"' -> string.append(c);
            case 'n' -> string.append('\n');
            case 't' -> string.append('\t');
            case 'r' -> string.append('\r');
            case 'x' -> string.appendCodePoint(hexadecimal(begin, 2));
            case 'u' -> string.appendCodePoint(hexadecimal(begin, 4));
            case 'U' -> string.appendCodePoint(hexadecimal(begin, 8));
            default -> throw fault(begin, "\\" + c + " is not an escape that Python writes");
        }
    }

    private int hexadecimal(int begin, int digits) {
        if (at + digits > text.length()) throw fault(begin, "The escape is cut off");
        String number = text.substring(at, at + digits);
        at += digits;
        if (!number.chars().allMatch(c -> Character.digit(c, 16) >= 0)) throw fault(begin, "\"" + number + "\" is not hexadecimal");
        long code = Long.parseLong(number, 16);
        if (code > Character.MAX_CODE_POINT) throw fault(begin, "There is no character " + number);
        return (int) code;
    }

    /** The character here, or -1 at the end, which equals none. */
    private int peek() { return at < text.length() ? text.charAt(at) : -1; }

    private void expect(char c, String otherwise) {
        if (peek() != c) throw fault(at, otherwise);
        at++;
    }

    private void blanks() {
        while (peek() == ' ' || peek() == '\t') at++;
    }

    private SourceLocation.Fault fault(int where, String what) {
        return SourceLocation.character(file, line, firstCharacter + text.codePointCount(0, Math.min(where, text.length()))).fault(what);
    }
}
