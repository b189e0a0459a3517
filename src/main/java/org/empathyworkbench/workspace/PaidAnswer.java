package org.empathyworkbench.workspace;

import java.util.List;

/**
 * What an outside model answered to one question.
 *
 * @param context  the turns it was asked, oldest first
 * @param origin   who was asked how and when, and the tokens it took
 * @param cost     by the price that was known then; null for unknown
 * @param currency of the cost; may be empty
 */
public record PaidAnswer(List<String> context, String text, ResponseOrigin origin, Double cost, String currency) {
    public PaidAnswer { context = List.copyOf(context); }
}
