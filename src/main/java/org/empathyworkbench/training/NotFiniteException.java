package org.empathyworkbench.training;

import java.util.List;
import org.empathyworkbench.dialogue.BadInput;

/**
 * A loss or gradient is not a number or infinite (METHOD section 6, rule 17). The weights are those before the step; the examples of the
 * batch are named so that a person can look at them.
 */
public final class NotFiniteException extends BadInput {
    private static final long serialVersionUID = 1;

    private final transient List<String> examples;

    public NotFiniteException(int step, double loss, double norm, List<String> examples) {
        super("At step " + step + " the loss is " + loss + " and the gradient's norm " + norm + " (examples " + String.join(", ", examples.subList(0, Math.min(8, examples.size())))
                + (examples.size() > 8 ? " and " + (examples.size() - 8) + " more" : "") + "). The weights are those before this step. Lower the learning rate, "
                + "or look at these examples.");
        this.examples = List.copyOf(examples);
    }

    /** Ids of the batch's examples. */
    public List<String> examples() { return examples; }
}
