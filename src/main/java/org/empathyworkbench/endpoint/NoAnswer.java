package org.empathyworkbench.endpoint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.empathyworkbench.setting.Settings;

/**
 * Why a request that a server accepted, and may charge for, has no answer. It is stored with its reason and does not count as a response.
 */
public enum NoAnswer {
    ONLY_REASONING("only reasoning was received, without an answer"),
    CUT_OFF("cut off at the maximum length before an answer was written"),
    FILTERED("blocked by the service's content filter"),
    REFUSED("the model refused to answer"),
    TOOL_CALL("the model requested a tool call instead of answering"),
    EMPTY("the answer was empty");

    private final String words;

    NoAnswer(String words) { this.words = words; }

    /** Display text, appended to "no answer: ". */
    public String words() { return words; }

    /** What the user can do about it. */
    public String advice() {
        return switch (this) {
            case ONLY_REASONING, CUT_OFF -> "Raise the endpoint's maximum length (maximumTokens), or switch the model's reasoning off.";
            case FILTERED, REFUSED -> "Change the prompt, or ask another model.";
            case TOOL_CALL, EMPTY -> "Use another seed, or check the server.";
        };
    }

    /** Stored form. */
    public String key() { return Settings.word(this); }

    /** From a stored word; {@link #EMPTY} for one of a later version. */
    public static NoAnswer of(String key) { return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst().orElse(EMPTY); }

    /** "3 without an answer (2 only reasoning, 1 cut off)"; empty for none. */
    public static String words(Map<String, Integer> counts) {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (all == 0) return "";
        return String.format(Locale.ROOT, "%,d without an answer (%s)", all, counts.entrySet().stream()
                .map(one -> String.format(Locale.ROOT, "%,d %s", one.getValue(), of(one.getKey()).shortWords()))
                .collect(Collectors.joining(", ")));
    }

    private String shortWords() {
        return switch (this) {
            case ONLY_REASONING -> "only reasoning";
            case CUT_OFF -> "cut off before an answer";
            case FILTERED -> "blocked by the content filter";
            case REFUSED -> "refused by the model";
            case TOOL_CALL -> "a tool call";
            case EMPTY -> "empty";
        };
    }
}
