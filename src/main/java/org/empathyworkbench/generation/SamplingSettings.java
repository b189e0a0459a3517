package org.empathyworkbench.generation;

import org.empathyworkbench.setting.Setting;

/** How the tokens of a response are sampled; defaults are the paper's (section IV-B; METHOD section 2). */
public record SamplingSettings(
        @Setting(label = "Greedy", meaning = "Always take the most probable token; temperature, top-k and top-p then play no part.",
                group = "Decoding", paper = "sampling")
        boolean greedy,
        @Setting(label = "Temperature", meaning = "Logits are divided by it before the softmax: below 1 is safer, above 1 more surprising.",
                group = "Decoding", min = 0.01, max = 100, paper = "0.9")
        double temperature,
        @Setting(label = "Top-k", meaning = "Only the k most probable tokens can be drawn; 0 means the whole vocabulary.",
                group = "Decoding", min = 0, max = 1_000_000, paper = "20")
        int topK,
        @Setting(label = "Top-p",
                meaning = "Only the smallest set of tokens whose probability reaches p can be drawn; 1 switches this off.",
                group = "Decoding", min = 1e-6, max = 1, paper = "1.0")
        double topP,
        @Setting(label = "Longest response", meaning = "A response is cut after so many tokens, its end token counted.",
                group = "Decoding", min = 1, max = 512, paper = "30", code = "max_length 30 counts the start token: 29 new tokens")
        int maximumNewTokens,
        @Setting(label = "Shortest response",
                meaning = "A response cannot end before this length, the start token counted; 0 sets no limit.", group = "Decoding",
                min = 0, max = 512, paper = "none", code = "5 in rollouts")
        int minimumLength) {

    public SamplingSettings {
        if (!(temperature > 0)) throw new IllegalArgumentException("A temperature is greater than 0, not " + temperature + ".");
        if (topK < 0) throw new IllegalArgumentException("Top-k is 0 (all tokens) or more, not " + topK + ".");
        if (!(topP > 0 && topP <= 1)) throw new IllegalArgumentException("Top-p lies above 0 and at most at 1, not at " + topP + ".");
        if (maximumNewTokens < 1)
            throw new IllegalArgumentException("A response has room for one token at least, not for " + maximumNewTokens + ".");
        if (minimumLength < 0) throw new IllegalArgumentException("A shortest response is 0 tokens or more, not " + minimumLength + ".");
    }

    /** Top-k 20, top-p 1.0, temperature 0.9, at most 30 tokens. */
    public static SamplingSettings paper() { return new SamplingSettings(false, 0.9, 20, 1.0, 30, 0); }

    /** The most probable token at every position, at most 30. */
    public static SamplingSettings greedyDecoding() { return new SamplingSettings(true, 0.9, 20, 1.0, 30, 0); }

    /** Number of tokens that can be sampled from a vocabulary of a given size, before top-p. */
    public int topKOf(int vocabularySize) { return topK == 0 ? vocabularySize : Math.min(topK, vocabularySize); }

    public SamplingSettings withMaximumNewTokens(int tokens) {
        return new SamplingSettings(greedy, temperature, topK, topP, tokens, minimumLength);
    }
}
