package org.empathyworkbench.data;

import java.util.Locale;

/** Numbers with nouns for messages. */
final class Plurals {
    private Plurals() { }

    /** {@code 1 row}, {@code 2,547 rows}. */
    static String count(int number, String noun) { return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s"); }
}
