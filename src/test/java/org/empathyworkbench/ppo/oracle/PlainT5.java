package org.empathyworkbench.ppo.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.empathyworkbench.ppo.oracle.Tape.Node;
import org.empathyworkbench.t5.T5Config;

/**
 * A T5 (Raffel et al. 2020; v1.0, or v1.1 with gated GELU and an output matrix of its own) with a value
 * head, for one sequence at a time. No dropout.
 */
final class PlainT5 {
    static final String HEAD = "v_head.summary.weight";
    static final String HEAD_BIAS = "v_head.summary.bias";

    private final T5Config config;
    /** By their Hugging Face names, the value head among them; each with the gradient that {@link Tape#backward} adds up. */
    final Map<String, Node> weights = new TreeMap<>();

    PlainT5(T5Config config, Map<String, float[]> weights) {
        this.config = config;
        weights.forEach((name, values) -> {
            double[] copy = new double[values.length];
            for (int i = 0; i < copy.length; i++) copy[i] = values[i];
            int columns = columns(name, values.length);
            this.weights.put(name, new Node(copy.length / columns, columns, copy, new double[copy.length]));
        });
    }

    private int columns(String name, int size) {
        if (name.contains("relative_attention_bias")) return config.heads();
        if (name.endsWith("o.weight") && name.contains("Attention")) return config.heads() * config.dKv();
        if (name.endsWith("wo.weight")) return config.dFf();
        if (name.equals(HEAD_BIAS)) return 1;
        return size % config.dModel() == 0 ? config.dModel() : size;
    }

    PlainT5 copy() {
        Map<String, float[]> none = new LinkedHashMap<>();
        PlainT5 copy = new PlainT5(config, none);
        weights.forEach((name, node) ->
                copy.weights.put(name, new Node(node.rows, node.columns, node.value.clone(), new double[node.value.length])));
        return copy;
    }

    T5Config config() { return config; }

    /** The decoder's final states (T, d) for a context and the decoder's input. */
    Node states(Tape tape, Node memory, int[] input) {
        Node x = tape.lookup(w("shared.weight"), input);
        int[][] buckets = buckets(input.length, false);
        for (int i = 0; i < config.decoderLayers(); i++) {
            String block = "decoder.block." + i + ".layer.";
            Node n = norm(tape, x, block + "0.layer_norm.weight");
            x = tape.plus(x, attention(tape, block + "0.SelfAttention.", n, n,
                    w("decoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight"), buckets, true));
            x = tape.plus(x,
                    attention(tape, block + "1.EncDecAttention.", norm(tape, x, block + "1.layer_norm.weight"), memory, null, null, false));
            x = tape.plus(x, feedForward(tape, block + "2.", x));
        }
        return norm(tape, x, "decoder.final_layer_norm.weight");
    }

    /** The encoder's final states (S, d). */
    Node memory(Tape tape, int[] context) {
        Node x = tape.lookup(w("shared.weight"), context);
        int[][] buckets = buckets(context.length, true);
        for (int i = 0; i < config.layers(); i++) {
            String block = "encoder.block." + i + ".layer.";
            Node n = norm(tape, x, block + "0.layer_norm.weight");
            x = tape.plus(x, attention(tape, block + "0.SelfAttention.", n, n,
                    w("encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight"), buckets, false));
            x = tape.plus(x, feedForward(tape, block + "1.", x));
        }
        return norm(tape, x, "encoder.final_layer_norm.weight");
    }

    /** (T, V). */
    Node logits(Tape tape, Node states) {
        return config.tied() ? tape.linear(tape.scaled(states, Math.pow(config.dModel(), -0.5)), w("shared.weight"))
                : tape.linear(states, w("lm_head.weight"));
    }

    /** (T, 1) V of the state in which each token is chosen, before T5's scaling. */
    Node values(Tape tape, Node states) { return tape.plusRow(tape.linear(states, w(HEAD)), w(HEAD_BIAS)); }

    private Node w(String name) { return weights.get(name); }

    private Node norm(Tape tape, Node x, String name) { return tape.norm(x, w(name), config.epsilon()); }

    private Node attention(Tape tape, String name, Node from, Node to, Node bias, int[][] buckets, boolean causal) {
        Node q = tape.linear(from, w(name + "q.weight"));
        Node k = tape.linear(to, w(name + "k.weight"));
        Node v = tape.linear(to, w(name + "v.weight"));
        List<Node> heads = new ArrayList<>();
        for (int h = 0; h < config.heads(); h++) {
            int at = h * config.dKv();
            Node scores = tape.linear(tape.columns(q, at, config.dKv()), tape.columns(k, at, config.dKv()));
            if (bias != null) scores = tape.plusBias(scores, bias, h, buckets);
            heads.add(tape.weighted(tape.softmax(scores, causal), tape.columns(v, at, config.dKv())));
        }
        return tape.linear(tape.beside(heads), w(name + "o.weight"));
    }

    private Node feedForward(Tape tape, String layer, Node x) {
        Node n = norm(tape, x, layer + "layer_norm.weight");
        String dense = layer + "DenseReluDense.";
        Node inner = config.gated()
                ? tape.times(tape.gelu(tape.linear(n, w(dense + "wi_0.weight"))), tape.linear(n, w(dense + "wi_1.weight")))
                : tape.relu(tape.linear(n, w(dense + "wi.weight")));
        return tape.linear(inner, w(dense + "wo.weight"));
    }

    /**
     * The bucket of key position less query position: half of them exact, the others on a logarithmic scale up to the greatest distance.
     */
    private int[][] buckets(int length, boolean bothWays) {
        int[][] buckets = new int[length][length];
        for (int query = 0; query < length; query++) {
            for (int key = 0; key < length; key++) {
                int count = bothWays ? config.relativeBuckets() / 2 : config.relativeBuckets();
                int distance = bothWays ? Math.abs(key - query) : Math.max(0, query - key);
                int exact = count / 2;
                int bucket = distance < exact ? distance : Math.min(count - 1,
                        exact + (int) (Math.log(distance / (double) exact)
                                / Math.log(config.relativeMaxDistance() / (double) exact) * (count - exact)));
                buckets[query][key] = bothWays && key > query ? bucket + count : bucket;
            }
        }
        return buckets;
    }
}
