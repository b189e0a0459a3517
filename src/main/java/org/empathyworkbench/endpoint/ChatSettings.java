package org.empathyworkbench.endpoint;

import org.empathyworkbench.setting.Setting;

/** Sampling settings sent to an outside model. The server decides what it does with them. */
public record ChatSettings(
        @Setting(label = "Server's own defaults",
                meaning = "Temperature, top-p and seed are not sent. Some services refuse them for some models.", group = "Decoding")
        boolean serverDefaults,
        @Setting(label = "Temperature", meaning = "0 for the most probable token each time, above 1 more surprising.",
                min = 0, max = 2, group = "Decoding", paper = "0.9 for its own models")
        double temperature,
        @Setting(label = "Top-p",
                meaning = "Only the smallest set of tokens whose probability reaches p can be drawn; 1 switches this off.",
                min = 1e-6, max = 1, group = "Decoding")
        double topP,
        @Setting(label = "Longest answer", meaning = "In the server's tokens. Models that reason before they answer need more.",
                min = 1, max = 100_000, group = "Decoding")
        int maximumTokens) {

    public ChatSettings {
        if (!(temperature >= 0)) throw new IllegalArgumentException("A temperature is 0 or more, not " + temperature + ".");
        if (!(topP > 0 && topP <= 1)) throw new IllegalArgumentException("Top-p lies above 0 and at most at 1, not at " + topP + ".");
        if (maximumTokens < 1)
            throw new IllegalArgumentException("An answer has room for one token at least, not for " + maximumTokens + ".");
    }

    /** Temperature 0.9 as the paper's own models, answers of up to 120 tokens. */
    public static ChatSettings standard() { return new ChatSettings(false, 0.9, 1.0, 120); }
}
