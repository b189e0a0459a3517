package org.empathyworkbench.t5;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The places that program texts name are those of the list of weights, in every block of every form of T5. */
class WeightPlacesTest {
    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void everyBlocksWeightsStandWhereTheProgramsLookForThem(boolean gated, boolean tied) {
        T5Config config = new T5Config(40, 8, 4, 16, 3, 2, 2, 8, 16, 0, 1e-6, gated, tied, 0, 1, 0);
        List<String> names = new T5Weights(config).all().stream().map(T5Weights.Weight::name).toList();
        Map<String, Integer> at = WeightPlaces.of(config);
        assertThat(names.get(at.get("EMBEDDING"))).isEqualTo("shared.weight");
        assertThat(names.get(at.get("DECODER_NORM"))).isEqualTo("decoder.final_layer_norm.weight");
        assertThat(names.get(at.get("OUTPUT"))).isEqualTo(tied ? "shared.weight" : "lm_head.weight");
        assertThat(at.get("LM_HEAD") == WeightPlaces.ABSENT).isEqualTo(tied);
        for (int i = 0; i < 3; i++) {
            int block = at.get("ENCODER_BLOCKS") + i * at.get("ENCODER_BLOCK_SIZE");
            String layer = "encoder.block." + i + ".layer.";
            assertThat(names.get(block + at.get("SELF_V"))).isEqualTo(layer + "0.SelfAttention.v.weight");
            assertThat(names.get(block + at.get("ENCODER_FF") + at.get("FF_WO"))).isEqualTo(layer + "1.DenseReluDense.wo.weight");
        }
        for (int i = 0; i < 2; i++) {
            int block = at.get("DECODER_BLOCKS") + i * at.get("DECODER_BLOCK_SIZE");
            String layer = "decoder.block." + i + ".layer.";
            assertThat(names.get(block + at.get("SELF_NORM"))).isEqualTo(layer + "0.layer_norm.weight");
            assertThat(names.get(block + at.get("SELF_O"))).isEqualTo(layer + "0.SelfAttention.o.weight");
            assertThat(names.get(block + at.get("CROSS_NORM"))).isEqualTo(layer + "1.layer_norm.weight");
            assertThat(names.get(block + at.get("CROSS_K"))).isEqualTo(layer + "1.EncDecAttention.k.weight");
            assertThat(names.get(block + at.get("DECODER_FF") + at.get("FF_WI")))
                    .isEqualTo(layer + "2.DenseReluDense." + (gated ? "wi_0" : "wi") + ".weight");
        }
    }

    @Test void aWeightThatTheModelLacksHasNoPlaceInAnyList() {
        assertThat(new WeightPlaces(List.of("a.weight", "b.weight")).of("b")).isEqualTo(1);
        assertThat(new WeightPlaces(List.of("a.weight")).of("c")).isEqualTo(WeightPlaces.ABSENT);
    }
}
