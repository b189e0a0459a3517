package org.empathyworkbench.identifier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.t5.Parameters;
import org.empathyworkbench.t5.Safetensors;
import org.empathyworkbench.t5.T5Weights;
import org.empathyworkbench.t5.T5Weights.Weight;
import org.empathyworkbench.t5.WeightPlaces;

/**
 * The order of an identifier's weights in the lists that the programs take: context encoder, response encoder, the attention's projections
 * if it has them, classifier; names as saved by the authors' code. Last the evidence layer, which the authors do not have: a file without
 * it is complete.
 */
final class IdentifierWeights {
    private static final String EVIDENCE = "evidence";
    private static final int LEVELS = Level.values().length;

    private IdentifierWeights() { }

    static String[] projections(Attention attention) {
        return switch (attention) {
            case NO_PROJECTION -> new String[] {};
            case QKV_PROJECTION -> new String[] {"attn.q_linear", "attn.k_linear", "attn.v_linear"};
            case QKV_AND_OUTPUT_PROJECTION -> new String[] {"attn.q_linear", "attn.k_linear", "attn.v_linear", "attn.out"};
        };
    }

    static List<Weight> of(IdentifierConfig config) {
        List<Weight> weights = new ArrayList<>();
        for (String encoder : new String[] {"context_encoder.", "response_encoder."}) {
            for (Weight weight : new T5Weights(config.encoder()).encoder())
                weights.add(new Weight(encoder + weight.name(), weight.shape(), weight.scale()));
        }
        int d = config.encoder().dModel();
        for (String projection : projections(config.attention())) addLinear(weights, projection, d, d);
        if (config.head() == Head.PAPER) {
            addLinear(weights, "head", d, LEVELS);
        } else {
            addLinear(weights, "classifier.0", d, d / 2);
            addLinear(weights, "classifier.3", d / 2, LEVELS);
        }
        addLinear(weights, EVIDENCE, d, 1);
        return weights;
    }

    /** Offsets of the weights beyond T5's encoder, as substitutions of the programs. */
    static Map<String, Integer> places(IdentifierConfig config) {
        List<Weight> weights = of(config);
        WeightPlaces places = new WeightPlaces(weights.stream().map(Weight::name).toList());
        String first = config.head() == Head.PAPER ? "head" : "classifier.0";
        int encoder = new T5Weights(config.encoder()).encoderSize();
        Map<String, Integer> words = new LinkedHashMap<>();
        words.put("RESPONSE_ENCODER", encoder);
        words.put("RESPONSE_ENCODER_END", 2 * encoder);
        words.put("RESPONSE_EMBEDDING", places.of("response_encoder.shared"));
        words.put("ATTENTION_Q", places.of("attn.q_linear"));
        words.put("ATTENTION_K", places.of("attn.k_linear"));
        words.put("ATTENTION_V", places.of("attn.v_linear"));
        words.put("ATTENTION_OUT", places.of("attn.out"));
        words.put("CLASSIFIER_WEIGHT", places.of(first));
        words.put("CLASSIFIER_BIAS", places.of(first) + 1);
        words.put("CLASSIFIER_LAST_WEIGHT", places.of("classifier.3"));
        words.put("CLASSIFIER_LAST_BIAS", config.head() == Head.PAPER ? WeightPlaces.ABSENT : places.of("classifier.3") + 1);
        words.put("EVIDENCE_WEIGHT", places.of(EVIDENCE));
        words.put("EVIDENCE_BIAS", places.of(EVIDENCE) + 1);
        return words;
    }

    /**
     * T5's initialisation in the encoders except for the embeddings' deviation, PyTorch's deviation (3 n)^-0.5 in linear layers of n
     * inputs, biases 0. Deterministic in the seed.
     */
    static List<NDArray> random(NDManager manager, List<Weight> weights, double embeddingDeviation, long seed) {
        List<NDArray> tensors = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            Weight weight = weights.get(i);
            double scale = weight.name().endsWith("shared.weight") ? embeddingDeviation : weight.scale();
            tensors.add(weight.name().endsWith(".bias") ? manager.zeros(weight.shape(), DataType.FLOAT32)
                    : Parameters.random(manager, weight.shape(), scale, seed, i));
        }
        return tensors;
    }

    /** @throws UserInputException if a weight is missing or has another shape; a missing evidence layer is 0 */
    static List<NDArray> read(NDManager manager, Path file, List<Weight> weights) {
        List<Weight> own = weights.subList(0, weights.size() - 2);
        List<Weight> evidence = weights.subList(weights.size() - 2, weights.size());
        boolean has;
        try (Safetensors tensors = Safetensors.open(file)) {
            has = tensors.entries().containsKey(EVIDENCE + ".weight");
        }
        List<NDArray> read = new ArrayList<>(Parameters.read(manager, file, has ? weights : own));
        if (!has) evidence.forEach(weight -> read.add(manager.zeros(weight.shape(), DataType.FLOAT32)));
        return read;
    }

    private static void addLinear(List<Weight> weights, String name, int in, int out) {
        weights.add(new Weight(name + ".weight", new Shape(out, in), Math.pow(3.0 * in, -0.5)));
        weights.add(new Weight(name + ".bias", new Shape(out), Math.pow(3.0 * in, -0.5)));
    }
}
