package org.empathyworkbench.data;

import java.util.List;

/** The 32 emotions of EmpatheticDialogues, in the order of the numbers 0..31 that some copies of it use. */
final class Emotions {
    static final List<String> ALL = List.of("sad", "trusting", "terrified", "caring", "disappointed", "faithful", "joyful", "jealous",
            "disgusted", "surprised", "ashamed", "afraid", "impressed", "sentimental", "devastated", "excited", "anticipating", "annoyed",
            "anxious", "furious", "content", "lonely", "angry", "confident", "apprehensive", "guilty", "embarrassed", "grateful", "hopeful",
            "proud", "prepared", "nostalgic");

    private Emotions() { }

    static boolean known(String emotion) { return ALL.contains(emotion); }
}
