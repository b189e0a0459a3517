package org.empathyworkbench.workspace;

import java.time.Instant;
import java.util.List;

/**
 * List entry of a dataset.
 *
 * @param format     the reader's name
 * @param source     the files it was imported from, as the user named them
 * @param utterances turns of all dialogues
 * @param responses  listener turns that answer a speaker turn: the examples of the generator
 * @param pairs      labelled pairs: the examples of the identifiers
 * @param notices    the reader's notices for the user
 */
public record DatasetInfo(String name, String format, String source, Instant importedAt, int dialogues, int utterances, int responses,
                          int pairs, List<String> notices) {
    public DatasetInfo { notices = List.copyOf(notices); }
}
