package org.empathyworkbench.training;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.BadInput;

/**
 * A loss or gradient is not a number or infinite (METHOD section 6, rule 17). The weights are those before the step; the examples of the
 * batch are named, and can be kept, so that a person can look at them.
 */
public final class NotFiniteException extends BadInput {
    private static final long serialVersionUID = 1;
    /** The file in the run's folder. */
    public static final String FILE = "failed-batch.json";
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

    /** Writes the batch into {@link #FILE} of a folder. @return this failure with a sentence that says where the batch is */
    public NotFiniteException keptIn(Path folder) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("step", step);
        json.put("reason", getMessage());
        json.put("loss", String.valueOf(loss));
        json.put("gradient norm", String.valueOf(norm));
        json.put("examples", examples.stream().map(NotFiniteException::json).toList());
        Path file = folder.resolve(FILE);
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json), StandardCharsets.UTF_8);
        return new NotFiniteException(step, loss, norm, examples, " The batch is kept in " + file + ".");
    }

    private static Map<String, Object> json(FailedExample example) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("example", example.id());
        json.put("context", example.context());
        json.put("response", example.response());
        if (!example.label().isEmpty()) json.put("label", example.label());
        return json;
    }
}
