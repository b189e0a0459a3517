package org.empathyworkbench.workspace;

import java.util.Locale;

/** What a model folder holds: one T5 that writes responses, or three identifiers that read their empathy. */
public enum ModelKind {
    GENERATOR, IDENTIFIERS;

    /** The name in files and commands. */
    public String key() { return name().toLowerCase(Locale.ROOT); }

    /** @throws IllegalArgumentException naming the known kinds when {@code key} is none of them */
    public static ModelKind ofKey(String key) {
        for (ModelKind kind : values()) {
            if (kind.key().equals(key)) return kind;
        }
        throw new IllegalArgumentException("\"" + key + "\" is not a kind of model; known are generator, identifiers.");
    }
}
