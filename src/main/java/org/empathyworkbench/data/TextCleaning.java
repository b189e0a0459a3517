package org.empathyworkbench.data;

import org.empathyworkbench.io.StorableText;

/** What a text loses when it is read: blanks at both ends, and what the corpus writes in place of a comma. */
final class TextCleaning {
    static final String COMMA = "_comma_";

    private TextCleaning() { }

    /** Commas restored, blanks at both ends left out. */
    static String clean(String field) { return field.replace(COMMA, ",").trim(); }

    /** Whether there is nothing to read. */
    static boolean isEmpty(String text) { return StorableText.isEmpty(text); }
}
