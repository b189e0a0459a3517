package org.empathyworkbench.data;

/** What a text loses when it is read: blanks at both ends, and what the corpus writes in place of a comma. */
final class TextCleaning {
    static final String COMMA = "_comma_";

    private TextCleaning() { }

    /** Commas restored, blanks at both ends left out. */
    static String clean(String field) { return field.replace(COMMA, ",").trim(); }

    /** Letters that are drawn as blanks: fillers of Hangul and the pattern of Braille without a dot. */
    private static final String FILLERS = "\u115F\u1160\u3164\uFFA0\u2800";

    /** Whether there is nothing to read: blanks of all kinds, characters without a width and accents without a letter are nothing. */
    static boolean isEmpty(String text) {
        return text.codePoints().allMatch(point -> Character.isWhitespace(point) || Character.isSpaceChar(point) || Character.isISOControl(point)
                || Character.getType(point) == Character.FORMAT || Character.getType(point) == Character.NON_SPACING_MARK || FILLERS.indexOf(point) >= 0);
    }
}
