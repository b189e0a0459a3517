package org.empathyworkbench.t5;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.VisibleText;

/**
 * What config.json says of the feed-forward layers, in up to three keys: {@code feed_forward_proj} ("relu", "gated-gelu", "gated-silu",
 * ...), {@code is_gated_act} and {@code dense_act_fn}. As transformers does: a key that is missing follows from feed_forward_proj, which is
 * "relu" where it is missing too, and "gated-gelu" alone means gelu_new. Keys that contradict each other are refused: transformers would
 * follow some of them, and not the same in every version.
 *
 * @param gated      the activation of one matrix is multiplied with a second one's products
 * @param activation of the first matrix' products
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
            // "gated-gelu" says not which; dense_act_fn does
            boolean exact = projection.get().equals("gated-gelu") && activation == Activation.GELU;
            if (gated != said.get().gated() || activation != said.get().activation() && !exact) {
                throw T5Config.refuse(file, contradiction(json), null);
            }
        }
        return new FeedForward(gated, activation);
    }

    /**
     * The value of {@code feed_forward_proj} from which transformers finds both, but for {@code gelu}, gated, which dense_act_fn must say.
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
                + " (the weights were trained with one of them; the model's card or its training says which)";
    }
}
