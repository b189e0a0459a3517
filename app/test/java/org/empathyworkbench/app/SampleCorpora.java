package org.empathyworkbench.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.Turn;

/** Small corpora with known counts. */
public final class SampleCorpora {
    private SampleCorpora() { }

    /**
     * 60 dialogues of two turns: every third lonely, else proud; every tenth in the test split; the listener's levels turn with the index.
     */
    public static Corpus dialogues() {
        List<Dialogue> dialogues = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Map<Mechanism, Level> levels = Map.of(Mechanism.EMOTIONAL_REACTION, Level.of(i % 3),
                    Mechanism.INTERPRETATION, Level.NONE, Mechanism.EXPLORATION, Level.of(i % 2));
            dialogues.add(new Dialogue("d" + i, i % 10 == 0 ? Split.TEST : Split.TRAIN, i % 3 == 0 ? "lonely" : "proud",
                    "Situation " + i + ".", List.of(new Turn(Role.SPEAKER, "Something happened to me, number " + i + "."),
                            new Turn(Role.LISTENER, "I see, answer " + i + ".", levels))));
        }
        return new Corpus("sample", dialogues, List.of(), List.of("One notice."));
    }

    /** Two pairs with rationales. */
    public static Corpus pairs() {
        Map<Mechanism, Level> levels = Map.of(Mechanism.EMOTIONAL_REACTION, Level.WEAK,
                Mechanism.INTERPRETATION, Level.NONE, Mechanism.EXPLORATION, Level.STRONG);
        return new Corpus("sample", List.of(), List.of(
                new LabelledPair("p1", "s1", Split.TRAIN, "I lost my job.", "I am sorry. What happened?", levels,
                        Map.of(Mechanism.EMOTIONAL_REACTION, List.of("I am sorry."), Mechanism.EXPLORATION, List.of("What happened?"))),
                new LabelledPair("p2", "s2", Split.TEST, "Nobody calls.", "Same here.", levels, Map.of())), List.of());
    }
}
