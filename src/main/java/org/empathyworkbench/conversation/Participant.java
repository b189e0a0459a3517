package org.empathyworkbench.conversation;

import java.util.Map;
import java.util.Objects;

/**
 * A model that one talks with.
 *
 * @param name     of the generator or the endpoint
 * @param settings how it is to draw, by name; what is not named is the default
 * @param seed     of its next answer; each further answer takes the next one
 */
public record Participant(Kind kind, String name, Map<String, String> settings, long seed) {
    /** What kind of thing answers. */
    public enum Kind { GENERATOR, ENDPOINT }

    public Participant {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
        settings = Map.copyOf(settings);
    }

    public Participant withSeed(long to) { return new Participant(kind, name, settings, to); }

    public Participant withSettings(Map<String, String> to) { return new Participant(kind, name, to, seed); }
}
