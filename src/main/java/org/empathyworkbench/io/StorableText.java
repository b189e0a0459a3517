package org.empathyworkbench.io;

/** Which texts can be stored and read again as they are. Files of JSON can hold others by their escapes. */
public final class StorableText {
    private StorableText() { }

    /** False for a text with a NUL, which ends it for other programs, or with half of a surrogate pair, which has no form in UTF-8 and would become a question mark. */
    public static boolean is(String text) { return text.codePoints().noneMatch(c -> c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE); }
}
