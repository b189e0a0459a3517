package org.empathyworkbench.dialogue;

import java.util.ArrayList;
import java.util.List;

/**
 * A conversation of a corpus.
 *
 * @param id        the corpus's own id, unique in the corpus
 * @param emotion   one word, empty when the corpus gives none
 * @param situation the description that the speaker was given or wrote, empty when there is none
 */
public record Dialogue(String id, Split split, String emotion, String situation, List<Turn> turns) {
    public Dialogue { turns = List.copyOf(turns); }

    /** Every listener turn that follows a speaker turn gives one example, in order. */
    public List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        List<String> before = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            if (turn.role() == Role.LISTENER && i > 0 && turns.get(i - 1).role() == Role.SPEAKER) {
                examples.add(new Example(id + "#" + i, emotion, before, turn.text()));
            }
            before.add(turn.text());
        }
        return examples;
    }
}
