package org.empathyworkbench.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.text.BatchParts;
import org.empathyworkbench.torch.AdamW;
import org.empathyworkbench.torch.Precision;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IdentifierTest {
    private static final int[][] CONTEXTS = IdentifierGoldenTest.CONTEXTS;
    private static final int[][] RESPONSES = IdentifierGoldenTest.RESPONSES;
    private static final int[] LEVELS = {0, 2, 1, 0};
    private static final int[][] EVIDENCE = {{0, 0, 0, 0}, {0, 1, 1, 0, 0, 0}, {-1, -1}, {0, 0, 0, 0, 0}};
    private static final Identifier.Targets TARGETS = new Identifier.Targets(LEVELS, EVIDENCE);
    private static final Identifier.StepSettings PLAIN = new Identifier.StepSettings(0, 0, 0, 0, 0, new float[] {1, 1, 1});

    @BeforeAll
    static void start() { Torch.start(1); }

    @ParameterizedTest
    @EnumSource(Head.class)
    void aPairAloneGetsWhatItGetsInAPaddedBatch(Head head) {
        try (Identifier identifier = golden(head)) {
            float[][] together = identifier.logits(PairBatch.of(CONTEXTS, RESPONSES));
            for (int row = 0; row < together.length; row++) {
                float[] alone = identifier.logits(PairBatch.of(new int[][] {CONTEXTS[row]}, new int[][] {RESPONSES[row]}))[0];
                for (int level = 0; level < 3; level++) assertThat(alone[level]).isCloseTo(together[row][level], within(1e-5f));
            }
        }
    }

    @Test
    void aSharedContextIsEncodedOnceAndGivesTheSameLevels() {
        int[][] contexts = {CONTEXTS[0], CONTEXTS[1], CONTEXTS[0], CONTEXTS[0]};
        PairBatch shared = PairBatch.of(contexts, RESPONSES);
        assertThat(shared.contexts()).hasNumberOfRows(2);
        try (Identifier identifier = golden(Head.PAPER)) {
            float[][] once = identifier.logits(shared);
            float[][] each = identifier.logits(new PairBatch(contexts, new int[] {0, 1, 2, 3}, RESPONSES));
            for (int row = 0; row < once.length; row++) assertThat(once[row]).containsExactly(each[row], within(1e-5f));
        }
    }

    @ParameterizedTest
    @EnumSource(Head.class)
    void gradientsEqualFiniteDifferencesOfTheWeightedSmoothedLoss(Head head) {
        Identifier.StepSettings settings = new Identifier.StepSettings(0, 0, 0, 0.1, 0, new float[] {0.5f, 1, 3});
        try (Identifier identifier = golden(head); NDManager step = identifier.manager().newSubManager()) {
            NDList out = identifier.gradients(step, PairBatch.of(CONTEXTS, RESPONSES), TARGETS, settings);
            assertThat((double) out.get(0).getFloat()).isCloseTo(loss(identifier, settings), within(1e-5));
            List<NDArray> weights = identifier.copyOfWeights(step);
            double epsilon = 3e-4; // small: the greatest value and ReLU have kinks
            for (int w = 0; w < weights.size(); w++) {
                int at = mostSensitive(out.get(w + 1).toFloatArray());
                double difference = (loss(identifier, weights, w, at, epsilon, settings)
                        - loss(identifier, weights, w, at, -epsilon, settings)) / (2 * epsilon);
                double gradient = out.get(w + 1).toFloatArray()[at];
                // within two percent, or the noise of float32 in the difference
                assertThat(difference).as("weight %d, cell %d", w, at)
                        .isCloseTo(gradient, within(Math.max(0.02 * Math.abs(gradient), 4e-3)));
            }
        }
    }

    @Test
    void evidenceIsLearntFromRealTokensOfPairsWhoseRationaleIsKnown() {
        double weight = 3;
        Identifier.StepSettings settings = new Identifier.StepSettings(0, 0, 0, 0, weight, new float[] {1, 1, 1});
        try (Identifier identifier = golden(Head.PAPER); NDManager step = identifier.manager().newSubManager()) {
            PairBatch batch = PairBatch.of(CONTEXTS, RESPONSES);
            float levelsAlone = identifier.gradients(step, batch, TARGETS, PLAIN).get(0).getFloat();
            NDList out = identifier.gradients(step, batch, TARGETS, settings);
            // a file of the authors has no layer for evidence: it is 0, and every token's loss log 2
            assertThat(out.get(0).getFloat()).isCloseTo((float) (levelsAlone + weight * Math.log(2)), within(1e-5f));
            // 15 known tokens, 2 of them evidence: the bias's gradient is the mean of sigmoid(0) - target
            assertThat(out.get(out.size() - 1).getFloat()).isCloseTo((float) (weight * (0.5 - 2.0 / 15)), within(1e-5f));
        }
    }

    @Test
    void trainingStepsLowerTheLossAndScoringChangesNothing() {
        T5Config encoder = T5Config.small(96, 16, 32, 1, 2, 0.1);
        IdentifierConfig config = new IdentifierConfig(encoder, Head.CODE, Attention.QKV_AND_OUTPUT_PROJECTION, 200, 50);
        PairBatch batch = PairBatch.of(CONTEXTS, RESPONSES);
        try (Identifier identifier = Identifier.random(config, 3, Device.cpu()); AdamW adamW = identifier.adamW(AdamW.Hyper.of(0.01, 1))) {
            double first = identifier.step(batch, TARGETS, PLAIN, adamW, 1e-2).loss();
            double last = first;
            for (int i = 0; i < 30; i++) last = identifier.step(batch, TARGETS, PLAIN, adamW, 1e-2).loss();
            assertThat(last).isLessThan(0.2 * first);
            String hash = identifier.hash();
            identifier.logits(batch);
            assertThat(identifier.hash()).isEqualTo(hash);
            try (NDManager step = identifier.manager().newSubManager()) {
                List<NDArray> average = identifier.copyOfWeights(step);
                float before = average.get(0).toFloatArray()[96];
                identifier.step(batch, TARGETS, PLAIN, adamW, 1e-2);
                identifier.average(average, 0.75);
                float now = identifier.copyOfWeights(step).get(0).toFloatArray()[96];
                assertThat(average.get(0).toFloatArray()[96]).isCloseTo(0.75f * before + 0.25f * now, within(1e-6f));
                assertThat(identifier.hash()).isNotEqualTo(hash);
                identifier.set(average);
                assertThat(identifier.copyOfWeights(step).get(0).toFloatArray()).containsExactly(average.get(0).toFloatArray());
            }
        }
    }

    @Test
    void aLossThatIsNotANumberLeavesTheWeightsAlone() {
        try (Identifier identifier = golden(Head.PAPER); AdamW adamW = identifier.adamW(AdamW.Hyper.of(0, 1))) {
            String hash = identifier.hash();
            Identifier.StepSettings broken = new Identifier.StepSettings(0, 0, 0, 0, 0, new float[] {Float.NaN, 1, 1});
            assertThat(identifier.step(PairBatch.of(CONTEXTS, RESPONSES), TARGETS, broken, adamW, 1e-2).loss()).isNaN();
            assertThat(identifier.hash()).isEqualTo(hash);
        }
    }

    /** METHOD section 6, rule 9: the weighted mean over pairs and the mean over known tokens are the whole batch's. */
    @ParameterizedTest
    @EnumSource(Head.class)
    void aBatchInPartsLearnsAsTheBatchInOneCall(Head head) {
        Identifier.StepSettings whole = new Identifier.StepSettings(0, 0, 0, 0.1, 2, new float[] {0.5f, 1, 3});
        Identifier.StepSettings parts = new Identifier.StepSettings(0, 0, 0, 0.1, 2, new float[] {0.5f, 1, 3}, 20, Precision.FP32);
        PairBatch batch = PairBatch.of(CONTEXTS, RESPONSES);
        assertThat(BatchParts.of(batch.contextOfEach(), batch.responses(), 20)).hasSizeGreaterThan(1);
        Identifier.StepResult[] results = new Identifier.StepResult[2];
        List<float[]> moments = new ArrayList<>();
        for (Identifier.StepSettings settings : List.of(whole, parts)) {
            try (Identifier identifier = golden(head); AdamW adamW = identifier.adamW(AdamW.Hyper.of(0, 0))) {
                results[settings == whole ? 0 : 1] = identifier.step(batch, TARGETS, settings, adamW, 1e-3);
                for (NDArray moment : adamW.firstMoments()) moments.add(moment.toFloatArray());
            }
        }
        assertThat(results[1].loss()).isCloseTo(results[0].loss(), within(1e-6));
        assertThat(results[1].gradientNorm()).isCloseTo(results[0].gradientNorm(), within(1e-5));
        for (int i = 0; i < moments.size() / 2; i++)
            assertThat(moments.get(moments.size() / 2 + i)).containsExactly(moments.get(i), within(1e-6f));
    }

    @Test
    void partsWithALossThatIsNoNumberChangeNothingAndTheNextStepIsSound() {
        PairBatch batch = PairBatch.of(CONTEXTS, RESPONSES);
        Identifier.StepSettings broken = new Identifier.StepSettings(0, 0, 0, 0, 0, new float[] {Float.NaN, 1, 1}, 20, Precision.FP32);
        Identifier.StepSettings sound = new Identifier.StepSettings(0, 0, 0, 0, 0, new float[] {1, 1, 1}, 20, Precision.FP32);
        try (Identifier identifier = golden(Head.PAPER); AdamW adamW = identifier.adamW(AdamW.Hyper.of(0, 1))) {
            String hash = identifier.hash();
            assertThat(identifier.step(batch, TARGETS, broken, adamW, 1e-2).loss()).isNaN();
            assertThat(identifier.hash()).isEqualTo(hash);
            assertThat(identifier.step(batch, TARGETS, sound, adamW, 1e-2).gradientNorm()).isFinite();
            assertThat(identifier.hash()).isNotEqualTo(hash);
        }
    }

    @ParameterizedTest
    @EnumSource(Head.class)
    void bfloat16ProductsGiveNearlyTheSameLossAndGradient(Head head) {
        Identifier.StepSettings half = new Identifier.StepSettings(0, 0, 0, 0, 0, new float[] {1, 1, 1}, 0, Precision.BF16);
        PairBatch batch = PairBatch.of(CONTEXTS, RESPONSES);
        try (Identifier identifier = golden(head); NDManager step = identifier.manager().newSubManager()) {
            NDList exact = identifier.gradients(step, batch, TARGETS, PLAIN);
            NDList rounded = identifier.gradients(step, batch, TARGETS, half);
            assertThat(rounded.get(0).getFloat()).isCloseTo(exact.get(0).getFloat(), within(0.05f)).isNotEqualTo(exact.get(0).getFloat());
            double product = 0;
            double exactSquares = 0;
            double roundedSquares = 0;
            for (int i = 1; i < exact.size(); i++) {
                product += exact.get(i).mul(rounded.get(i)).sum().getFloat();
                exactSquares += exact.get(i).mul(exact.get(i)).sum().getFloat();
                roundedSquares += rounded.get(i).mul(rounded.get(i)).sum().getFloat();
            }
            assertThat(product / Math.sqrt(exactSquares * roundedSquares)).isGreaterThan(0.98);
        }
    }

    private static int mostSensitive(float[] gradient) {
        int best = 0;
        for (int i = 1; i < gradient.length; i++) {
            if (Math.abs(gradient[i]) > Math.abs(gradient[best])) best = i;
        }
        return best;
    }

    private static double loss(Identifier identifier, List<NDArray> weights,
            int weight, int cell, double change, Identifier.StepSettings settings) {
        try (NDManager own = weights.get(0).getManager().newSubManager()) {
            List<NDArray> changed = new ArrayList<>(weights);
            float[] values = weights.get(weight).toFloatArray();
            values[cell] += (float) change;
            changed.set(weight, own.create(values, weights.get(weight).getShape()));
            identifier.set(changed);
            double loss = loss(identifier, settings);
            identifier.set(weights);
            return loss;
        }
    }

    /** The loss written out: sum of w_y * CE over the sum of w_y, with PyTorch's label smoothing. */
    private static double loss(Identifier identifier, Identifier.StepSettings settings) {
        float[][] logits = identifier.logits(PairBatch.of(CONTEXTS, RESPONSES));
        double sum = 0;
        double weights = 0;
        for (int row = 0; row < logits.length; row++) {
            double[] p = EmpathyScorer.softmax(logits[row]);
            float[] w = settings.classWeights();
            sum -= (1 - settings.labelSmoothing()) * w[LEVELS[row]] * Math.log(p[LEVELS[row]]);
            for (int level = 0; level < 3; level++) sum -= settings.labelSmoothing() / 3 * w[level] * Math.log(p[level]);
            weights += w[LEVELS[row]];
        }
        return sum / weights;
    }

    private static Identifier golden(Head head) {
        return IdentifierGoldenTest.golden(head == Head.PAPER ? "paper" : "official",
                Mechanism.INTERPRETATION, head, Attention.QKV_AND_OUTPUT_PROJECTION);
    }
}
