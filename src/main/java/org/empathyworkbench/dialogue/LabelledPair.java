package org.empathyworkbench.dialogue;

import java.util.List;
import java.util.Map;

/**
 * A seeker's post and a response with human levels, the training data of the identifiers.
 *
 * @param id         unique in the corpus
 * @param seekerId   the seeker post's id: pairs that share it never stand in different splits
 * @param levels     the level of each mechanism that was labelled
 * @param rationales the parts of the response that the annotators marked for a mechanism; may be empty
 */
public record LabelledPair(String id, String seekerId, Split split, String context, String response,
                           Map<Mechanism, Level> levels, Map<Mechanism, List<String>> rationales) {
    public LabelledPair {
        levels = Map.copyOf(levels);
        rationales = Map.copyOf(rationales);
    }
}
