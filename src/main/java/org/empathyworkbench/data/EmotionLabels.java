package org.empathyworkbench.data;

import java.util.Locale;

/**
 * The emotion of a conversation, from what its rows say: capitals and blanks are repaired, what is none of the 32 is left out, both noted.
 */
final class EmotionLabels {
    private final ReadingNotes notes;
    private boolean anyKnown;
    private SourceLocation.Fault firstUnknown;

    EmotionLabels(ReadingNotes notes) { this.notes = notes; }

    /** As {@link #read}, without notes. */
    static String of(String written) {
        String label = written.strip().toLowerCase(Locale.ROOT);
        return Emotions.known(label) ? label : "";
    }

    /** @param written the field of a conversation's first row; @return one of the 32, empty when it is none of them */
    String read(String written, SourceLocation place) {
        String label = of(written);
        if (label.isEmpty()) {
            if (firstUnknown == null)
                firstUnknown = place.fault("\"" + SourceLocation.shown(written.trim()) + "\" is not one of the 32 emotions");
            notes.add("Kept without an emotion, because the label is none of the 32", "conversation", 1, place, written.trim());
            return "";
        }
        anyKnown = true;
        if (!label.equals(written.trim()))
            notes.add("Emotion label read without regard to capitals and blanks", "conversation", 1, place, written);
        return label;
    }

    /** @throws SourceLocation.Fault when labels were read and none was an emotion: then the column holds something else */
    void requireOne() {
        if (!anyKnown && firstUnknown != null) throw firstUnknown;
    }
}
