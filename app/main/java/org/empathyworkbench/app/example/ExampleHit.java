package org.empathyworkbench.app.example;

import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * An example context.
 *
 * @param id displayed: dialogue and turn
 * @param emotion empty when unknown
 * @param reference the corpus's response; empty if none
 * @param response a system's response; empty for an example of a corpus
 * @param levels    known levels of the reference, annotated or by construction; empty if none
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
