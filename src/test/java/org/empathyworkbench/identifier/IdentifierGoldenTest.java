package org.empathyworkbench.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import com.google.gson.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import org.empathyworkbench.Golden;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section {@code identifier} of the reference vectors, whole: the published code's network and three readings of the paper's. */
class IdentifierGoldenTest {
    private static final JsonObject CASES = Golden.section("identifier");
    static final int[][] CONTEXTS = Golden.trimmed(CASES.get("context_ids"), CASES.get("context_mask"));
    static final int[][] RESPONSES = Golden.trimmed(CASES.get("response_ids"), CASES.get("response_mask"));

    @BeforeAll
    static void start() { Torch.start(1); }

    @ParameterizedTest
    @CsvSource({"official,official,CODE,QKV_AND_OUTPUT_PROJECTION", "paper_no_projection,paper,PAPER,NO_PROJECTION",
            "paper_qkv_projection,paper,PAPER,QKV_PROJECTION", "paper_qkv_and_output_projection,paper,PAPER,QKV_AND_OUTPUT_PROJECTION"})
    void logitsCrossEntropiesLevelsAndRewardEqualTheReference(String variant, String file, Head head, Attention attention) {
        JsonObject expected = CASES.getAsJsonObject(variant);
        Map<Mechanism, float[][]> logits = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) {
            try (Identifier identifier = golden(file, mechanism, head, attention)) {
                logits.put(mechanism, identifier.logits(PairBatch.of(CONTEXTS, RESPONSES)));
            }
        }
        float[] sums = Golden.floats(expected.get("sum_cross_entropy"));
        float[] rewards = Golden.floats(expected.get("reward"));
        for (int row = 0; row < CONTEXTS.length; row++) {
            Map<Mechanism, double[]> probabilities = new EnumMap<>(Mechanism.class);
            Map<Mechanism, Level> targets = new EnumMap<>(Mechanism.class);
            double sum = 0;
            for (Mechanism mechanism : Mechanism.values()) {
                String name = mechanism.fileName();
                float[] reference = Golden.floats(expected.getAsJsonObject("logits").getAsJsonArray(name).get(row));
                assertThat(Golden.difference(logits.get(mechanism)[row], reference)).as("%s, row %d", name, row).isLessThan(5e-5);
                double[] p = EmpathyScorer.softmax(logits.get(mechanism)[row]);
                int label = CASES.getAsJsonObject("labels").getAsJsonArray(name).get(row).getAsInt();
                assertThat(-Math.log(p[label]))
                        .isCloseTo(expected.getAsJsonObject("cross_entropy").getAsJsonArray(name).get(row).getAsDouble(), within(5e-5));
                sum -= Math.log(p[label]);
                probabilities.put(mechanism, p);
                targets.put(mechanism, Level.of(label));
            }
            EmpathyProfile profile = new EmpathyProfile(probabilities);
            assertThat(sum).isCloseTo(sums[row], within(5e-5));
            assertThat(profile.reward(targets)).isCloseTo(rewards[row], within(1e-6));
            for (Mechanism mechanism : Mechanism.values()) {
                assertThat(profile.level(mechanism).ordinal())
                        .isEqualTo(expected.getAsJsonObject("argmax").getAsJsonArray(mechanism.fileName()).get(row).getAsInt());
            }
        }
    }

    static Identifier golden(String file, Mechanism mechanism, Head head, Attention attention) {
        IdentifierConfig config = new IdentifierConfig(T5Config.read(Golden.file("config.json")), head, attention, 200, 50);
        return Identifier.read(Golden.file("identifier_" + file + "_" + mechanism.fileName() + ".safetensors"), config, Device.cpu());
    }
}
