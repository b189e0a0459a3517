package org.empathyworkbench.casestudy;

import java.util.Objects;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * A piece of a text that a person marked as carrying a mechanism.
 *
 * @param from position of its first character, from 0
 * @param to   position behind its last character
 */
public record Mark(int from, int to, Mechanism mechanism) {
    public Mark {
        Objects.requireNonNull(mechanism);
        if (from < 0 || to <= from)
            throw new IllegalArgumentException("A mark goes from a character to a later one, not from " + from + " to " + to + ".");
    }
}
