package org.empathyworkbench.dialogue;

import java.util.Map;
import java.util.Objects;

/**
 * One utterance. {@code levels} holds what is known about a listener's turn (human labels or, in the demo corpus, its construction)
 * and is empty where nothing is.
 */
public record Turn(Role role, String text, Map<Mechanism, Level> levels) {
    public Turn {
        Objects.requireNonNull(role);
        Objects.requireNonNull(text);
        levels = Map.copyOf(levels);
    }

    public Turn(Role role, String text) { this(role, text, Map.of()); }
}
