package org.empathyworkbench.t5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a config.json leaves open, and how weights begin: as in transformers' T5Config and T5PreTrainedModel. */
class ConfigDefaultsTest {
    private static final String SIZES = "\"vocab_size\": 100, \"d_model\": 16, "
            + "\"d_kv\": 8, \"d_ff\": 64, \"num_layers\": 3, \"num_heads\": 4";

    @TempDir Path folder;

    @Test void whatIsLeftOutHasTransformersDefaults() throws IOException {
        T5Config config = read("");
        assertThat(config.decoderLayers()).as("as many as the encoder").isEqualTo(3);
        assertThat(config.relativeBuckets()).isEqualTo(32);
        assertThat(config.relativeMaxDistance()).isEqualTo(128);
        assertThat(config.dropout()).isEqualTo(0.1);
        assertThat(config.epsilon()).isEqualTo(1e-6);
        assertThat(config.gated()).isFalse();
        assertThat(config.tied()).isTrue();
        assertThat(config.padId()).isZero();
        assertThat(config.eosId()).isEqualTo(1);
        assertThat(config.startId()).isZero();
    }

    @Test void whatIsStatedIsReadFromItsOwnKey() throws IOException {
        T5Config config = read(", \"num_decoder_layers\": 2, \"relative_attention_num_buckets\": 16, \"relative_attention_max_distance\": "
                + "64, \"dropout_rate\": 0.2, \"layer_norm_epsilon\": 1e-5, \"feed_forward_proj\": \"gated-gelu\", "
                + "\"tie_word_embeddings\": false, \"pad_token_id\": 5, \"eos_token_id\": 6, \"decoder_start_token_id\": 7");
        assertThat(new int[] {config.vocabularySize(), config.dModel(), config.dKv(), config.dFf(), config.layers(), config.heads()})
                .containsExactly(100, 16, 8, 64, 3, 4);
        assertThat(new int[] {config.decoderLayers(), config.relativeBuckets(), config.relativeMaxDistance()}).containsExactly(2, 16, 64);
        assertThat(config.dropout()).isEqualTo(0.2);
        assertThat(config.epsilon()).isEqualTo(1e-5);
        assertThat(config.gated()).isTrue();
        assertThat(config.tied()).isFalse();
        assertThat(new int[] {config.padId(), config.eosId(), config.startId()}).containsExactly(5, 6, 7);
        config.write(folder.resolve("again.json"));
        assertThat(T5Config.read(folder.resolve("again.json"))).isEqualTo(config);
        assertThat(read(", \"pad_token_id\": 5").startId()).as("0 where it is left out, not the padding").isZero();
    }

    @Test void weightsBeginWithTheScalesOfT5() throws IOException {
        Map<String, Double> scales = new T5Weights(read(", \"feed_forward_proj\": \"gated-gelu\", \"tie_word_embeddings\": false"))
                .all().stream()
                .collect(Collectors.toMap(T5Weights.Weight::name, T5Weights.Weight::scale));
        Map<String, Double> expected = Map.ofEntries(Map.entry("shared.weight", 1.0), Map.entry("lm_head.weight", 0.25),
                Map.entry("encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight", 0.25),
                Map.entry("decoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight", 0.25),
                Map.entry("encoder.block.2.layer.0.SelfAttention.q.weight", Math.pow(16 * 8, -0.5)),
                Map.entry("encoder.block.2.layer.0.SelfAttention.k.weight", 0.25),
                Map.entry("encoder.block.2.layer.0.SelfAttention.v.weight", 0.25),
                Map.entry("encoder.block.2.layer.0.SelfAttention.o.weight", Math.pow(4 * 8, -0.5)),
                Map.entry("decoder.block.1.layer.1.EncDecAttention.q.weight", Math.pow(16 * 8, -0.5)),
                Map.entry("encoder.block.1.layer.1.DenseReluDense.wi_0.weight", 0.25),
                Map.entry("encoder.block.1.layer.1.DenseReluDense.wi_1.weight", 0.25),
                Map.entry("encoder.block.1.layer.1.DenseReluDense.wo.weight", 0.125), Map.entry("encoder.final_layer_norm.weight", 0.0),
                Map.entry("decoder.block.0.layer.2.layer_norm.weight", 0.0));
        expected.forEach((name, scale) -> assertThat(scales.get(name)).as(name).isCloseTo(scale, within(1e-12)));
    }

    private T5Config read(String more) throws IOException {
        return T5Config.read(Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"t5\", " + SIZES + more + "}"));
    }
}
