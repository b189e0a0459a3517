package org.empathyworkbench.endpoint;

import java.util.Locale;

/**
 * Tokens as counted by the server.
 *
 * @param prompt     prompt tokens; -1 if not given
 * @param completion completion tokens; -1 if not given
 */
public record Usage(long prompt, long completion) {
    public static final Usage UNKNOWN = new Usage(-1, -1);
    public static final Usage ZERO = new Usage(0, 0);

    /** Stored form: null if unknown. */
    public static Usage of(Long prompt, Long completion) {
        return prompt == null || completion == null ? UNKNOWN : new Usage(prompt, completion);
    }

    public boolean known() { return prompt >= 0 && completion >= 0; }

    /** The sum; unknown values are ignored. */
    public Usage plus(Usage other) {
        return other == null || !other.known() ? this : !known() ? other : new Usage(prompt + other.prompt, completion + other.completion);
    }

    /** "412 + 23 tokens". */
    public String words() {
        return known() ? String.format(Locale.ROOT, "%,d + %,d tokens", prompt, completion) : "tokens not counted by the server";
    }
}
