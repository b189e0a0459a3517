package org.empathyworkbench.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.identifier.EvidenceSettings.Baseline;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.torch.AdamW;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an identifier tells of itself, against its own levels, slopes by differences, and a rollout multiplied by hand. */
class IdentifierInferenceTest {
    private static final int[] CONTEXT = IdentifierGoldenTest.CONTEXTS[1];
    private static final int[] RESPONSE = IdentifierGoldenTest.RESPONSES[1];

    @BeforeAll
    static void start() { Torch.start(1); }

    @ParameterizedTest
    @EnumSource(Head.class)
    void aContextReadBeforeGivesExactlyTheLevelsOfOneReadAnew(Head head) {
        try (Identifier identifier = golden(head); ContextStates kept = identifier.reading().read(CONTEXT)) {
            for (int[] response : IdentifierGoldenTest.RESPONSES) {
                float[] anew = identifier.logits(PairBatch.of(new int[][] {CONTEXT}, new int[][] {response}))[0];
                assertThat(identifier.reading().logits(kept, new int[][] {response})[0]).containsExactly(anew);
            }
            float[][] together = identifier.reading().logits(kept, IdentifierGoldenTest.RESPONSES);
            for (int row = 0; row < together.length; row++) {
                float[] alone = identifier.reading().logits(kept, new int[][] {IdentifierGoldenTest.RESPONSES[row]})[0];
                for (int level = 0; level < 3; level++) assertThat(together[row][level]).isCloseTo(alone[level], within(1e-5f));
            }
        }
    }

    /** Completeness (Sundararajan et al. 2017, section 3): the parts add up to what the response has beyond the baseline. */
    @ParameterizedTest
    @CsvSource({"PAPER,UNKNOWN", "PAPER,PADDING", "CODE,UNKNOWN", "CODE,PADDING"})
    void integratedGradientsAddUpToTheDifferenceOfTheLogOdds(Head head, Baseline baseline) {
        try (Identifier identifier = golden(head); ContextStates context = identifier.reading().read(CONTEXT)) {
            IdentifierInference reading = identifier.reading();
            double[] ends = reading.ends(context, RESPONSE, baseline);
            float[] logits = identifier.logits(PairBatch.of(new int[][] {CONTEXT}, new int[][] {RESPONSE}))[0];
            assertThat(ends[1]).isCloseTo(Math.log(Math.exp(logits[1]) + Math.exp(logits[2])) - logits[0], within(1e-4));
            double[] gaps = new double[2];
            int[] steps = {16, 1024};
            for (int i = 0; i < 2; i++) {
                double[] scores = reading.integrate(context, RESPONSE, new EvidenceSettings(steps[i], baseline), () -> false).scores();
                assertThat(scores[scores.length - 1]).as("the end of the response stands in the baseline too").isZero();
                gaps[i] = Math.abs(ends[1] - ends[0] - Arrays.stream(scores).sum());
            }
            double difference = Math.abs(ends[1] - ends[0]);
            assertThat(difference).isGreaterThan(1e-3);
            assertThat(gaps[1]).isLessThan(0.01 * difference + 1e-3);
        }
    }

    @ParameterizedTest
    @EnumSource(Head.class)
    void theGradientAlongThePathIsTheSlopeOfTheLogOddsThere(Head head) {
        try (Identifier identifier = golden(head); ContextStates context = identifier.reading().read(CONTEXT)) {
            for (float at : new float[] {0.31f, 0.77f}) {
                float step = 3e-4f;   // small: the greatest value and ReLU have kinks
                List<float[]> around = identifier.reading().onPath(context, RESPONSE, Baseline.UNKNOWN, new float[] {at - step, at + step});
                double slope = (around.get(1)[1] - around.get(1)[0]) / (2 * step);
                double sum = 0;
                for (float part : identifier.reading().onPath(context, RESPONSE, Baseline.UNKNOWN, new float[] {at}).get(0)) sum += part;
                assertThat(sum).isCloseTo(slope, within(0.02 * Math.abs(slope) + 1e-2));
            }
        }
    }

    @Test
    void integrationStopsWhenItIsAskedTo() {
        try (Identifier identifier = golden(Head.PAPER); ContextStates context = identifier.reading().read(CONTEXT)) {
            assertThat(identifier.reading().integrate(context, RESPONSE, EvidenceSettings.standard(), () -> true)).isNull();
        }
    }

    /** One layer, so that the rollout is half its attention and half the identity: T5's attention written out with plain operations. */
    @Test
    void theRolloutOfOneLayerIsHalfItsAttentionAndHalfTheIdentityFromThePooledPlaces() {
        IdentifierConfig config = new IdentifierConfig(T5Config.small(60, 16, 32, 1, 2, 0),
                Head.CODE, Attention.QKV_AND_OUTPUT_PROJECTION, 20, 20);
        int[] response = {7, 9, 30, 41, 1};
        int n = response.length;
        try (Identifier identifier = Identifier.random(config, 0.3, 5, Device.cpu());
                ContextStates context = identifier.reading().read(new int[] {4, 8, 1});
             NDManager own = identifier.manager().newSubManager()) {
            Map<String, NDArray> weights = identifier.named();
            String layer = "response_encoder.encoder.block.0.layer.0.";
            NDArray x = weights.get("response_encoder.shared.weight").get(own.create(Arrays.stream(response).asLongStream().toArray()));
            NDArray normed = x.div(x.square().mean(new int[] {1}, true).add(1e-6).sqrt()).mul(weights.get(layer + "layer_norm.weight"));
            NDArray q = normed.matMul(weights.get(layer + "SelfAttention.q.weight").transpose());
            NDArray k = normed.matMul(weights.get(layer + "SelfAttention.k.weight").transpose());
            float[][] table = rows(weights.get(layer + "SelfAttention.relative_attention_bias.weight"));
            double[] expected = new double[n];
            for (int head = 0; head < 2; head++) {
                float[][] dot = rows(q.get(":, " + 8 * head + ":" + 8 * (head + 1))
                        .matMul(k.get(":, " + 8 * head + ":" + 8 * (head + 1)).transpose()));
                for (int i = 0; i < n; i++) {
                    double sum = 0;
                    double[] p = new double[n];
                    for (int j = 0; j < n; j++) sum += p[j] = Math.exp(dot[i][j] + table[Math.abs(j - i) + (j > i ? 16 : 0)][head]);
                    for (int j = 0; j < n; j++) expected[j] += 0.5 * p[j] / sum / 2 / n + (i == j && head == 0 ? 0.5 / n : 0);
                }
            }
            float[] rollout = identifier.reading().lookAt(context, response).rollout();
            for (int j = 0; j < n; j++) assertThat((double) rollout[j]).isCloseTo(expected[j], within(1e-5));
        }
    }

    @ParameterizedTest
    @EnumSource(Head.class)
    void whatIsLookedAtAddsUpToOneAndMarksAreProbabilities(Head head) {
        try (Identifier identifier = golden(head); ContextStates context = identifier.reading().read(CONTEXT)) {
            IdentifierInference.Looked looked = identifier.reading().lookAt(context, RESPONSE);
            assertThat(looked.rollout()).hasSize(RESPONSE.length);
            assertThat(looked.context()).hasSize(CONTEXT.length);
            for (float[] shares : List.of(looked.rollout(), looked.context())) {
                double sum = 0;
                for (float share : shares) {
                    assertThat(share).isBetween(0f, 1f);
                    sum += share;
                }
                assertThat(sum).isCloseTo(1, within(1e-4));
            }
            for (float told : looked.told()) assertThat(told).isBetween(0f, 1f);
        }
    }

    @Test
    void rationalesAreKnownFromTheFirstStepThatTeachesThem() {
        IdentifierConfig config = new IdentifierConfig(T5Config.small(60, 16, 32, 1, 2, 0), Head.PAPER, Attention.NO_PROJECTION, 20, 20);
        PairBatch batch = PairBatch.of(new int[][] {{4, 8, 1}}, new int[][] {{7, 9, 1}});
        Identifier.Targets targets = new Identifier.Targets(new int[] {1}, new int[][] {{1, 0, 0}});
        for (double weight : new double[] {0, 1}) {
            try (Identifier identifier = Identifier.random(config, 5, Device.cpu());
                    AdamW adamW = identifier.adamW(AdamW.Hyper.of(0.01, 1))) {
                assertThat(identifier.reading().knowsRationales()).isFalse();
                identifier.step(batch, targets, new Identifier.StepSettings(0, 0, 0, 0, weight, new float[] {1, 1, 1}), adamW, 1e-3);
                assertThat(identifier.reading().knowsRationales()).isEqualTo(weight > 0);
            }
        }
    }

    private static float[][] rows(NDArray matrix) {
        Shape shape = matrix.getShape();
        float[] flat = matrix.toFloatArray();
        float[][] rows = new float[(int) shape.get(0)][(int) shape.get(1)];
        for (int i = 0; i < rows.length; i++) System.arraycopy(flat, i * rows[i].length, rows[i], 0, rows[i].length);
        return rows;
    }

    private static Identifier golden(Head head) {
        return IdentifierGoldenTest.golden(head == Head.PAPER ? "paper" : "official",
                Mechanism.INTERPRETATION, head, Attention.QKV_AND_OUTPUT_PROJECTION);
    }
}
