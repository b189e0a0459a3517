package org.empathyworkbench.t5;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The order of a T5's weights in the lists that the programs take, their Hugging Face names and shapes. The encoder's weights come first,
 * so that an encoder alone is a prefix: embedding, relative bias, final norm, blocks; then the decoder's relative bias, final norm, the
 * untied output projection if there is one, blocks.
 */
public final class T5Weights {
    /**
     * @param name  as in model.safetensors
     * @param scale standard deviation at initialisation; 0 for a norm's weight, which starts at 1
     */
    public record Weight(String name, Shape shape, double scale) {
        /** No weight decay on layer norms and relative attention biases, as in Hugging Face's Trainer (golden/DIFFERENCES 26). */
        public boolean decays() { return !name.endsWith("layer_norm.weight") && !name.contains("bias"); }
    }

    private final T5Config config;

    public T5Weights(T5Config config) { this.config = config; }

    /** Number of weights of an encoder alone. */
    public int encoderSize() { return encoder().size(); }

    public List<Weight> encoder() {
        List<Weight> weights = new ArrayList<>();
        double d = Math.pow(config.dModel(), -0.5);
        weights.add(new Weight("shared.weight", new Shape(config.vocabularySize(), config.dModel()), 1));
        weights.add(new Weight("encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight",
                new Shape(config.relativeBuckets(), config.heads()), d));
        weights.add(norm("encoder.final_layer_norm"));
        for (int i = 0; i < config.layers(); i++) {
            String block = "encoder.block." + i + ".layer.";
            addAttention(weights, block + "0.", "SelfAttention");
            addFeedForward(weights, block + "1.");
        }
        return weights;
    }

    public List<Weight> all() {
        List<Weight> weights = encoder();
        double d = Math.pow(config.dModel(), -0.5);
        weights.add(new Weight("decoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight",
                new Shape(config.relativeBuckets(), config.heads()), d));
        weights.add(norm("decoder.final_layer_norm"));
        if (!config.tied()) weights.add(new Weight("lm_head.weight", new Shape(config.vocabularySize(), config.dModel()), d));
        for (int i = 0; i < config.decoderLayers(); i++) {
            String block = "decoder.block." + i + ".layer.";
            addAttention(weights, block + "0.", "SelfAttention");
            addAttention(weights, block + "1.", "EncDecAttention");
            addFeedForward(weights, block + "2.");
        }
        return weights;
    }

    private Weight norm(String name) { return new Weight(name + ".weight", new Shape(config.dModel()), 0); }

    private void addAttention(List<Weight> weights, String layer, String kind) {
        double d = Math.pow(config.dModel(), -0.5);
        Shape in = new Shape(config.inner(), config.dModel());
        weights.add(norm(layer + "layer_norm"));
        weights.add(new Weight(layer + kind + ".q.weight", in, d * Math.pow(config.dKv(), -0.5)));
        weights.add(new Weight(layer + kind + ".k.weight", in, d));
        weights.add(new Weight(layer + kind + ".v.weight", in, d));
        weights.add(new Weight(layer + kind + ".o.weight", new Shape(config.dModel(), config.inner()), Math.pow(config.inner(), -0.5)));
    }

    private void addFeedForward(List<Weight> weights, String layer) {
        double d = Math.pow(config.dModel(), -0.5);
        Shape in = new Shape(config.dFf(), config.dModel());
        weights.add(norm(layer + "layer_norm"));
        for (String name : config.gated() ? new String[] {"wi_0", "wi_1"} : new String[] {"wi"}) {
            weights.add(new Weight(layer + "DenseReluDense." + name + ".weight", in, d));
        }
        weights.add(new Weight(layer + "DenseReluDense.wo.weight", new Shape(config.dModel(), config.dFf()), Math.pow(config.dFf(), -0.5)));
    }
}
