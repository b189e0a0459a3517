package org.empathyworkbench.t5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.empathyworkbench.Golden;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.torch.Precision;
import org.empathyworkbench.torch.Program;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every activation that T5's configuration can name: what it computes, its gradient in training, and
 * what the keys of config.json mean together.
 */
@Tag("slow")
class ActivationTest {
    private static final int[][] INPUT = {{5, 9, 1}, {7, 8, 3, 2, 1}};
    private static final int[][] LABELS = {{4, 1}, {6, 7, 1}};

    @TempDir Path folder;

    @BeforeAll static void start() { Torch.start(1); }

    static Stream<Arguments> kinds() {
        return Stream.of(true, false).flatMap(gated -> Stream.of(Activation.values()).map(activation -> Arguments.of(gated, activation)));
    }

    private static T5Config config(boolean gated, Activation activation, double dropout) {
        return new T5Config(64, 16, 4, 24, 2, 3, 2, 32, 128, dropout, 1e-6, gated, activation, false, 0, 1, 0);
    }

    /** Values to ten digits of x Φ(x), of its approximation by tanh, and of x / (1 + e^-x), at -3, -1, -0.1, 0.5, 2. */
    @ParameterizedTest
    @CsvSource({"RELU, 0, 0, 0, 0.5, 2", "GELU, -0.0040496941, -0.1586552539, -0.0460172163, 0.3457312306, 1.9544997361",
        "GELU_NEW, -0.0036373921, -0.1588080094, -0.0460172490, 0.3457140098, 1.9545976941",
        "SILU, -0.1422776195, -0.2689414214, -0.0475020813, 0.3112296656, 1.7615941560"})
    void theFunctionIsTheOneOfItsName(Activation activation, float a, float b, float c, float d, float e) {
        try (Program program = Program.compile(config(true, activation, 0).constants(Precision.FP32), "adamw", "t5");
                NDManager manager = Torch.newManager(Device.cpu())) {
            float[] found = program.run(manager, "activate", manager.create(new float[] {-3, -1, -0.1f, 0.5f, 2}))
                    .singletonOrThrow().toFloatArray();
            float[] expected = {a, b, c, d, e};
            for (int i = 0; i < found.length; i++) assertThat(found[i]).as(activation + " " + i).isCloseTo(expected[i], within(2e-6f));
        }
    }

    /** The feed-forward layer against the same, written here in double precision. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aFeedForwardLayerIsTheNormTheActivationAndTheProducts(boolean gated, Activation activation) {
        T5Config config = config(gated, activation, 0);
        try (T5Model model = T5Model.random(config, 11, Device.cpu()); NDManager step = model.manager().newSubManager()) {
            List<T5Weights.Weight> layout = new T5Weights(config).all();
            List<NDArray> layer = new ArrayList<>();
            for (int i = 0; i < layout.size(); i++)
                if (layout.get(i).name().startsWith("encoder.block.0.layer.1.")) layer.add(model.weights().get(i));
            float[] x = new float[16];
            for (int i = 0; i < x.length; i++) x[i] = (float) Math.sin(i + 1);
            float[] found = model.program()
                    .run(step, "feed_forward", layer, 0, step.create(x, new Shape(1, 1, 16)), 0.0).singletonOrThrow().toFloatArray();
            double[] expected = feedForward(layer.stream().map(NDArray::toFloatArray).toList(), x, gated, activation);
            for (int i = 0; i < found.length; i++) assertThat((double) found[i]).isCloseTo(expected[i], within(1e-5));
        }
    }

    private static double[] feedForward(List<float[]> layer, float[] x, boolean gated, Activation activation) {
        double square = 0;
        for (float value : x) square += value * value;
        double r = 1 / Math.sqrt(square / x.length + 1e-6);
        double[] n = new double[x.length];
        for (int i = 0; i < n.length; i++) n[i] = x[i] * r * layer.get(0)[i];
        double[] h = product(layer.get(1), n);
        for (int i = 0; i < h.length; i++) h[i] = value(activation, h[i]);
        if (gated) {
            double[] l = product(layer.get(2), n);
            for (int i = 0; i < h.length; i++) h[i] *= l[i];
        }
        double[] y = product(layer.get(gated ? 3 : 2), h);
        for (int i = 0; i < y.length; i++) y[i] += x[i];
        return y;
    }

    private static double[] product(float[] matrix, double[] x) {
        double[] y = new double[matrix.length / x.length];
        for (int i = 0; i < matrix.length; i++) y[i / x.length] += matrix[i] * x[i % x.length];
        return y;
    }

    private static double value(Activation activation, double x) {
        return switch (activation) {
            case RELU -> Math.max(0, x);
            case SILU -> x / (1 + Math.exp(-x));
            case GELU_NEW -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case GELU -> x * normalDistribution(x);
        };
    }

    /** Φ by the trapezoidal rule. */
    private static double normalDistribution(double x) {
        double sum = 0;
        int steps = 20_000;
        double width = Math.abs(x) / steps;
        for (int i = 0; i <= steps; i++) sum += Math.exp(-0.5 * Math.pow(i * width, 2)) * (i == 0 || i == steps ? 0.5 : 1);
        return 0.5 + Math.signum(x) * sum * width / Math.sqrt(2 * Math.PI);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theTrainingStepsGradientEqualsTheEnginesOwn(boolean gated, Activation activation) {
        T5Config config = config(gated, activation, 0);
        try (T5Model model = T5Model.random(config, 3, Device.cpu());
                Program engine = oracle(config); NDManager step = model.manager().newSubManager()) {
            NDList found = model.program().runWithGrad(step, "loss_gradients", model.weights(), ids(step),
                    mask(step), decoder(step), target(step), step.create(0f), step.create(1f));
            NDList wanted = engine.runWithGrad(step, "engine_gradients", model.weights(), ids(step), mask(step), decoder(step),
                    target(step));
            assertThat(found.get(0).getFloat()).isCloseTo(wanted.get(0).getFloat(), within(1e-5f));
            for (int i = 1; i < found.size(); i++) {
                float scale = Math.max(1, wanted.get(i).abs().max().getFloat());
                assertThat(Golden.difference(found.get(i).toFloatArray(), wanted.get(i).toFloatArray()))
                        .as(new T5Weights(config).all().get(i - 1).name()).isLessThan(1e-5 * scale);
            }
        }
    }

    /** The engine finds the gradient of the very program that answers and measures. */
    private static Program oracle(T5Config config) {
        return Program.compile(config.constants(), "adamw", "t5", "gradient", "supervised", "sampling", "engine_gradients");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void withDropoutTheGradientEqualsFiniteDifferencesUnderTheSameSeed(boolean gated, Activation activation) {
        T5Config config = config(gated, activation, 0.2);
        try (T5Model model = T5Model.random(config, 5, Device.cpu());
             Program program = Program.compile(config.constants(), "adamw", "t5", "gradient", "supervised", "recompute");
             NDManager step = model.manager().newSubManager()) {
            List<NDArray> sums = zeros(model, step);
            recomputed(program, model, step, sums);
            List<NDArray> unused = zeros(model, step);
            for (int i = 0; i < sums.size(); i++) {
                float[] gradient = sums.get(i).toFloatArray();
                int at = 0;
                for (int j = 0; j < gradient.length; j++) if (Math.abs(gradient[j]) > Math.abs(gradient[at])) at = j;
                float[] values = model.weights().get(i).toFloatArray();
                double[] losses = new double[2];
                float h = 5e-4f;
                for (int side = 0; side < 2; side++) {
                    float[] moved = values.clone();
                    moved[at] += side == 0 ? h : -h;
                    model.weights().get(i).set(moved);
                    losses[side] = recomputed(program, model, step, unused);
                }
                model.weights().get(i).set(values);
                double numeric = (losses[0] - losses[1]) / (2 * h);
                assertThat((double) gradient[at]).as(new T5Weights(config).all().get(i).name())
                        .isCloseTo(numeric, within(0.02 + 0.03 * Math.abs(numeric)));
            }
        }
    }

    private static float recomputed(Program program, T5Model model, NDManager step, List<NDArray> sums) {
        return program.runWithGrad(step, "accumulate_recomputed", model.weights(), sums, ids(step), mask(step), decoder(step),
                target(step), step.create(0.2f), step.create(1f), step.create(77L)).singletonOrThrow().getFloat();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void productsOfSixteenBitsGiveNearlyTheSameGradient(boolean gated, Activation activation) {
        T5Config config = config(gated, activation, 0);
        try (T5Model model = T5Model.random(config, 3, Device.cpu());
                Program half = Program.compile(config.constants(Precision.BF16), "adamw", "t5", "gradient", "supervised");
             NDManager step = model.manager().newSubManager()) {
            NDList wanted = model.program().runWithGrad(step, "loss_gradients", model.weights(), ids(step),
                    mask(step), decoder(step), target(step), step.create(0f), step.create(1f));
            NDList found = half.runWithGrad(step, "loss_gradients", model.weights(), ids(step),
                    mask(step), decoder(step), target(step), step.create(0f), step.create(1f));
            assertThat(found.get(0).getFloat()).isCloseTo(wanted.get(0).getFloat(), within(0.05f * Math.abs(wanted.get(0).getFloat())));
            for (int i = 1; i < found.size(); i++) {
                float norm = wanted.get(i).norm().getFloat();
                assertThat(found.get(i).sub(wanted.get(i)).norm().getFloat())
                        .as(new T5Weights(config).all().get(i - 1).name()).isLessThan(0.1f * norm + 1e-3f);
            }
        }
    }

    /** Answering goes through caches and a program of its own. */
    @ParameterizedTest
    @MethodSource("kinds")
    void greedyAnswersAreTheMostLikelyTokensOfTheTeachersReading(boolean gated, Activation activation) {
        T5Config config = config(gated, activation, 0);
        try (T5Model model = T5Model.random(config, 9, Device.cpu()); NDManager step = model.manager().newSubManager()) {
            NDList out = model.program().run(step, "generate", model.weights(), ids(step),
                    mask(step), step.zeros(new Shape(6, 2)), 6, 0, 1, 1.0, 1.0, true, true);
            long[] tokens = out.get(0).toLongArray();
            long[] written = out.get(1).toLongArray();
            int[][] rows = new int[2][];
            for (int b = 0; b < 2; b++) {
                rows[b] = new int[(int) written[b]];
                for (int t = 0; t < rows[b].length; t++) rows[b][t] = (int) tokens[b * 6 + t];
            }
            NDArray logits = model.program()
                    .run(step, "teacher", model.weights(), ids(step), mask(step), TokenBatch.decoderInput(step, rows, 0)).get(1);
            long[] best = logits.argMax(2).toLongArray();
            int width = TokenBatch.width(rows);
            for (int b = 0; b < 2; b++)
                for (int t = 0; t < rows[b].length; t++) assertThat(rows[b][t]).isEqualTo((int) best[b * width + t]);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aModelIsSavedAndReadWithItsActivation(boolean gated, Activation activation) throws IOException {
        try (T5Model model = T5Model.random(config(gated, activation, 0.1), 9, Device.cpu())) {
            model.save(folder);
            try (T5Model again = T5Model.load(folder, Device.cpu())) {
                assertThat(again.config()).isEqualTo(model.config());
            }
        }
    }

    /** What transformers 4.44 computes with for these keys. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -          | -     | -                 | false | RELU
            relu       | false | relu              | false | RELU
            gated-gelu | -     | -                 | true  | GELU_NEW
            gated-gelu | true  | gelu_new          | true  | GELU_NEW
            gated-gelu | true  | gelu_pytorch_tanh | true  | GELU_NEW
            gated-gelu | true  | gelu              | true  | GELU
            gelu       | false | gelu              | false | GELU
            gelu       | -     | -                 | false | GELU
            gelu_new   | -     | gelu_new          | false | GELU_NEW
            gated-silu | true  | silu              | true  | SILU
            gated-silu | -     | swish             | true  | SILU
            swish      | -     | -                 | false | SILU
            gated-relu | true  | relu              | true  | RELU
            -          | true  | gelu_new          | true  | GELU_NEW
            -          | -     | silu              | false | SILU
            """)
    void theKeysOfTheConfigurationAreObeyedTogether(String projection, String flag, String function, boolean gated, Activation activation)
            throws IOException {
        T5Config config = T5Config.read(config(projection, flag, function));
        assertThat(config.gated()).isEqualTo(gated);
        assertThat(config.activation()).isEqualTo(activation);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            relu       | true  | gelu_new   | feed_forward_proj "relu", is_gated_act true, dense_act_fn "gelu_new"
            relu       | -     | gelu_new   | feed_forward_proj "relu", dense_act_fn "gelu_new"
            relu       | true  | -          | feed_forward_proj "relu", is_gated_act true
            gated-gelu | false | gelu_new   | feed_forward_proj "gated-gelu", is_gated_act false, dense_act_fn "gelu_new"
            gated-gelu | true  | relu       | feed_forward_proj "gated-gelu", is_gated_act true, dense_act_fn "relu"
            gated-silu | true  | gelu_new   | feed_forward_proj "gated-silu", is_gated_act true, dense_act_fn "gelu_new"
            gelu       | -     | gelu_new   | feed_forward_proj "gelu", dense_act_fn "gelu_new"
            tanh       | -     | -          | feed_forward_proj is "tanh"; known are relu, gelu, gelu_new, silu
            gated-mish | -     | -          | feed_forward_proj is "gated-mish"
            relu       | -     | mish       | dense_act_fn is "mish"
            gated-     | -     | -          | feed_forward_proj is "gated-"
            """)
    void aContradictionOrAnUnknownNameIsRefusedWithKeysAndValues(String projection, String flag, String function, String said)
            throws IOException {
        Path file = config(projection, flag, function);
        assertThatThrownBy(() -> T5Config.read(file)).isInstanceOf(UserInputException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining(said)
                .hasMessageContaining("Nothing was imported");
    }

    @Test
    void aKeyOfAnotherTypeIsRefused() throws IOException {
        JsonObject json = JsonParser.parseString(Files.readString(Golden.file("config.json"))).getAsJsonObject();
        json.addProperty("is_gated_act", "false");
        Path file = Files.writeString(folder.resolve("config.json"), json.toString());
        assertThatThrownBy(() -> T5Config.read(file)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("is_gated_act is \"false\", not true or false");
    }

    private Path config(String projection, String flag, String function) throws IOException {
        JsonObject json = JsonParser.parseString(Files.readString(Golden.file("config.json"))).getAsJsonObject();
        for (String key : List.of("feed_forward_proj", "is_gated_act", "dense_act_fn")) json.remove(key);
        if (projection != null) json.addProperty("feed_forward_proj", projection);
        if (flag != null) json.addProperty("is_gated_act", Boolean.valueOf(flag));
        if (function != null) json.addProperty("dense_act_fn", function);
        return Files.writeString(folder.resolve("config.json"), json.toString());
    }

    private static List<NDArray> zeros(T5Model model, NDManager step) {
        return model.weights().stream().map(weight -> step.zeros(weight.getShape())).toList();
    }

    private static NDArray ids(NDManager step) { return TokenBatch.ids(step, INPUT); }

    private static NDArray mask(NDManager step) { return TokenBatch.mask(step, INPUT); }

    private static NDArray decoder(NDManager step) { return TokenBatch.decoderInput(step, LABELS, 0); }

    private static NDArray target(NDManager step) { return TokenBatch.labels(step, LABELS); }
}
