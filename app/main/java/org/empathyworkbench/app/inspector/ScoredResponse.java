package org.empathyworkbench.app.inspector;

import java.util.List;
import org.empathyworkbench.dialogue.EmpathyProfile;

/** What was asked of a set of identifiers, and the levels that it read: what evidence and what-if begin from. */
public record ScoredResponse(String identifiers, List<String> context, String response, EmpathyProfile profile) {
    public ScoredResponse { context = List.copyOf(context); }
}
