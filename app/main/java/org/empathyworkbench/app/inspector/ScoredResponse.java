package org.empathyworkbench.app.inspector;

import java.util.List;
import org.empathyworkbench.dialogue.EmpathyProfile;

/** A scored pair with its identifiers and levels: the input of evidence and what-if. */
public record ScoredResponse(String identifiers, List<String> context, String response, EmpathyProfile profile) {
    public ScoredResponse { context = List.copyOf(context); }
}
