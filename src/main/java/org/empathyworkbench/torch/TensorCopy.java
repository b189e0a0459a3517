package org.empathyworkbench.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;

/**
 * Values of one tensor for another, in the other's own memory. {@link NDArray#copyTo} does not do that: it makes a buffer of Java's direct
 * memory and lets the tensor live there from then on, so weights would count against Java's limit, and
 * those on a GPU would go to the host and back.
 */
public final class TensorCopy {
    private static final Program COPY = Program.compile(Map.of(), "copy");

    private TensorCopy() {}

    /** {@code to[i] <- values[i]}, bit for bit; both lists have the same shapes. */
    public static void copy(List<NDArray> values, List<NDArray> to) {
        if (values.size() != to.size()) throw new IllegalArgumentException(values.size() + " values for " + to.size() + " tensors.");
        for (int i = 0; i < to.size(); i++) {
            if (!values.get(i).getShape().equals(to.get(i).getShape())) {
                throw new IllegalArgumentException("Values of shape " + values.get(i).getShape()
                        + " for a tensor of shape " + to.get(i).getShape() + ".");
            }
        }
        if (to.isEmpty()) return;
        try (NDManager call = to.get(0).getManager().newSubManager()) {
            COPY.run(call, "copy", to, values);
        }
    }
}
