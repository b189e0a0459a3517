package org.empathyworkbench.data;

/** What a text loses when it is read: blanks at both ends, and what the corpus writes in place of a comma. */
final class TextCleaning {
    static final String COMMA = "_comma_";

    private TextCleaning() { }

    /** Commas restored, blanks at both ends left out. */
    static String clean(String field) { return field.replace(COMMA, ",").trim(); }

    /** Whether there is nothing to read: blanks of all kinds and characters without a width are nothing. */
    static boolean isEmpty(String text) {
        return text.codePoints().allMatch(point -> Character.isWhitespace(point) || Character.isSpaceChar(point) || Character.isISOControl(point)
                || Character.getType(point) == Character.FORMAT);
    }
}
