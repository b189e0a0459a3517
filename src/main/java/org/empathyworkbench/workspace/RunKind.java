package org.empathyworkbench.workspace;

import java.util.Locale;

/** Kind of a run. */
public enum RunKind {
    /** Supervised training of a T5 that writes responses. */
    GENERATOR,
    /** Training of the three empathy identifiers. */
    IDENTIFIERS,
    /** Alignment of a generator with the empathy reward. */
    PPO;

    /** The name in files and commands. */
    public String key() { return name().toLowerCase(Locale.ROOT); }

    /** @throws IllegalArgumentException listing the known kinds if {@code key} is unknown */
    public static RunKind ofKey(String key) {
        for (RunKind kind : values()) {
            if (kind.key().equals(key)) return kind;
        }
        throw new IllegalArgumentException("\"" + key + "\" is not a kind of run; known are generator, identifiers, ppo.");
    }
}
