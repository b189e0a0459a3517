package org.empathyworkbench.t5;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.empathyworkbench.io.VisibleText;

/**
 * What config.json says of the feed-forward layers, in up to three keys: {@code feed_forward_proj} ("relu", "gated-gelu", "gated-silu", ...), {@code is_gated_act}
 * and {@code dense_act_fn}. As transformers does: a key that is missing follows from feed_forward_proj, which is "relu" where it is missing too, and "gated-gelu"
 * alone means gelu_new. Keys that contradict each other are refused: transformers would follow some of them, and not the same in every version.
 *
 * @param gated      the activation of one matrix is multiplied with a second one's products
 * @param activation of the first matrix' products
 */
record FeedForward(boolean gated, Activation activation) {
    private static final String PROJECTION = "feed_forward_proj";
    private static final String GATED = "is_gated_act";
    private static final String FUNCTION = "dense_act_fn";

    /** @throws IllegalArgumentException whose message names the keys and their values */
    static FeedForward of(JsonObject json) {
        Optional<String> projection = word(json, PROJECTION);
        Optional<String> function = word(json, FUNCTION);
        Optional<Boolean> flag = flag(json);
        Optional<FeedForward> said = Optional.empty();
        if (projection.isPresent()) said = Optional.of(ofProjection(projection.get()));
        Optional<Activation> named = Optional.empty();
        if (function.isPresent()) named = Optional.of(activation(FUNCTION, function.get(), function.get()));
        boolean gated = flag.orElse(said.isPresent() && said.get().gated());
        Activation activation = named.orElse(said.isPresent() ? said.get().activation() : Activation.RELU);
        if (said.isPresent()) {
            boolean exact = projection.get().equals("gated-gelu") && activation == Activation.GELU;             // "gated-gelu" says not which; dense_act_fn does
            if (gated != said.get().gated() || activation != said.get().activation() && !exact) {
                throw new IllegalArgumentException(contradiction(json));
            }
        }
        return new FeedForward(gated, activation);
    }

    /** The value of {@code feed_forward_proj} from which transformers finds both, but for {@code gelu}, gated, which dense_act_fn must say. */
    String projection() {
        if (!gated) return activation.word();
        return "gated-" + (activation == Activation.GELU_NEW ? "gelu" : activation.word());
    }

    private static FeedForward ofProjection(String projection) {
        boolean gated = projection.startsWith("gated-");
        String name = gated ? projection.substring("gated-".length()) : projection;
        if (gated && name.equals("gelu")) return new FeedForward(true, Activation.GELU_NEW);
        return new FeedForward(gated, activation(PROJECTION, projection, name));
    }

    private static Activation activation(String key, String value, String name) {
        return Activation.of(name).orElseThrow(() -> new IllegalArgumentException(key + " is \"" + VisibleText.line(value, 60) + "\"; known are " + Activation.known()
                + (key.equals(PROJECTION) ? ", each also with \"gated-\" before it" : "")));
    }

    private static String contradiction(JsonObject json) {
        List<String> said = new ArrayList<>();
        for (String key : List.of(PROJECTION, GATED, FUNCTION)) {
            if (json.has(key) && !json.get(key).isJsonNull()) said.add(key + " " + VisibleText.line(json.get(key).toString(), 60));
        }
        return "its keys contradict each other: " + String.join(", ", said) + " (the weights were trained with one of them; the model's card or its training says which)";
    }

    private static Optional<String> word(JsonObject json, String key) {
        JsonElement value = json.get(key);
        if (value == null || value.isJsonNull()) return Optional.empty();
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()) return Optional.of(value.getAsString());
        throw new IllegalArgumentException(key + " is " + VisibleText.line(value.toString(), 60) + ", not a word");
    }

    private static Optional<Boolean> flag(JsonObject json) {
        JsonElement value = json.get(GATED);
        if (value == null || value.isJsonNull()) return Optional.empty();
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean()) return Optional.of(value.getAsBoolean());
        throw new IllegalArgumentException(GATED + " is " + VisibleText.line(value.toString(), 60) + ", not true or false");
    }
}
