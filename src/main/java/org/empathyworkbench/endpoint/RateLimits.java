package org.empathyworkbench.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Limits in a server's headers ({@code x-ratelimit-*}); -1 and null if not given.
 *
 * @param requestsLeft in the current period
 * @param requests     allowed in a period
 * @param tokensLeft   in the current period
 * @param renewal      time until the period ends
 */
public record RateLimits(long requestsLeft, long requests, long tokensLeft, Duration renewal) {
    public static final RateLimits UNSAID = new RateLimits(-1, -1, -1, null);
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)?");

    static RateLimits of(Map<String, List<String>> headers) {
        return new RateLimits(number(headers, "x-ratelimit-remaining-requests"), number(headers, "x-ratelimit-limit-requests"),
                number(headers, "x-ratelimit-remaining-tokens"), duration(first(headers, "x-ratelimit-reset-requests")));
    }

    /** "59 of 60 requests left"; empty if the server gives none. */
    public String words() {
        if (requestsLeft < 0) return "";
        if (requests < 0) return String.format(Locale.ROOT, "%,d requests left", requestsLeft);
        return String.format(Locale.ROOT, "%,d of %,d requests left", requestsLeft, requests);
    }

    static String first(Map<String, List<String>> headers, String name) {
        return headers.entrySet().stream().filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream()).findFirst().orElse("");
    }

    private static long number(Map<String, List<String>> headers, String name) {
        String value = first(headers, name).strip();
        return value.matches("\\d{1,15}") ? Long.parseLong(value) : -1;
    }

    /** "6m0s", "1.5s", "250ms", "20"; null for anything else. */
    static Duration duration(String text) {
        String rest = text == null ? "" : text.strip();
        if (rest.isEmpty() || rest.length() > 30) return null;
        Matcher part = PART.matcher(rest);
        double millis = 0;
        int at = 0;
        while (part.find()) {
            if (part.start() != at) return null;
            String unit = part.group(2) == null ? "s" : part.group(2);
            millis += Double.parseDouble(part.group(1)) * switch (unit) {
                case "ms" -> 1;
                case "m" -> 60_000;
                case "h" -> 3_600_000;
                default -> 1_000;
            };
            at = part.end();
        }
        return at == rest.length() && millis < 1e10 ? Duration.ofMillis((long) Math.ceil(millis)) : null;
    }
}
