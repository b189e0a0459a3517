package org.empathyworkbench.app.example;

import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * A context that can be chosen.
 *
 * @param id        for people: the dialogue and the turn
 * @param emotion   empty when unknown
 * @param reference the corpus's own response; empty when there is none
 * @param response  what some system answered there; empty where the example is of a corpus
 * @param levels    what is known of the reference from people or by construction; empty where nothing is
 */
public record ExampleHit(String id, String emotion, List<String> context, String reference, String response, Map<Mechanism, Level> levels) {
    public ExampleHit {
        context = List.copyOf(context);
        levels = Map.copyOf(levels);
    }

    /** An example of a corpus. */
    public ExampleHit(String id, String emotion, List<String> context, String reference, Map<Mechanism, Level> levels) {
        this(id, emotion, context, reference, "", levels);
    }
}
