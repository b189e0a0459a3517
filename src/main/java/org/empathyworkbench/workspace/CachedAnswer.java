package org.empathyworkbench.workspace;

import java.util.List;

/**
 * What an outside model answered to one question, or that it gave no answer: both were paid for and are asked for once.
 *
 * @param context  the turns it was asked, oldest first
 * @param text     empty where there is no answer
 * @param noAnswer why there is none; null for an answer
 * @param origin   who was asked how and when, and the tokens it took
 * @param cost     by the price that was known then; null for unknown
 * @param currency of the cost; may be empty
 */
public record CachedAnswer(List<String> context, String text, String noAnswer, ResponseOrigin origin, Double cost, String currency) {
    public CachedAnswer {
        context = List.copyOf(context);
        if (noAnswer != null && !text.isEmpty()) throw new IllegalArgumentException("What is no answer has no text.");
    }

    public CachedAnswer(List<String> context, String text, ResponseOrigin origin, Double cost, String currency) {
        this(context, text, null, origin, cost, currency);
    }

    public boolean answered() { return noAnswer == null; }
}
