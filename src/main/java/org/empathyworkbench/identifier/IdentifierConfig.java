package org.empathyworkbench.identifier;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.text.ContextText;
import org.empathyworkbench.torch.Precision;

/**
 * What an identifier is built of. Its dropout is the encoder's.
 *
 * @param encoder        sizes of both encoders, which share nothing else; its decoder is not used
 * @param contextTokens  most tokens of a context in use; what is older is cut
 * @param responseTokens most tokens of a response in use; what is behind is cut
 * @param readsSeparator whether the separator of turns stood in the training; else a blank stands in its place
 */
public record IdentifierConfig(T5Config encoder, Head head, Attention attention,
        int contextTokens, int responseTokens, boolean readsSeparator) {
    /** Limits of the authors' code in use; in training both are 250 (METHOD section 2). */
    public static final int CONTEXT_TOKENS = 200;
    public static final int RESPONSE_TOKENS = 50;

    public IdentifierConfig {
        if (contextTokens < 1 || responseTokens < 1) throw new IllegalArgumentException("Both limits are at least one token.");
    }

    /** One that reads the separator of turns. */
    public IdentifierConfig(T5Config encoder, Head head, Attention attention, int contextTokens, int responseTokens) {
        this(encoder, head, attention, contextTokens, responseTokens, true);
    }

    /** The same network with other limits. */
    public IdentifierConfig withLimits(int context, int response) {
        return new IdentifierConfig(encoder, head, attention, context, response, readsSeparator);
    }

    /** What stands between two turns of a context: the separator, or a blank where the training never had it and its embedding is noise. */
    String between() { return readsSeparator ? ContextText.SEPARATOR : " "; }

    /** The turns of a context as the identifier reads them. */
    String contextText(List<String> turns) { return ContextText.join(turns, between()); }

    /** What stands for the {@code @WORD}s of the program fragments {@code t5} and {@code identifier}. */
    Map<String, String> constants(Precision precision) {
        Map<String, String> constants = new LinkedHashMap<>(encoder.constants(precision));
        int projections = IdentifierWeights.projections(attention).length;
        constants.put("PROJECTED", projections > 0 ? "True" : "False");
        constants.put("OUTPUT_PROJECTED", projections > 3 ? "True" : "False");
        constants.put("MAX_POOL", head == Head.PAPER ? "True" : "False");
        IdentifierWeights.places(this).forEach((word, place) -> constants.put(word, Integer.toString(place)));
        return constants;
    }
}
