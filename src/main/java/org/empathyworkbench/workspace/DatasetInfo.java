package org.empathyworkbench.workspace;

import java.time.Instant;
import java.util.List;

/**
 * A dataset as a list shows it.
 *
 * @param format     the reader's name
 * @param source     the files it came from, as the person named them
 * @param utterances turns of all dialogues
 * @param responses  listener turns that answer a speaker turn: the examples of the generator
 * @param pairs      labelled pairs: the examples of the identifiers
 * @param notices    what the reader wanted a person to know
 */
public record DatasetInfo(String name, String format, String source, Instant importedAt, int dialogues, int utterances, int responses,
                          int pairs, List<String> notices) {
    public DatasetInfo { notices = List.copyOf(notices); }
}
