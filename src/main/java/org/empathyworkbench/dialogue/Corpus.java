package org.empathyworkbench.dialogue;

import java.util.List;

/**
 * What a reader found in a corpus's files, before anything is stored.
 *
 * @param format    the reader's name, such as {@code empathetic-dialogues}
 * @param dialogues conversations; empty for a corpus of labelled pairs
 * @param pairs     labelled pairs; empty for a corpus of plain conversations
 * @param notices   one sentence for each thing a person should know: duplicates left out, labels that disagree
 */
public record Corpus(String format, List<Dialogue> dialogues, List<LabelledPair> pairs, List<String> notices) {
    public Corpus {
        dialogues = List.copyOf(dialogues);
        pairs = List.copyOf(pairs);
        notices = List.copyOf(notices);
    }
}
