package org.empathyworkbench.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.EnumMap;
import java.util.Map;

/** One value for each {@link HyperParameter} of a group, and the tensor that a program takes. */
public final class HyperParameters {
    private final HyperParameter.Group group;
    private final Map<HyperParameter, Double> values = new EnumMap<>(HyperParameter.class);

    private HyperParameters(HyperParameter.Group group) { this.group = group; }

    /** Nothing set yet. */
    public static HyperParameters of(HyperParameter.Group group) { return new HyperParameters(group); }

    /** All 0. */
    public static HyperParameters zeros(HyperParameter.Group group) {
        HyperParameters zeros = of(group);
        group.members().forEach(name -> zeros.set(name, 0));
        return zeros;
    }

    /** @throws IllegalArgumentException when the name is of another group */
    public HyperParameters set(HyperParameter name, double value) {
        if (name.group() != group) throw new IllegalArgumentException(name + " does not belong to " + group + ".");
        values.put(name, value);
        return this;
    }

    /** (n) float64 in the order of the group, on the CPU, attached to {@code step}. @throws IllegalStateException when one is not set */
    public NDArray float64(NDManager step) { return Torch.numbers(step, inOrder()); }

    /** As {@link #float64}, in float32. */
    public NDArray float32(NDManager step) {
        double[] inOrder = inOrder();
        float[] numbers = new float[inOrder.length];
        for (int i = 0; i < numbers.length; i++) numbers[i] = (float) inOrder[i];
        return Torch.numbers(step, numbers);
    }

    private double[] inOrder() {
        return group.members().stream().mapToDouble(name -> {
            Double value = values.get(name);
            if (value == null) throw new IllegalStateException(name + " is not set.");
            return value;
        }).toArray();
    }
}
