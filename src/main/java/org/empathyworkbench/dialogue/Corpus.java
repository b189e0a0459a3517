package org.empathyworkbench.dialogue;

import java.util.List;

/**
 * A corpus as read from files, before it is stored.
 *
 * @param format    the reader's name, such as {@code empathetic-dialogues}
 * @param dialogues conversations; empty for a corpus of labelled pairs
 * @param pairs     labelled pairs; empty for a corpus of plain conversations
 * @param notices   sentences for the user, such as duplicates left out or contradictory labels
 */
public record Corpus(String format, List<Dialogue> dialogues, List<LabelledPair> pairs, List<String> notices) {
    public Corpus {
        dialogues = List.copyOf(dialogues);
        pairs = List.copyOf(pairs);
        notices = List.copyOf(notices);
    }
}
