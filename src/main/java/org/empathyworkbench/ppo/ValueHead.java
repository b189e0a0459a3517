package org.empathyworkbench.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.t5.Safetensors;

/**
 * V(s_t) = v . h_t + b on the decoder's final state before T5's scaling: one linear layer, initialised to zero.
 *
 * @param weight (1, d)
 * @param bias   (1)
 */
public record ValueHead(NDArray weight, NDArray bias) {
    /** The file beside a policy's model.safetensors. */
    public static final String FILE = "value_head.safetensors";
    private static final String WEIGHT = "v_head.summary.weight";
    private static final String BIAS = "v_head.summary.bias";

    public static ValueHead zero(NDManager manager, int dModel) {
        return new ValueHead(manager.zeros(new Shape(1, dModel), DataType.FLOAT32), manager.zeros(new Shape(1), DataType.FLOAT32));
    }

    /** @throws UserInputException if the file contains no head for a model of this width */
    public static ValueHead read(NDManager manager, Path file, int dModel) {
        try (Safetensors tensors = Safetensors.open(file)) {
            NDArray weight = tensors.read(manager, WEIGHT);
            NDArray bias = tensors.read(manager, BIAS);
            if (!weight.getShape().equals(new Shape(1, dModel)) || bias.size() != 1) {
                throw new UserInputException(file + ": the value head has shape " + weight.getShape() + ", but the model asks for (1, "
                        + dModel + "). Nothing was loaded. Choose the value head that was saved with the model.");
            }
            return new ValueHead(weight, bias);
        }
    }

    /** Writes {@link #FILE} into a folder with TRL's tensor names, atomically. */
    public void save(Path folder) throws IOException {
        Path beside = folder.resolve(FILE + ".part");
        Safetensors.write(beside, named(), Map.of("format", "pt"));
        Safetensors.replace(beside, folder.resolve(FILE));
    }

    Map<String, NDArray> named() {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        tensors.put(WEIGHT, weight);
        tensors.put(BIAS, bias);
        return tensors;
    }

    List<NDArray> parameters() { return List.of(weight, bias); }
}
