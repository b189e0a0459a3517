package org.empathyworkbench.workspace;

import java.util.Locale;

/** Kind of a model folder: one T5 generator, or a set of three identifiers. */
public enum ModelKind {
    GENERATOR, IDENTIFIERS;

    /** The name in files and commands. */
    public String key() { return name().toLowerCase(Locale.ROOT); }

    /** @throws IllegalArgumentException listing the known kinds if {@code key} is unknown */
    public static ModelKind ofKey(String key) {
        for (ModelKind kind : values()) {
            if (kind.key().equals(key)) return kind;
        }
        throw new IllegalArgumentException("\"" + key + "\" is not a kind of model; known are generator, identifiers.");
    }
}
