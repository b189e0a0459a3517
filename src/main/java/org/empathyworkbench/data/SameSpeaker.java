package org.empathyworkbench.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.UserInputException;

/** How consecutive turns of one speaker are treated when a corpus is read. Models assume alternating turns, so the user decides. */
public enum SameSpeaker {
    /** One turn, the texts parted by a blank. */
    JOIN("Join them into one turn"),
    /** Turns of their own; as the context of an answer they still stand as one text. */
    SEPARATE("Keep them as turns of their own");

    private final String title;

    SameSpeaker(String title) { this.title = title; }

    /** Display name. */
    public String title() { return title; }

    /** The name on a command line. */
    public String key() { return name().toLowerCase(Locale.ROOT); }

    /** @throws UserInputException naming the choices when {@code key} is none of them */
    public static SameSpeaker of(String key) {
        return Arrays.stream(values()).filter(choice -> choice.key().equals(key)).findFirst()
                .orElseThrow(() -> new UserInputException("\"" + SourceLocation.shown(key)
                        + "\" is not a choice for neighbouring turns of one speaker. Nothing was stored. Choose one of: "
                        + Arrays.stream(values()).map(SameSpeaker::key).collect(Collectors.joining(", ")) + "."));
    }
}
