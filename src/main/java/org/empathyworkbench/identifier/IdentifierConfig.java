package org.empathyworkbench.identifier;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.text.ContextText;
import org.empathyworkbench.torch.Precision;

/**
 * Architecture of an identifier. Its dropout is the encoder's.
 *
 * @param encoder        sizes of both encoders, which share nothing else; its decoder is not used
 * @param contextTokens  maximum tokens of a context in use; the oldest are cut
 * @param responseTokens maximum tokens of a response in use; the end is cut
 * @param readsSeparator whether the turn separator occurred in training; otherwise a space replaces it
 */
public record IdentifierConfig(T5Config encoder, Head head, Attention attention,
        int contextTokens, int responseTokens, boolean readsSeparator) {
    /** Limits of the authors' code in use; in training both are 250 (METHOD section 2). */
    public static final int CONTEXT_TOKENS = 200;
    public static final int RESPONSE_TOKENS = 50;

    public IdentifierConfig {
        if (contextTokens < 1 || responseTokens < 1) throw new IllegalArgumentException("Both limits are at least one token.");
    }

    /** One trained with the turn separator. */
    public IdentifierConfig(T5Config encoder, Head head, Attention attention, int contextTokens, int responseTokens) {
        this(encoder, head, attention, contextTokens, responseTokens, true);
    }

    /** The same network with other limits. */
    public IdentifierConfig withLimits(int context, int response) {
        return new IdentifierConfig(encoder, head, attention, context, response, readsSeparator);
    }

    /** The string between two turns of a context: the separator, or a space if the separator's embedding was never trained. */
    String between() { return readsSeparator ? ContextText.SEPARATOR : " "; }

    /** The turns of a context as one input string. */
    String contextText(List<String> turns) { return ContextText.join(turns, between()); }

    /** Substitutions for the {@code @WORD}s of the program fragments {@code t5} and {@code identifier}. */
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
