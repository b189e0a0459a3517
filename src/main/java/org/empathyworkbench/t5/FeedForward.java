package org.empathyworkbench.t5;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.VisibleText;

/**
 * Feed-forward configuration in config.json, from up to three keys: {@code feed_forward_proj} ("relu", "gated-gelu", "gated-silu", ...),
 * {@code is_gated_act} and {@code dense_act_fn}. As in transformers, a missing key is derived from feed_forward_proj, which defaults to
 * "relu"; "gated-gelu" alone means gelu_new. Contradictory keys are rejected: which of them transformers uses depends on its version.
 *
 * @param gated      the activated output of one matrix is multiplied by the output of a second
 * @param activation of the first matrix' output
 */
record FeedForward(boolean gated, Activation activation) {
    private static final String PROJECTION = "feed_forward_proj";
    private static final String GATED = "is_gated_act";
    private static final String FUNCTION = "dense_act_fn";

    /** @throws UserInputException whose message names the file, the keys and their values */
    static FeedForward of(Path file, JsonObject json) {
        Optional<String> projection = T5Config.text(file, json, PROJECTION);
        Optional<String> function = T5Config.text(file, json, FUNCTION);
        Optional<Boolean> flag = T5Config.flag(file, json, GATED);
        Optional<FeedForward> said = Optional.empty();
        if (projection.isPresent()) said = Optional.of(ofProjection(file, projection.get()));
        Optional<Activation> named = Optional.empty();
        if (function.isPresent()) named = Optional.of(activation(file, FUNCTION, function.get(), function.get()));
        boolean gated = flag.orElse(said.isPresent() && said.get().gated());
        Activation activation = named.orElse(said.isPresent() ? said.get().activation() : Activation.RELU);
        if (said.isPresent()) {
            // "gated-gelu" is ambiguous; dense_act_fn decides
            boolean exact = projection.get().equals("gated-gelu") && activation == Activation.GELU;
            if (gated != said.get().gated() || activation != said.get().activation() && !exact) {
                throw T5Config.refuse(file, contradiction(json), null);
            }
        }
        return new FeedForward(gated, activation);
    }

    /**
     * The value of {@code feed_forward_proj} from which transformers derives both, except for gated {@code gelu}, which needs dense_act_fn.
     */
    String projection() {
        if (!gated) return activation.word();
        return "gated-" + (activation == Activation.GELU_NEW ? "gelu" : activation.word());
    }

    private static FeedForward ofProjection(Path file, String projection) {
        boolean gated = projection.startsWith("gated-");
        String name = gated ? projection.substring("gated-".length()) : projection;
        if (gated && name.equals("gelu")) return new FeedForward(true, Activation.GELU_NEW);
        return new FeedForward(gated, activation(file, PROJECTION, projection, name));
    }

    private static Activation activation(Path file, String key, String value, String name) {
        return Activation.of(name).orElseThrow(() -> T5Config.refuse(file, key + " is \"" + VisibleText.line(value, 60) + "\"; known are "
                + Activation.known() + (key.equals(PROJECTION) ? ", each also with \"gated-\" before it" : ""), null));
    }

    private static String contradiction(JsonObject json) {
        List<String> said = new ArrayList<>();
        for (String key : List.of(PROJECTION, GATED, FUNCTION)) {
            if (json.has(key) && !json.get(key).isJsonNull()) said.add(key + " " + VisibleText.line(json.get(key).toString(), 60));
        }
        return "its keys contradict each other: " + String.join(", ", said)
                + " (the weights were trained with one of them; see the model card)";
    }
}
