package org.empathyworkbench.t5;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Index of each weight in the list that programs take, by the words that program texts use. Computed from the list itself, so that text and
 * list agree: absolute indices for weights that occur once, indices relative to the block for those of every block.
 */
public final class WeightPlaces {
    /** The index of a weight that the model does not have. A disabled branch of a program may contain it; accessing it raises an error. */
    public static final int ABSENT = Integer.MAX_VALUE;

    private static final String ENCODER = "encoder.block.0.layer.";
    private static final String DECODER = "decoder.block.0.layer.";

    private final List<String> names;

    /** @param weights names in the order of the list */
    public WeightPlaces(List<String> weights) { this.names = List.copyOf(weights); }

    /** Index of a weight by its name without ".weight", or {@link #ABSENT}. */
    public int of(String name) {
        int place = names.indexOf(name + ".weight");
        return place < 0 ? ABSENT : place;
    }

    /** Indices of a T5's weights, by word. */
    static Map<String, Integer> of(T5Config config) {
        WeightPlaces places = new WeightPlaces(new T5Weights(config).all().stream().map(T5Weights.Weight::name).toList());
        Map<String, Integer> words = new LinkedHashMap<>();
        words.put("EMBEDDING", places.of("shared"));
        words.put("ENCODER_BIAS", places.of(ENCODER + "0.SelfAttention.relative_attention_bias"));
        words.put("ENCODER_NORM", places.of("encoder.final_layer_norm"));
        words.put("DECODER_BIAS", places.of(DECODER + "0.SelfAttention.relative_attention_bias"));
        words.put("DECODER_NORM", places.of("decoder.final_layer_norm"));
        words.put("LM_HEAD", places.of("lm_head"));
        words.put("OUTPUT", config.tied() ? places.of("shared") : places.of("lm_head"));            // the output projection

        int encoder = places.of(ENCODER + "0.layer_norm");
        int decoder = places.of(DECODER + "0.layer_norm");
        words.put("ENCODER_BLOCKS", encoder);
        words.put("DECODER_BLOCKS", decoder);
        words.put("ENCODER_BLOCK_SIZE", places.blockSize("encoder."));
        words.put("DECODER_BLOCK_SIZE", places.blockSize("decoder."));
        places.attention(words, "SELF_", DECODER + "0.", "SelfAttention.", decoder);
        places.attention(words, "CROSS_", DECODER + "1.", "EncDecAttention.", decoder);
        words.put("ENCODER_FF", places.of(ENCODER + "1.layer_norm") - encoder);
        words.put("DECODER_FF", places.of(DECODER + "2.layer_norm") - decoder);

        int feedForward = places.of(DECODER + "2.layer_norm");
        String dense = DECODER + "2.DenseReluDense.";
        words.put("FF_NORM", 0);
        words.put("FF_WI", places.of(dense + (config.gated() ? "wi_0" : "wi")) - feedForward);
        words.put("FF_WI_1", config.gated() ? places.of(dense + "wi_1") - feedForward : ABSENT);
        words.put("FF_WO", places.of(dense + "wo") - feedForward);
        return words;
    }

    private void attention(Map<String, Integer> words, String prefix, String layer, String kind, int block) {
        words.put(prefix + "NORM", of(layer + "layer_norm") - block);
        for (String letter : new String[] {"q", "k", "v", "o"}) {
            words.put(prefix + letter.toUpperCase(Locale.ROOT), of(layer + kind + letter) - block);
        }
    }

    private int blockSize(String stack) {
        List<String> block = new ArrayList<>(names);
        block.removeIf(name -> !name.startsWith(stack + "block.0.layer.") || name.endsWith("relative_attention_bias.weight"));
        return block.size();
    }
}
