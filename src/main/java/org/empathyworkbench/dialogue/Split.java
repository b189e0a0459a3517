package org.empathyworkbench.dialogue;

import java.util.Locale;

/** The part of a corpus that a dialogue belongs to. */
public enum Split {
    TRAIN, VALIDATION, TEST;

    /** The name in files and commands. */
    public String key() { return name().toLowerCase(Locale.ROOT); }

    /** @throws IllegalArgumentException naming the known splits when {@code key} is none of them */
    public static Split ofKey(String key) {
        for (Split split : values()) {
            if (split.key().equals(key)) return split;
        }
        throw new IllegalArgumentException("\"" + key + "\" is not a split; known are train, validation, test.");
    }
}
