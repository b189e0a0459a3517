package org.empathyworkbench.dialogue;

import java.util.Locale;

/** How strongly a response shows a mechanism: the three classes of an identifier. */
public enum Level {
    NONE, WEAK, STRONG;

    /** Display word, always shown beside a colour. */
    public String word() { return name().toLowerCase(Locale.ROOT); }

    /** @throws IllegalArgumentException when {@code number} is not 0, 1 or 2 */
    public static Level of(int number) {
        if (number < 0 || number > 2) throw new IllegalArgumentException("A level is 0, 1 or 2, not " + number + ".");
        return values()[number];
    }
}
