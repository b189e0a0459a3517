package org.empathyworkbench.timeline;

import java.util.List;
import java.util.Objects;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.generation.SamplingSettings;

/**
 * What every model of a run is asked: the same context with the same seed and sampling.
 *
 * @param context   the turns, oldest first, the last one by the speaker
 * @param reference the corpus's own response, whose levels are the reward's targets; empty for none
 */
public record TimelineQuestion(List<String> context, String reference, SamplingSettings sampling, long seed) {
    public TimelineQuestion {
        context = List.copyOf(context);
        Objects.requireNonNull(reference);
        Objects.requireNonNull(sampling);
        if (context.isEmpty())
            throw new UserInputException("There is no context to answer. Nothing was asked. Give the turns, the last one by the speaker.");
    }
}
