package org.empathyworkbench.identifier;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How it is told which words carry a mechanism's level. Each is a stated method with its own meaning of a score; none is the truth. Their
 * order is that of {@code evaluate-evidence} on Mental Health Subreddits, by token F1 with people's rationales over sentences: the first
 * that identifiers have is the default.
 */
public enum EvidenceMethod {
    INTEGRATED_GRADIENTS("gradients", "Integrated gradients", "The log-odds that the mechanism is there at all, shared out "
            + "over the words: gradients along the straight way from an unknown response to this one (Sundararajan et al. "
            + "2017). Scores are above 0 for words that speak for it, below 0 against it, and add up to the difference.",
            "Held against people's marks, over sentences: token F1 .731 [.703, .758], IoU F1 .673, average precision "
            + ".836, the best of the methods by all three. To mark the whole response gets .678, .534, .591.", true),
    RATIONALE_HEAD("rationale", "Learnt rationales", "The identifier learnt beside the levels which words people "
            + "marked as evidence (Sharma et al. 2020). A word's score is the probability that people would mark it.",
            "Held against people's marks, over sentences: token F1 .710 [.684, .736], IoU F1 .620, average precision .808. "
            + "To mark the whole response gets .678, .534, .591.", true), ATTENTION_ROLLOUT("rollout", "Attention rollout",
                    "How the response encoder attends, heads averaged, half of each layer kept for the word itself, layers multiplied "
                    + "(Abnar and Zuidema 2020), from the places that pooling takes. Scores add up to 1 and do not know the level.",
                    "Held against people's marks, over sentences: token F1 .699 [.672, .725], IoU F1 .599, "
                    + "average precision .794. To mark the whole response gets .678, .534, .591.", true),
    CONTEXT_ATTENTION("context", "Attention to the context", "The identifier's own attention from response to context, from the places "
            + "that pooling takes: which words of the context the response was held against. Scores add up to 1 over the context.",
            "Not measured: nobody marked words of the context.", false);

    private final String key;
    private final String title;
    private final String meaning;
    private final String measured;
    private final boolean overResponse;

    EvidenceMethod(String key, String title, String meaning, String measured, boolean overResponse) {
        this.key = key;
        this.title = title;
        this.meaning = meaning;
        this.measured = measured;
        this.overResponse = overResponse;
    }

    /** The name in commands and files. */
    public String key() { return key; }

    public String title() { return title; }

    /** What a score means, with its source. */
    public String meaning() { return meaning; }

    /** How well it finds the words that people marked, in a sentence or two with figures. */
    public String measured() { return measured; }

    /** Whether the response's words have scores; the context's have them otherwise. */
    public boolean overResponse() { return overResponse; }

    /** @throws IllegalArgumentException naming the known keys when {@code key} is none of them */
    public static EvidenceMethod ofKey(String key) {
        return Arrays.stream(values()).filter(method -> method.key.equals(key)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + key + "\" is no way to find evidence; known are "
                        + Arrays.stream(values()).map(EvidenceMethod::key).collect(Collectors.joining(", ")) + "."));
    }
}
