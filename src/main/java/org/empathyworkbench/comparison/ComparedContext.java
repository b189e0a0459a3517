package org.empathyworkbench.comparison;

import java.util.List;

/**
 * A context of a comparison: one row.
 *
 * @param id        for people: the dialogue and the turn, or the place in a file
 * @param emotion   empty when unknown
 * @param turns     oldest first, the last one by the speaker
 * @param reference the corpus's own response; empty when there is none
 */
public record ComparedContext(String id, String emotion, List<String> turns, String reference) {
    public ComparedContext { turns = List.copyOf(turns); }
}
