package org.empathyworkbench.endpoint;

import java.util.Locale;

/**
 * A service's price of tokens, as entered by the user.
 *
 * @param prompt     per million prompt tokens; null if unknown
 * @param completion per million completion tokens; null if unknown
 * @param currency   as entered, such as {@code USD}; may be empty
 */
public record Price(Double prompt, Double completion, String currency) {
    public static final Price UNKNOWN = new Price(null, null, "");
    private static final double MILLION = 1e6;

    public Price {
        if (currency == null) currency = "";
        if (prompt != null && !(prompt >= 0) || completion != null && !(completion >= 0))
            throw new IllegalArgumentException("A price is 0 or more.");
    }

    /** The cost of some tokens; null if a price or the number of tokens is unknown. */
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
