package org.empathyworkbench.workspace;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * A response that the model of a run gave at some step, kept for people to read.
 *
 * @param context   the turns before it, oldest first
 * @param reference the corpus's own response, empty (not null) when there is none
 * @param profile   what the identifiers say about the response; null when the run has no identifiers
 * @param targets   levels of the reference, the reward's target; empty when unknown
 * @param reward    R_emp of the response in (0, 1]; null when the run has no reward
 */
public record RunSample(int step, List<String> context, String response, String reference, EmpathyProfile profile,
                        Map<Mechanism, Level> targets, Double reward) {
    public RunSample {
        context = List.copyOf(context);
        Objects.requireNonNull(response);
        Objects.requireNonNull(reference);
        targets = Map.copyOf(targets);
    }

    /** A sample of a run without identifiers. */
    public static RunSample plain(int step, List<String> context, String response, String reference) {
        return new RunSample(step, context, response, reference, null, Map.of(), null);
    }
}
