package org.empathyworkbench.identifier;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Methods that attribute a mechanism's level to words, each with its own definition of a score; none is ground truth. Ordered by token F1
 * against human rationales over sentences, measured by {@code evaluate-evidence} on Mental Health Subreddits: the first available one is
 * the default.
 */
public enum EvidenceMethod {
    INTEGRATED_GRADIENTS("gradients", "Integrated gradients", "The log-odds that the mechanism is present, attributed "
            + "to the words: gradients along the straight line from an unknown response to this one (Sundararajan et al. "
            + "2017). Scores are positive for words that support it, negative against it, and add up to the difference.",
            "Compared with human rationales, over sentences: token F1 .731 [.703, .758], IoU F1 .673, average precision "
            + ".836, the best of the methods by all three. To mark the whole response gets .678, .534, .591.", true),
    RATIONALE_HEAD("rationale", "Learnt rationales", "The identifier was also trained to predict which words annotators "
            + "marked as evidence (Sharma et al. 2020). A word's score is the probability that they mark it.",
            "Compared with human rationales, over sentences: token F1 .710 [.684, .736], IoU F1 .620, average precision .808. "
            + "To mark the whole response gets .678, .534, .591.", true), ATTENTION_ROLLOUT("rollout", "Attention rollout",
                    "How the response encoder attends, heads averaged, half of each layer kept for the word itself, layers multiplied "
                    + "(Abnar and Zuidema 2020), from the positions that pooling selects. Scores add up to 1 and do not know the level.",
                    "Compared with human rationales, over sentences: token F1 .699 [.672, .725], IoU F1 .599, "
                    + "average precision .794. To mark the whole response gets .678, .534, .591.", true),
    CONTEXT_ATTENTION("context", "Attention to the context", "The identifier's own attention from response to context, from the positions "
            + "that pooling selects: which words of the context the response attends to. Scores add up to 1 over the context.",
            "Not measured: no corpus has marked words of the context.", false);

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

    /** Measured agreement with human rationales, in a sentence or two. */
    public String measured() { return measured; }

    /** Whether the response's words are scored; otherwise the context's. */
    public boolean overResponse() { return overResponse; }

    /** @throws IllegalArgumentException listing the known keys if {@code key} is unknown */
    public static EvidenceMethod ofKey(String key) {
        return Arrays.stream(values()).filter(method -> method.key.equals(key)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + key + "\" is not an evidence method; known are "
                        + Arrays.stream(values()).map(EvidenceMethod::key).collect(Collectors.joining(", ")) + "."));
    }
}
