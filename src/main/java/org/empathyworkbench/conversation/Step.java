package org.empathyworkbench.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user turn with its answers.
 *
 * @param id      1, 2, 3... within the conversation
 * @param parent  the previous step; 0 for none
 * @param answers of each side, oldest first
 * @param chosen  of each side, the index of the chosen answer; -1 for none yet
 */
public record Step(int id, int parent, String text, Instant at, List<List<Answer>> answers, List<Integer> chosen) {
    public Step {
        answers = answers.stream().map(List::copyOf).toList();
        chosen = List.copyOf(chosen);
        if (answers.size() != chosen.size()) throw new IllegalArgumentException("A step has one choice a side.");
        for (int side = 0; side < chosen.size(); side++) {
            if (chosen.get(side) < -1 || chosen.get(side) >= answers.get(side).size())
                throw new IllegalArgumentException("A choice is one of the answers, or -1.");
        }
    }

    static Step said(int id, int parent, String text, Instant at, int sides) {
        return new Step(id, parent, text, at, Collections.nCopies(sides, List.of()), Collections.nCopies(sides, -1));
    }

    public int sides() { return answers.size(); }

    /** The answer that holds; null for none yet. */
    public @Nullable Answer answer(int side) {
        return side >= chosen.size() || chosen.get(side) < 0 ? null : answers.get(side).get(chosen.get(side));
    }

    Step choose(int side, int number) {
        List<Integer> now = new ArrayList<>(chosen);
        now.set(side, number);
        return new Step(id, parent, text, at, answers, now);
    }

    /** With one more answer, which then holds. */
    Step add(int side, Answer answer) {
        List<List<Answer>> now = new ArrayList<>(answers);
        List<Answer> ofSide = new ArrayList<>(now.get(side));
        ofSide.add(answer);
        now.set(side, ofSide);
        return new Step(id, parent, text, at, now, chosen).choose(side, ofSide.size() - 1);
    }

    Step replace(int side, int number, Answer answer) {
        List<List<Answer>> now = new ArrayList<>(answers);
        List<Answer> ofSide = new ArrayList<>(now.get(side));
        ofSide.set(number, answer);
        now.set(side, ofSide);
        return new Step(id, parent, text, at, now, chosen);
    }

    Step under(int newId, int newParent) { return new Step(newId, newParent, text, at, answers, chosen); }

    /** With room for so many sides; a side that nobody sits at any more keeps its answers. */
    Step withSides(int sides) {
        List<List<Answer>> ofSides = new ArrayList<>(answers);
        List<Integer> now = new ArrayList<>(chosen);
        while (ofSides.size() < sides) {
            ofSides.add(List.of());
            now.add(-1);
        }
        return new Step(id, parent, text, at, ofSides, now);
    }
}
