package org.empathyworkbench.casestudy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a response comes from, as exactly as is known.
 *
 * @param model the generator's name, {@code run@step} for a checkpoint, the set's name for a published response, the model id of an
 *                 endpoint; empty for a human or a corpus
 * @param weights SHA-256 of the weights in hexadecimal, as {@code sha256sum model.safetensors} says it;
 *     empty where there are none or nobody knows
 * @param seed     of the draw; null where nothing was drawn or nobody knows
 * @param settings how it was drawn, by the names of the sampling settings, in their order; an endpoint's prompt is included
 * @param at       when it was written or, for imported ones, kept
 */
public record Provenance(Kind kind, String model, String weights, @Nullable Long seed, Map<String, String> settings, Instant at) {
    /** What wrote a response. */
    public enum Kind {
        GENERATOR("generator"), CHECKPOINT("checkpoint"), PUBLISHED("published"),
        ENDPOINT("endpoint"), PERSON("typed"), REFERENCE("reference");

        private final String word;

        Kind(String word) { this.word = word; }

        /** Display text, one word. */
        public String word() { return word; }

        /** The name in files. */
        public String key() { return name().toLowerCase(Locale.ROOT); }

        /** @throws IllegalArgumentException naming the known kinds when {@code key} is none of them */
        public static Kind ofKey(String key) {
            return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("\"" + key + "\" is not a kind of response; known are "
                            + String.join(", ", Arrays.stream(values()).map(Kind::key).toList()) + "."));
        }
    }

    public Provenance {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(model);
        Objects.requireNonNull(weights);
        Objects.requireNonNull(at);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** A generator of the workspace. @param settings as {@code Settings.toMap} gives them */
    public static Provenance generator(String model, long seed, Map<String, ?> settings, Instant at) {
        return drawn(Kind.GENERATOR, model, seed, settings, at);
    }

    /** A checkpoint of a run, named {@code run@step}. */
    public static Provenance checkpoint(String runAndStep, long seed, Map<String, ?> settings, Instant at) {
        return drawn(Kind.CHECKPOINT, runAndStep, seed, settings, at);
    }

    /** Anything that was not drawn here. */
    public static Provenance of(Kind kind, String model, Instant at) { return new Provenance(kind, model, "", null, Map.of(), at); }

    private static Provenance drawn(Kind kind, String model, long seed, Map<String, ?> settings, Instant at) {
        Map<String, String> words = new LinkedHashMap<>();
        settings.forEach((name, value) -> words.put(name, String.valueOf(value)));
        return new Provenance(kind, model, "", seed, words, at);
    }

    public Provenance withWeights(String sha256) { return new Provenance(kind, model, sha256, seed, settings, at); }

    public Provenance withSettings(Map<String, String> other) { return new Provenance(kind, model, weights, seed, other, at); }

    /** Whether the same can be asked again here. */
    public boolean renewable() { return kind == Kind.GENERATOR && seed != null && !model.isEmpty(); }
}
