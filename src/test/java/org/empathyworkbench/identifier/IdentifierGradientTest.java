package org.empathyworkbench.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.t5.Activation;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.torch.Precision;
import org.empathyworkbench.torch.Program;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gradients by hand of both encoders against the engine's own differentiation, and with dropout against finite differences. */
class IdentifierGradientTest {
    private static final int[][] CONTEXTS = {{5, 9, 12, 1}, {7, 3, 1}, {5, 9, 12, 1}, {4, 22, 31, 8, 17, 1}};
    private static final int[][] RESPONSES = {{6, 11, 1}, {9, 9, 30, 2, 1}, {13, 1}, {8, 1}};
    private static final Identifier.Targets TARGETS =
            new Identifier.Targets(new int[] {0, 2, 1, 0}, new int[][] {{0, 1, 0}, {0, 0, 1, 1, 0}, {-1, -1}, {0, 0}});
    private static final float[] CLASSES = {0.5f, 1, 3};

    @BeforeAll
    static void start() { Torch.start(1); }

    @ParameterizedTest
    @CsvSource({"CODE,QKV_AND_OUTPUT_PROJECTION,false,RELU", "PAPER,NO_PROJECTION,false,RELU", "PAPER,QKV_PROJECTION,true,GELU_NEW",
            "CODE,NO_PROJECTION,true,SILU", "CODE,QKV_PROJECTION,false,GELU"})
    void everyWeightsGradientIsTheEngines(Head head, Attention attention, boolean gated, Activation activation) {
        IdentifierConfig config = config(head, attention, gated, activation);
        Identifier.StepSettings settings = new Identifier.StepSettings(0, 0, 0, 0.1, 2, CLASSES);
        PairBatch batch = PairBatch.of(CONTEXTS, RESPONSES);
        assertThat(batch.contexts()).as("one context is shared").hasNumberOfRows(3);
        try (Identifier identifier = Identifier.random(config, 0.3, 5, Device.cpu()); NDManager step = identifier.manager().newSubManager();
             Program engine = Program.compile(config.constants(Precision.FP32), "adamw", "t5", "gradient", "identifier",
                     "identifier_gradient", "engine_identifier_gradients")) {
            NDList byHand = identifier.gradients(step, batch, TARGETS, settings);
            List<NDArray> weights = new ArrayList<>(identifier.named().values());
            Object[] arguments = identifier.arguments(step, weights, batch, TARGETS, settings);
            NDList wanted = engine.runWithGrad(step, "engine_identifier_gradients", arguments);
            assertThat(byHand).hasSameSizeAs(wanted);
            List<String> names = List.copyOf(identifier.named().keySet());
            for (int i = 0; i < wanted.size(); i++) {
                String name = i == 0 ? "loss" : names.get(i - 1);
                float[] engines = wanted.get(i).toFloatArray();
                assertThat(byHand.get(i).toFloatArray()).as(name).containsExactly(engines, within(2e-5f));
                boolean reached = i > 0 && !name.contains("k_linear.bias");           // a softmax does not see what all keys share
                if (reached) assertThat(engines).as(name + " is reached").isNotEqualTo(new float[engines.length]);
            }
        }
    }

    /** What is dropped is a function of the engine's seed, so the loss is a smooth function of the weights while that stands. */
    @Test
    void withDropoutTheGradientIsThatOfTheVeryLossThatWasDrawn() {
        Identifier.StepSettings settings = new Identifier.StepSettings(0.3, 0.2, 0.2, 0, 1, CLASSES);
        IdentifierConfig config = config(Head.CODE, Attention.QKV_AND_OUTPUT_PROJECTION, true, Activation.GELU_NEW);
        try (Identifier identifier = Identifier.random(config, 0.3, 5, Device.cpu());
             NDManager step = identifier.manager().newSubManager()) {
            NDList drawn = gradients(identifier, step, settings);
            assertThat(gradients(identifier, step, settings).get(0).getFloat()).as("equal seeds").isEqualTo(drawn.get(0).getFloat());
            List<NDArray> weights = identifier.copyOfWeights(step);
            double epsilon = 1e-3;
            for (int w = 0; w < weights.size(); w++) {
                float[] gradient = drawn.get(w + 1).toFloatArray();
                int cell = greatest(gradient);
                double difference = (moved(identifier, step, weights, w, cell, epsilon, settings)
                        - moved(identifier, step, weights, w, cell, -epsilon, settings)) / (2 * epsilon);
                double tolerance = Math.max(0.02 * Math.abs(gradient[cell]), 2e-3);
                assertThat(difference).as("weight %d", w).isCloseTo(gradient[cell], within(tolerance));
            }
        }
    }

    private static double moved(Identifier identifier, NDManager step, List<NDArray> weights, int weight, int cell, double by,
                                Identifier.StepSettings settings) {
        List<NDArray> changed = new ArrayList<>(weights);
        float[] values = weights.get(weight).toFloatArray();
        values[cell] += (float) by;
        changed.set(weight, step.create(values, weights.get(weight).getShape()));
        identifier.set(changed);
        double loss = gradients(identifier, step, settings).get(0).getFloat();
        identifier.set(weights);
        return loss;
    }

    private static NDList gradients(Identifier identifier, NDManager step, Identifier.StepSettings settings) {
        Torch.seed(11);
        return identifier.gradients(step, PairBatch.of(CONTEXTS, RESPONSES), TARGETS, settings);
    }

    private static int greatest(float[] numbers) {
        int best = 0;
        for (int i = 1; i < numbers.length; i++) if (Math.abs(numbers[i]) > Math.abs(numbers[best])) best = i;
        return best;
    }

    private static IdentifierConfig config(Head head, Attention attention, boolean gated, Activation activation) {
        T5Config encoder = new T5Config(40, 16, 4, 24, 2, 1, 4, 8, 20, 0.1, 1e-6, gated, activation, true, 0, 1, 0);
        return new IdentifierConfig(encoder, head, attention, 50, 50);
    }
}
