package org.empathyworkbench.training;

import java.util.List;

/**
 * An example of the batch at which a run stopped.
 *
 * @param label what was to be learnt of it beside the response; empty when nothing
 */
public record FailedExample(String id, List<String> context, String response, String label) {
    public FailedExample { context = List.copyOf(context); }
}
