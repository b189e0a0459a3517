package org.empathyworkbench.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A conversation of a corpus.
 *
 * @param id        the corpus's own id, unique in the corpus
 * @param emotion   one word, empty when the corpus gives none
 * @param situation the description that the speaker was given or wrote, empty when there is none
 */
public record Dialogue(String id, Split split, String emotion, String situation, List<Turn> turns) {
    public Dialogue { turns = List.copyOf(turns); }

    /**
     * Every listener turn that follows a speaker turn gives one example, in order. All that reads a context takes its turns for
     * alternating, the speaker's first and last: so neighbouring turns of one role stand in it as one text, and what a listener says before
     * the speaker's first turn does not stand in it.
     */
    public List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        List<String> before = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            if (answers(i)) examples.add(new Example(id + "#" + i, emotion, before, turn.text()));
            if (before.isEmpty() && turn.role() == Role.LISTENER) continue;
            if (!before.isEmpty() && turns.get(i - 1).role() == turn.role())
                before.set(before.size() - 1, before.get(before.size() - 1) + " " + turn.text());
            else before.add(turn.text());
        }
        return examples;
    }

    /** The turns that examples have as their responses, in order, without the contexts, which grow with the square of the turns. */
    public List<Turn> responseTurns() { return IntStream.range(0, turns.size()).filter(this::answers).mapToObj(turns::get).toList(); }

    /** How many examples there are. */
    public int responses() { return (int) IntStream.range(0, turns.size()).filter(this::answers).count(); }

    private boolean answers(int i) {
        return i > 0 && turns.get(i).role() == Role.LISTENER && turns.get(i - 1).role() == Role.SPEAKER;
    }

    /** The turn that an example of this dialogue has as its response. */
    public Turn turnOf(Example example) { return turns.get(Integer.parseInt(example.id().substring(example.id().lastIndexOf('#') + 1))); }
}
