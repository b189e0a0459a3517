package org.empathyworkbench.endpoint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.empathyworkbench.setting.Settings;

/**
 * Why a question that a server took, and may charge for, has no answer. Such a question is kept with its reason and counts as no response.
 */
public enum NoAnswer {
    ONLY_REASONING("only reasoning came, and no answer after it"),
    CUT_OFF("cut off at the greatest length before an answer was written"),
    FILTERED("kept back by the service's content filter"),
    REFUSED("the model refused to answer"),
    TOOL_CALL("the model asked for a tool instead of answering"),
    EMPTY("an answer without words came");

    private final String words;

    NoAnswer(String words) { this.words = words; }

    /** For people, to stand after "no answer: ". */
    public String words() { return words; }

    /** What a person can do about it. */
    public String advice() {
        return switch (this) {
            case ONLY_REASONING, CUT_OFF -> "Raise the endpoint's longest answer (maximumTokens), or switch the model's reasoning off.";
            case FILTERED, REFUSED -> "Change the prompt, or ask another model.";
            case TOOL_CALL, EMPTY -> "Ask with another seed, or look at the server.";
        };
    }

    /** As it is stored. */
    public String key() { return Settings.word(this); }

    /** Of a stored word; {@link #EMPTY} for one that a later version wrote. */
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
            case FILTERED -> "kept back by the content filter";
            case REFUSED -> "refused by the model";
            case TOOL_CALL -> "a tool call";
            case EMPTY -> "empty";
        };
    }
}
