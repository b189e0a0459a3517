package org.empathyworkbench.dialogue;

import java.util.List;

/**
 * A response that some system gave to a context, together with the reference: a row of a published output file, or of ours.
 *
 * @param reference the corpus's own response, empty when unknown
 */
public record GivenResponse(String emotion, List<String> context, String reference, String text) {
    public GivenResponse { context = List.copyOf(context); }
}
