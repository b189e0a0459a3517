package org.empathyworkbench.data;

import java.util.List;
import org.empathyworkbench.dialogue.GivenResponse;

/**
 * One system's responses, in the file's order.
 *
 * @param name   proposed for the set in the workspace, such as {@code moel-multitask}
 * @param system display name, such as {@code Transformer, multitask}
 */
public record NamedResponses(String name, String system, List<GivenResponse> responses) {
    public NamedResponses { responses = List.copyOf(responses); }
}
