package org.empathyworkbench.workspace;

import java.util.List;

/**
 * An outside model's answer to one request, or its lack of one; both may have been paid for.
 *
 * @param context  the turns, oldest first
 * @param text     empty if there is no answer
 * @param noAnswer why there is none; null for an answer
 * @param origin   provenance and usage
 * @param cost     by the price known at the time; null if unknown
 * @param currency of the cost; may be empty
 */
public record CachedAnswer(List<String> context, String text, String noAnswer, ResponseOrigin origin, Double cost, String currency) {
    public CachedAnswer {
        context = List.copyOf(context);
        if (noAnswer != null && !text.isEmpty()) throw new IllegalArgumentException("A missing answer has no text.");
    }

    public CachedAnswer(List<String> context, String text, ResponseOrigin origin, Double cost, String currency) {
        this(context, text, null, origin, cost, currency);
    }

    public boolean answered() { return noAnswer == null; }
}
