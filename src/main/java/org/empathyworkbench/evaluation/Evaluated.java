package org.empathyworkbench.evaluation;

import java.util.List;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.GivenResponse;

/**
 * A report with the responses it speaks of.
 *
 * @param responses in the split's order
 * @param profiles  of each response by the first judge; empty without judges
 */
public record Evaluated(EvaluationReport report, List<GivenResponse> responses, List<EmpathyProfile> profiles) {
    public Evaluated {
        responses = List.copyOf(responses);
        profiles = List.copyOf(profiles);
    }
}
