package org.empathyworkbench.t5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.assertj.core.api.Assertions;
import org.empathyworkbench.Golden;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.torch.AdamW;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class T5ModelTest {
    private static final T5Config V1_1 = new T5Config(64, 16, 4, 24, 2, 3, 2, 32, 128, 0, 1e-6, true, false, 0, 1, 0);

    @TempDir
    Path folder;

    @BeforeAll
    static void start() { Torch.start(1); }

    @Test
    void aHuggingFaceFolderIsWrittenAsItWasRead() throws IOException {
        try (T5Model model = T5Model.load(Golden.folder(), Device.cpu())) {
            model.save(folder);
            try (T5Model again = T5Model.load(folder, Device.cpu())) {
                assertThat(again.config()).isEqualTo(model.config());
                assertThat(again.hash()).isEqualTo(model.hash());
            }
        }
    }

    @Test
    void anUntiedGatedModelSurvivesSavingAndHasItsOwnOutputProjection() throws IOException {
        try (T5Model model = T5Model.random(V1_1, 7, Device.cpu())) {
            model.save(folder);
            try (Safetensors file = Safetensors.open(folder.resolve("model.safetensors"))) {
                assertThat(file.entries()).containsKeys("lm_head.weight", "encoder.block.0.layer.1.DenseReluDense.wi_1.weight")
                        .hasSize(model.weights().size());
            }
            try (T5Model again = T5Model.load(folder, Device.cpu())) {
                assertThat(again.hash()).isEqualTo(model.hash());
            }
        }
    }

    @Test
    void gradientsOfAGatedUntiedModelEqualFiniteDifferences() {
        int[][] input = {{5, 9, 1}, {7, 8, 3, 2, 1}};
        int[][] labels = {{4, 1}, {6, 7, 1}};
        try (T5Model model = T5Model.random(V1_1, 3, Device.cpu()); NDManager step = model.manager().newSubManager()) {
            NDArray ids = TokenBatch.ids(step, input);
            NDArray mask = TokenBatch.mask(step, input);
            NDArray dec = TokenBatch.decoderInput(step, labels, 0);
            NDArray target = TokenBatch.labels(step, labels);
            NDList out = model.program().runWithGrad(step, "loss_gradients", model.weights(),
                    ids, mask, dec, target, step.create(0f), step.create(1f));
            for (int i = 0; i < model.weights().size(); i++) {
                NDArray weight = model.weights().get(i);
                float[] gradient = out.get(i + 1).toFloatArray();
                int at = 0;
                for (int j = 0; j < gradient.length; j++) if (Math.abs(gradient[j]) > Math.abs(gradient[at])) at = j;
                float[] values = weight.toFloatArray();
                double[] losses = new double[2];
                float h = 2e-3f;
                for (int side = 0; side < 2; side++) {
                    float[] moved = values.clone();
                    moved[at] += side == 0 ? h : -h;
                    weight.set(moved);
                    losses[side] = model.program()
                            .run(step, "token_nll", model.weights(), ids, mask, dec, target).singletonOrThrow().sum().getFloat();
                }
                weight.set(values);
                double numeric = (losses[0] - losses[1]) / (2 * h);
                assertThat(gradient[at]).as(new T5Weights(V1_1).all().get(i).name())
                        .isCloseTo((float) numeric, Assertions.within((float) (0.01 + 0.02 * Math.abs(numeric))));
            }
        }
    }

    @Test
    void aRowAloneAndInAPaddedBatchHaveEqualLosses() {
        int[][] input = {{5, 9, 1}, {7, 8, 3, 2, 11, 12, 1}};
        int[][] labels = {{4, 0, 1}, {6, 7, 8, 9, 10, 1}};
        try (T5Model model = T5Model.random(T5Config.small(64, 16, 24, 2, 2, 0), 3, Device.cpu());
                NDManager step = model.manager().newSubManager()) {
            float[] together = nll(model, step, input, labels);
            for (int row = 0; row < 2; row++) {
                float[] alone = nll(model, step, new int[][] {input[row]}, new int[][] {labels[row]});
                for (int t = 0; t < labels[row].length; t++) {
                    assertThat(together[row * 6 + t]).isCloseTo(alone[t], Assertions.within(1e-5f));
                }
            }
            assertThat(Arrays.copyOfRange(together, 3, 6)).containsOnly(0f);
        }
    }

    @Test
    void aLossThatIsNotFiniteLeavesTheWeightsAlone() {
        int[][] rows = {{5, 1}};
        try (T5Model model = T5Model.random(T5Config.small(64, 16, 24, 1, 2, 0), 3, Device.cpu());
                NDManager step = model.manager().newSubManager();
             AdamW adam = new AdamW(model.manager(), model.weights(), model.decays(), AdamW.Hyper.of(0, 1))) {
            NDArray norm = model.weights().get(2);
            norm.set(new float[] {Float.NaN, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
            String before = model.hash();
            NDList out = model.program().runWithGrad(step, "step", model.weights(), adam.firstMoments(), adam.secondMoments(),
                    adam.steps(), adam.decayed(), adam.hyper(step, 1e-3), TokenBatch.ids(step, rows), TokenBatch.mask(step, rows),
                    TokenBatch.decoderInput(step, rows, 0), TokenBatch.labels(step, rows), step.create(0f), step.create(2f));
            assertThat(out.get(0).getFloat()).isNaN();
            assertThat(model.hash()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            d_model": 32    | d_model": 48      | has shape
            num_layers": 2  | num_layers": 3    | has no weight "encoder.block.2.layer.0.layer_norm.weight"
            model_type": "t5"| model_type": "bart"| describes a "bart" model
            d_ff": 64       | d_ff": -1         | d_ff is -1
            d_kv": 8,       | d_kv": "eight",   | d_kv is "eight", not a number
            "feed_forward_proj": "relu" | "feed_forward_proj": "tanh" | known are relu, gelu, gelu_new, silu
            "vocab_size"    | "words"           | it has no "vocab_size"
            {               | [                 | not valid JSON
            """)
    void aConfigThatDoesNotFitIsRefusedByName(String was, String is, String fault) throws IOException {
        String config = Files.readString(Golden.file("config.json"));
        assertThat(config).contains(was.strip());
        Files.writeString(folder.resolve("config.json"), config.replace(was.strip(), is.strip()));
        Files.copy(Golden.file("model.safetensors"), folder.resolve("model.safetensors"), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> T5Model.load(folder, Device.cpu()))
                .isInstanceOf(UserInputException.class).hasMessageContaining(folder.toString())
                .hasMessageContaining(fault).hasMessageContaining("Nothing was imported");
    }

    private static float[] nll(T5Model model, NDManager step, int[][] input, int[][] labels) {
        return model.program().run(step, "token_nll", model.weights(), TokenBatch.ids(step, input), TokenBatch.mask(step, input),
                TokenBatch.decoderInput(step, labels, 0), TokenBatch.labels(step, labels)).singletonOrThrow().toFloatArray();
    }
}
