package org.empathyworkbench.dialogue;

import java.util.List;

/**
 * A response that some system gave to a context, together with the reference: a row of a published output file, or of ours.
 *
 * @param reference      the corpus's own response, empty when unknown
 * @param logProbability sum over the response's tokens of their log-probability (nats) under the
 *     model that wrote it; not-a-number when unknown
 * @param tokens         that the sum is of; 0 when unknown
 */
public record GivenResponse(String emotion, List<String> context, String reference, String text, double logProbability, int tokens) {
    public GivenResponse { context = List.copyOf(context); }

    /** A response of unknown log-probability. */
    public GivenResponse(String emotion, List<String> context, String reference, String text) {
        this(emotion, context, reference, text, Double.NaN, 0);
    }
}
