package org.empathyworkbench.casestudy;

import java.util.Objects;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * A span of a text that the user marked as evidence of a mechanism.
 *
 * @param from first character, from 0
 * @param to   end, exclusive
 */
public record Mark(int from, int to, Mechanism mechanism) {
    public Mark {
        Objects.requireNonNull(mechanism);
        if (from < 0 || to <= from)
            throw new IllegalArgumentException("A mark goes from a character to a later one, not from " + from + " to " + to + ".");
    }
}
