package org.empathyworkbench.t5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.empathyworkbench.Golden;
import org.empathyworkbench.torch.AdamW;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Section {@code t5} of the reference vectors, whole. */
class T5GoldenTest {
    private static final JsonObject CASES = Golden.section("t5");
    private static final int[][] INPUT = Golden.trimmed(CASES.get("input_ids"), CASES.get("attention_mask"));
    private static final int[][] LABELS = Golden.trimmed(CASES.get("labels"), CASES.get("labels"));

    private T5Model model;
    private NDManager step;

    @BeforeEach
    void load() {
        Torch.start(1);
        model = T5Model.load(Golden.folder(), Device.cpu());
        step = model.manager().newSubManager();
    }

    @AfterEach
    void close() { model.close(); }

    @Test
    void hiddenStatesAndLogitsEqualTheReference() {
        NDList out = model.program().run(step, "teacher", model.weights(), ids(), mask(), decoderInput());
        assertThat(decoderInputRows()).isDeepEqualTo(Golden.ints(CASES.get("decoder_input_ids")));
        assertThat(Golden.difference(out.get(0), CASES.get("encoder_last_hidden_state"))).isLessThan(5e-5);
        assertThat(Golden.difference(out.get(1), CASES.get("decoder_logits"))).isLessThan(5e-5);
    }

    @Test
    void lossesOfEveryTokenEqualTheReference() {
        NDArray nll = model.program().run(step, "token_nll", model.weights(), ids(), mask(), decoderInput(), labels()).singletonOrThrow();
        assertThat(Golden.difference(nll, CASES.get("token_nll"))).isLessThan(5e-5);
        assertThat(nll.sum().getFloat() / TokenBatch.tokens(LABELS)).isCloseTo(CASES.get("loss").getAsFloat(), within(5e-6f));
    }

    @Test
    void gradientsOfEveryWeightEqualTheReference() {
        NDList out = model.program().train(step, "loss_gradients", model.weights(), ids(), mask(), decoderInput(), labels(), scalar(0), scalar(TokenBatch.tokens(LABELS)));
        assertThat(out.get(0).getFloat()).isCloseTo(CASES.get("loss").getAsFloat(), within(5e-6f));
        List<T5Weights.Weight> layout = new T5Weights(model.config()).all();
        JsonObject norms = CASES.getAsJsonObject("grad_l2");
        assertThat(layout).extracting(T5Weights.Weight::name).containsExactlyInAnyOrderElementsOf(norms.keySet());
        for (int i = 0; i < layout.size(); i++) {
            String name = layout.get(i).name();
            NDArray gradient = out.get(i + 1);
            assertThat((double) gradient.norm().getFloat()).as(name).isCloseTo(norms.get(name).getAsDouble(), within(5e-5));
            JsonElement cells = CASES.getAsJsonObject("grad_raw").get(name);
            if (cells == null) continue;
            float[] values = gradient.toFloatArray();
            for (JsonElement cell : cells.getAsJsonArray()) {
                JsonObject c = cell.getAsJsonObject();
                assertThat(values[c.get("flat_index").getAsInt()]).as(name).isCloseTo(c.get("value").getAsFloat(), within(2e-5f));
            }
        }
    }

    @Test
    void partsOfABatchAccumulateToTheGradientOfTheWhole() {
        NDList whole = model.program().train(step, "loss_gradients", model.weights(), ids(), mask(), decoderInput(), labels(), scalar(0), scalar(TokenBatch.tokens(LABELS)));
        List<NDArray> sums = new ArrayList<>();
        for (NDArray weight : model.weights()) sums.add(step.zeros(weight.getShape()));
        for (int row = 0; row < INPUT.length; row++) {
            int[][] input = {INPUT[row]};
            int[][] label = {LABELS[row]};
            model.program().train(step, "accumulate", model.weights(), sums, TokenBatch.ids(step, input), TokenBatch.mask(step, input),
                    TokenBatch.decoderInput(step, label, 0), TokenBatch.labels(step, label), scalar(0), scalar(TokenBatch.tokens(LABELS)));
        }
        for (int i = 0; i < sums.size(); i++) {
            assertThat(Golden.difference(sums.get(i).toFloatArray(), whole.get(i + 1).toFloatArray())).isLessThan(4e-6);
        }
    }

    @Test
    void greedyDecodingGivesTheReferenceTokens() {
        assertThat(greedy(12, 0)).isDeepEqualTo(Golden.ints(CASES.getAsJsonObject("greedy").get("sequences_with_start")));
    }

    @Test
    void aMinimumLengthForbidsTheEndAsTheReferenceDoes() {
        assertThat(greedy(11, 9)).isDeepEqualTo(Golden.ints(CASES.getAsJsonObject("greedy_min_length_9_max_length_12").get("sequences_with_start")));
    }

    @Test
    void samplingUsesTheReferenceDistribution() {
        for (JsonElement element : CASES.getAsJsonArray("sampling_distribution")) {
            JsonObject c = element.getAsJsonObject();
            assertThat(c.get("logits_rows").getAsString()).isEqualTo("decoder_logits[:,0,:]");
            NDArray rows = model.program().run(step, "teacher", model.weights(), ids(), mask(), decoderInput()).get(1).get(":,0,:");
            NDArray q = model.program().run(step, "distribution", rows, c.get("current_length_incl_start").getAsInt(), c.get("min_length").getAsInt(),
                    c.get("top_k").getAsInt(), 1.0, c.get("temperature").getAsDouble()).singletonOrThrow();
            assertThat(Golden.difference(q, c.get("probs"))).isLessThan(1e-6);
        }
    }

    @Test
    void relativePositionsFallIntoTheReferenceBuckets() {
        JsonObject table = CASES.getAsJsonObject("relative_position_bucket");
        for (String width : List.of("", "_wide")) {
            int[] distances = Golden.intRow(table.get("distances" + width));
            NDArray rel = step.create(Arrays.stream(distances).asLongStream().toArray());
            for (boolean both : new boolean[] {true, false}) {
                long[] buckets = model.program().run(step, "bucket", rel, both).singletonOrThrow().toLongArray();
                assertThat(Arrays.stream(buckets).mapToInt(b -> (int) b).toArray()).isEqualTo(Golden.intRow(table.get((both ? "bidirectional" : "causal") + width)));
            }
        }
    }

    @Test
    void threeAdamWStepsWithDecayOnEveryWeightEqualTheReference() {
        boolean[] decays = new boolean[model.weights().size()];
        Arrays.fill(decays, true);
        threeSteps("adamw3", decays, AdamW.Hyper.of(0.01, 0), new double[] {1e-3, 1e-3, 1e-3}, "grad_norms", "model_after3_adamw.safetensors");
    }

    @Test
    void threeStepsWithClipAndLinearDecayAndExemptionsEqualTheReferenceTrainer() {
        Set<String> exempt = new java.util.HashSet<>();
        CASES.getAsJsonArray("hf_trainer_no_decay").forEach(e -> exempt.add(e.getAsString()));
        List<T5Weights.Weight> layout = new T5Weights(model.config()).all();
        for (T5Weights.Weight weight : layout) assertThat(weight.decays()).as(weight.name()).isEqualTo(!exempt.contains(weight.name()));
        threeSteps("adamw3_hf_trainer", model.decays(), AdamW.Hyper.of(0.01, 1), new double[] {1e-3, 2e-3 / 3, 1e-3 / 3},
                "grad_norms_before_clip", "model_after3_hftrainer.safetensors");
    }

    private void threeSteps(String section, boolean[] decays, AdamW.Hyper hyper, double[] rates, String norms, String expectedFile) {
        JsonObject expected = CASES.getAsJsonObject(section);
        float[] losses = Golden.floats(expected.get("losses_before_each_step_then_after"));
        float[] gradientNorms = Golden.floats(expected.get(norms));
        try (AdamW adam = new AdamW(model.manager(), model.weights(), decays, hyper)) {
            for (int i = 0; i < 3; i++) {
                NDList out = model.program().train(step, "step", model.weights(), adam.firstMoments(), adam.secondMoments(), adam.steps(), adam.decayed(),
                        adam.hyper(step, rates[i]), ids(), mask(), decoderInput(), labels(), scalar(0), scalar(TokenBatch.tokens(LABELS)));
                assertThat(out.get(0).getFloat()).isCloseTo(losses[i], within(i == 0 ? 5e-6f : 2e-5f));
                assertThat(out.get(1).getFloat()).isCloseTo(gradientNorms[i], within(5e-5f));
            }
            NDArray nll = model.program().run(step, "token_nll", model.weights(), ids(), mask(), decoderInput(), labels()).singletonOrThrow();
            assertThat(nll.sum().getFloat() / TokenBatch.tokens(LABELS)).isCloseTo(losses[3], within(2e-5f));
        }
        List<Double> differences = new ArrayList<>();
        List<NDArray> after = Parameters.read(step, Golden.file(expectedFile), new T5Weights(model.config()).all());
        for (int i = 0; i < after.size(); i++) {
            float[] a = model.weights().get(i).toFloatArray();
            float[] b = after.get(i).toFloatArray();
            for (int j = 0; j < a.length; j++) differences.add((double) Math.abs(a[j] - b[j]));
        }
        differences.sort(null);
        assertThat(differences.get(differences.size() - 1)).isLessThan(5e-5);
        assertThat(differences.get((int) (differences.size() * 0.999))).isLessThan(1e-6);
    }

    private int[][] greedy(int newTokens, int minimum) {
        NDArray noise = step.zeros(new Shape(newTokens, INPUT.length));
        NDList out = model.program().run(step, "generate", model.weights(), ids(), mask(), noise, newTokens, minimum, 1, 1.0, 1.0, true, true);
        long[] flat = out.get(0).toLongArray();
        int[][] rows = new int[INPUT.length][newTokens + 1];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < newTokens; i++) rows[row][i + 1] = (int) flat[row * newTokens + i];
        }
        return rows;
    }

    private int[][] decoderInputRows() {
        long[] flat = decoderInput().toLongArray();
        int[][] rows = new int[LABELS.length][flat.length / LABELS.length];
        for (int i = 0; i < flat.length; i++) rows[i / rows[0].length][i % rows[0].length] = (int) flat[i];
        return rows;
    }

    private NDArray ids() { return TokenBatch.ids(step, INPUT); }

    private NDArray mask() { return TokenBatch.mask(step, INPUT); }

    private NDArray decoderInput() { return TokenBatch.decoderInput(step, LABELS, 0); }

    private NDArray labels() { return TokenBatch.labels(step, LABELS); }

    private NDArray scalar(double value) { return step.create((float) value); }
}
