package org.empathyworkbench.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.workspace.FailedBatch;

/**
 * A loss or gradient is not a number or infinite (METHOD section 6, rule 17). The weights are those before the step; the examples of the
 * batch are named, and can be kept, so that a person can look at them.
 */
public final class NotFiniteException extends BadInput {
    private static final long serialVersionUID = 1;
    private static final int NAMED = 8;

    private final int step;
    private final double loss;
    private final double norm;
    private final transient List<FailedExample> examples;

    public NotFiniteException(int step, double loss, double norm, List<FailedExample> examples) {
        this(step, loss, norm, examples, "");
    }

    private NotFiniteException(int step, double loss, double norm, List<FailedExample> examples, String kept) {
        super("At step " + step + " the loss is " + loss + " and the gradient's norm " + norm + " (examples "
                + examples.stream().limit(NAMED).map(FailedExample::id).collect(Collectors.joining(", ")) + (examples.size() > NAMED ? " and " + (examples.size() - NAMED) + " more" : "")
                + "). The weights are those before this step. Lower the learning rate, or look at these examples." + kept);
        this.step = step;
        this.loss = loss;
        this.norm = norm;
        this.examples = List.copyOf(examples);
    }

    /** The batch, in order. */
    public List<FailedExample> examples() { return examples; }

    /** Writes the batch into the folder of a run. @return this failure with a sentence that says where the batch is */
    public NotFiniteException keptIn(Path folder) throws IOException {
        List<FailedBatch.Row> rows = examples.stream().map(example -> new FailedBatch.Row(example.id(), example.context(), example.response(), example.label(), Map.of())).toList();
        Path file = new FailedBatch(step, getMessage(), Map.of("loss", loss, "gradient norm", norm), rows).write(folder);
        return new NotFiniteException(step, loss, norm, examples, " The batch is kept in " + file + ".");
    }
}
