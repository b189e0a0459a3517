package org.empathyworkbench.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.UserInputException;
import org.jspecify.annotations.Nullable;

/**
 * A loss, a gradient or one of their inputs is infinite or NaN: the run stops before the optimizer step (METHOD section 6, rule 17).
 * Contains the batch, so that it can be stored for inspection.
 */
public final class NonFiniteLossException extends UserInputException {
    private static final long serialVersionUID = 1;
    private static final int NAMED = 8;

    private final transient FailedBatch batch;

    /** @param sentence what is not finite, what the weights are now, what to do */
    public NonFiniteLossException(int step, String sentence) { this(sentence, new FailedBatch(step, sentence, Map.of(), List.of()), null); }

    private NonFiniteLossException(String sentence, FailedBatch batch, @Nullable Throwable cause) {
        super(sentence, cause);
        this.batch = batch;
    }

    /**
     * Of a supervised step.
     *
     * @param norm of the gradient
     * @param rows the batch; its first examples are named
     */
    public static NonFiniteLossException ofStep(int step, double loss, double norm, List<FailedBatch.Row> rows) {
        String reason = "At step " + step + " the loss is " + loss + " and the gradient norm " + norm + " (examples "
                + rows.stream().limit(NAMED).map(FailedBatch.Row::example).collect(Collectors.joining(", "))
                + (rows.size() > NAMED ? " and " + (rows.size() - NAMED) + " more" : "")
                + "). The weights are those before this step. Lower the learning rate, or check these examples.";
        return new NonFiniteLossException(reason, new FailedBatch(step, reason, Map.of("loss", loss, "gradient norm", norm), rows), null);
    }

    /** With the batch in which it occurred. */
    public NonFiniteLossException of(List<FailedBatch.Row> rows) {
        return new NonFiniteLossException(batch.reason(), new FailedBatch(batch.step(), batch.reason(), batch.figures(), rows), this);
    }

    /** The examples of the batch, in order. */
    public FailedBatch batch() { return batch; }

    /**
     * Writes the batch into the run's folder if possible.
     *
     * @return this exception with a sentence on whether and where the batch is stored
     */
    public NonFiniteLossException keptIn(Path folder) {
        try {
            return new NonFiniteLossException(batch.reason() + " The batch is stored in " + batch.write(folder) + ".", batch, this);
        } catch (IOException unwritten) {
            return new NonFiniteLossException(batch.reason() + " The batch could not be stored in " + folder + ".", batch, unwritten);
        }
    }
}
