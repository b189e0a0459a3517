package org.empathyworkbench.dialogue;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The three communication mechanisms of empathy (Sharma et al. 2020; EmpRL, section III-C). Their order is the order of every table here.
 */
public enum Mechanism {
    EMOTIONAL_REACTION("er", "Emotional reaction", "Expresses warmth, compassion or concern in reaction to what was said."),
    INTERPRETATION("ip", "Interpretation", "Communicates an understanding of the feelings and experiences that can be inferred."),
    EXPLORATION("ex", "Exploration", "Asks about feelings and experiences that were not stated.");

    private final String key;
    private final String title;
    private final String meaning;

    Mechanism(String key, String title, String meaning) {
        this.key = key;
        this.title = title;
        this.meaning = meaning;
    }

    /** The short name in files, tables and commands: {@code er}, {@code ip}, {@code ex}. */
    public String key() { return key; }

    public String title() { return title; }

    public String meaning() { return meaning; }

    /** The folder and file name: {@code emotional_reaction}, {@code interpretation}, {@code exploration}. */
    public String fileName() { return name().toLowerCase(Locale.ROOT); }

    /** @throws IllegalArgumentException naming the known keys when {@code key} is none of them */
    public static Mechanism ofKey(String key) {
        for (Mechanism mechanism : values()) {
            if (mechanism.key.equals(key)) return mechanism;
        }
        throw new IllegalArgumentException("\"" + key + "\" is not a mechanism; known are "
                + Arrays.stream(values()).map(Mechanism::key).collect(Collectors.joining(", ")) + ".");
    }
}
