package org.empathyworkbench.app.compare;

/**
 * A system that can stand in a column.
 *
 * @param name of the generator or of the set of responses
 */
public record Contestant(Kind kind, String name) {
    /** A generator writes now; a published system's responses were imported. */
    public enum Kind { GENERATOR, PUBLISHED }

    public String title() { return kind == Kind.GENERATOR ? name : name + "  (published)"; }
}
