package org.empathyworkbench.t5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.empathyworkbench.Golden;
import org.empathyworkbench.torch.Precision;
import org.empathyworkbench.torch.Program;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks that are computed twice instead of kept give the gradients of the plain way, in both families. */
class RecomputeTest {
    private static final JsonObject CASES = Golden.section("t5");
    private static final int[][] INPUT = Golden.trimmed(CASES.get("input_ids"), CASES.get("attention_mask"));
    private static final int[][] LABELS = Golden.trimmed(CASES.get("labels"), CASES.get("labels"));

    @BeforeAll
    static void start() { Torch.start(1); }

    static Stream<Path> families() { return Stream.of(Golden.folder(), Golden.file("v1_1")); }

    @ParameterizedTest
    @MethodSource("families")
    void gradientsEqualThoseOfThePlainWay(Path folder) {
        for (Precision precision : Precision.values()) {
            try (T5Model model = T5Model.load(folder, Device.cpu()); Program program = program(model, precision);
                    NDManager step = model.manager().newSubManager()) {
                NDList wanted = program.runWithGrad(step, "loss_gradients", model.weights(), ids(step), mask(step),
                        decoderInput(step), TokenBatch.labels(step, LABELS), step.create(0f), step.create(20f));
                List<NDArray> sums = zeros(model, step);
                float loss = recomputed(program, model, step, sums, 0, 1);
                assertThat(loss).isCloseTo(wanted.get(0).getFloat(), within(1e-6f));
                for (int i = 0; i < sums.size(); i++) {
                    float greatest = Math.max(1, wanted.get(i + 1).abs().max().getFloat());
                    assertThat(Golden.difference(sums.get(i).toFloatArray(), wanted.get(i + 1).toFloatArray()))
                            .as(precision + " " + new T5Weights(model.config()).all().get(i).name())
                            // bf16 rounds the sum over blocks elsewhere
                            .isLessThan(greatest * (precision == Precision.FP32 ? 4e-6 : 2e-2));
                }
            }
        }
    }

    /** The second computation draws the dropout of the first: a difference of losses under one seed is the gradient. */
    @ParameterizedTest
    @MethodSource("families")
    void gradientsWithDropoutEqualFiniteDifferencesUnderTheSameSeed(Path folder) {
        try (T5Model model = T5Model.load(folder, Device.cpu()); Program program = program(model, Precision.FP32);
                NDManager step = model.manager().newSubManager()) {
            List<NDArray> sums = zeros(model, step);
            float loss = recomputed(program, model, step, sums, 0.2, 77);
            List<NDArray> unused = zeros(model, step);
            assertThat(recomputed(program, model, step, unused, 0.2, 77)).isEqualTo(loss);
            assertThat(recomputed(program, model, step, unused, 0.2, 78)).isNotEqualTo(loss);
            List<T5Weights.Weight> layout = new T5Weights(model.config()).all();
            for (int i = 0; i < layout.size(); i++) {
                float[] gradient = sums.get(i).toFloatArray();
                int at = 0;
                for (int j = 0; j < gradient.length; j++) if (Math.abs(gradient[j]) > Math.abs(gradient[at])) at = j;
                float[] values = model.weights().get(i).toFloatArray();
                double[] losses = new double[2];
                float h = 2e-4f;                                     // small: ReLU has kinks
                for (int side = 0; side < 2; side++) {
                    float[] moved = values.clone();
                    moved[at] += side == 0 ? h : -h;
                    model.weights().get(i).set(moved);
                    losses[side] = recomputed(program, model, step, unused, 0.2, 77);
                }
                model.weights().get(i).set(values);
                double numeric = (losses[0] - losses[1]) / (2 * h);
                assertThat((double) gradient[at]).as(layout.get(i).name()).isCloseTo(numeric, within(8e-3 + 0.03 * Math.abs(numeric)));
            }
        }
    }

    private static float recomputed(Program program, T5Model model, NDManager step, List<NDArray> sums, double dropout, long seed) {
        return program.runWithGrad(step, "accumulate_recomputed", model.weights(), sums,
                ids(step), mask(step), decoderInput(step), TokenBatch.labels(step, LABELS),
                step.create((float) dropout), step.create(20f), step.create(seed)).singletonOrThrow().getFloat();
    }

    private static Program program(T5Model model, Precision precision) {
        return Program.compile(model.config().constants(precision), "adamw", "t5", "gradient", "supervised", "recompute");
    }

    private static List<NDArray> zeros(T5Model model, NDManager step) {
        return model.weights().stream().map(weight -> step.zeros(weight.getShape())).toList();
    }

    private static NDArray ids(NDManager step) { return TokenBatch.ids(step, INPUT); }

    private static NDArray mask(NDManager step) { return TokenBatch.mask(step, INPUT); }

    private static NDArray decoderInput(NDManager step) { return TokenBatch.decoderInput(step, LABELS, 0); }
}
