package org.empathyworkbench.io;

/**
 * Which texts hold something to read, and which can be stored and read again as they are. Files of JSON can hold others by their escapes.
 */
public final class StorableText {
    /** Letters that are drawn as blanks: fillers of Hangul and the pattern of Braille without a dot. */
    private static final String FILLERS = "\u115F\u1160\u3164\uFFA0\u2800";

    private StorableText() { }

    /** Whether there is nothing to read: blanks of all kinds, characters without a width and accents without a letter are nothing. */
    public static boolean isEmpty(String text) {
        return text.codePoints().allMatch(point -> Character.isWhitespace(point) || Character.isSpaceChar(point)
                || Character.isISOControl(point) || Character.getType(point) == Character.FORMAT
                || Character.getType(point) == Character.NON_SPACING_MARK || FILLERS.indexOf(point) >= 0);
    }

    /**
     * False for a text with a NUL, which ends it for other programs, or with half of a surrogate pair, which has no form in UTF-8 and would
     * become a question mark.
     */
    public static boolean is(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
