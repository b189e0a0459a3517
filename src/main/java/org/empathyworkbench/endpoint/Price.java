package org.empathyworkbench.endpoint;

import java.util.Locale;

/**
 * What a service asks for its tokens, as the person entered it; nothing is known unless it was entered.
 *
 * @param prompt     for a million tokens that are sent; null for unknown
 * @param completion for a million tokens that come back; null for unknown
 * @param currency   as the person wrote it, such as {@code USD}; may be empty
 */
public record Price(Double prompt, Double completion, String currency) {
    public static final Price UNKNOWN = new Price(null, null, "");
    private static final double MILLION = 1e6;

    public Price {
        if (currency == null) currency = "";
        if (prompt != null && !(prompt >= 0) || completion != null && !(completion >= 0))
            throw new IllegalArgumentException("A price is 0 or more.");
    }

    /** What some tokens cost; null when a price or the number of tokens is not known. */
    public Double of(Usage usage) {
        if (prompt == null || completion == null || usage == null || !usage.known()) return null;
        return (usage.prompt() * prompt + usage.completion() * completion) / MILLION;
    }

    /** "0.0123 USD"; "unknown" for null. */
    public String words(Double cost) {
        if (cost == null) return "unknown";
        String number = cost == 0 ? "0" : cost < 0.01 ? String.format(Locale.ROOT, "%.6f", cost) : String.format(Locale.ROOT, "%.4f", cost);
        return currency.isBlank() ? number : number + " " + currency;
    }
}
