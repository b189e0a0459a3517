package org.empathyworkbench.comparison;

import java.util.List;
import org.empathyworkbench.dialogue.Example;

/**
 * A context of a comparison: one row.
 *
 * @param id        display id: the dialogue and the turn, or the position in a file
 * @param emotion   empty if unknown
 * @param turns     oldest first, the last one by the speaker
 * @param reference the corpus's own response; empty if there is none
 */
public record ComparedContext(String id, String emotion, List<String> turns, String reference) {
    public ComparedContext { turns = List.copyOf(turns); }

    /** The same as an example whose response is the reference. */
    public Example example() { return new Example(id, emotion, turns, reference); }
}
