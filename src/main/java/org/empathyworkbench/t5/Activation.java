package org.empathyworkbench.t5;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Activation of the feed-forward layers, by the names in transformers' {@code ACT2FN}; the first one is written. */
public enum Activation {
    RELU("relu"),
    /** x Φ(x), by the error function. */
    GELU("gelu", "gelu_python"),
    /** The approximation 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³))): T5 v1.1's. */
    GELU_NEW("gelu_new", "gelu_pytorch_tanh", "gelu_fast", "gelu_accurate"),
    SILU("silu", "swish");

    private final List<String> names;

    Activation(String... names) { this.names = List.of(names); }

    /** As in config.json's {@code dense_act_fn}. */
    public String word() { return names.get(0); }

    static Optional<Activation> of(String name) {
        return Arrays.stream(values()).filter(activation -> activation.names.contains(name)).findFirst();
    }

    static String known() { return Arrays.stream(values()).map(Activation::word).collect(Collectors.joining(", ")); }
}
