package org.empathyworkbench.t5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.empathyworkbench.Golden;
import org.empathyworkbench.torch.AdamW;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.verification.Check;
import org.empathyworkbench.verification.Verification;
import org.empathyworkbench.verification.VerificationReport;
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

    /** What {@code app/run verify} does; its tolerances are wider, for larger models. */
    @Test
    void everyTableEqualsTheReference() {
        VerificationReport report = Verification.run(model, Golden.file("cases.json"));
        assertThat(report.checks()).allMatch(Check::passed);
        Map<String, Double> tolerances = Map.of(Verification.HIDDEN_STATES, 5e-5, Verification.LOGITS, 5e-5,
                Verification.TOKEN_LOSSES, 5e-5, Verification.LOSS, 5e-6, Verification.GRADIENT_NORMS, 5e-5,
                Verification.GRADIENT_CELLS, 2e-5, Verification.SAMPLING, 1e-6, Verification.GREEDY, 0.0, Verification.BUCKETS, 0.0);
        assertThat(report.worst()).extracting(Check::what).containsExactlyInAnyOrderElementsOf(tolerances.keySet());
        tolerances.forEach((what, tolerance) -> assertThat(report.worst(what).difference()).as(what).isLessThanOrEqualTo(tolerance));
        assertThat(report.checks().stream().filter(check -> check.what().equals(Verification.GRADIENT_NORMS)).map(Check::where))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(new T5Weights(model.config()).all().stream().map(T5Weights.Weight::name),
                        Stream.of("all parameters together")).toList());
        assertThat(report.checks().stream().filter(check -> check.what().equals(Verification.GREEDY))).hasSize(2);
    }

    @Test
    void decoderInputFollowsTheStartToken() { assertThat(decoderInputRows()).isDeepEqualTo(Golden.ints(CASES.get("decoder_input_ids"))); }

    @Test
    void partsOfABatchAccumulateToTheGradientOfTheWhole() {
        NDList whole = model.program().runWithGrad(step, "loss_gradients", model.weights(), ids(),
                mask(), decoderInput(), labels(), scalar(0), scalar(TokenBatch.tokens(LABELS)));
        List<NDArray> sums = new ArrayList<>();
        for (NDArray weight : model.weights()) sums.add(step.zeros(weight.getShape()));
        for (int row = 0; row < INPUT.length; row++) {
            int[][] input = {INPUT[row]};
            int[][] label = {LABELS[row]};
            model.program().runWithGrad(step, "accumulate", model.weights(), sums, TokenBatch.ids(step, input), TokenBatch.mask(step,
                    input),
                    TokenBatch.decoderInput(step, label, 0), TokenBatch.labels(step, label), scalar(0), scalar(TokenBatch.tokens(LABELS)));
        }
        for (int i = 0; i < sums.size(); i++) {
            float greatest = Math.max(1, whole.get(i + 1).abs().max().getFloat());
            assertThat(Golden.difference(sums.get(i).toFloatArray(), whole.get(i + 1).toFloatArray())).isLessThan(5e-6 * greatest);
        }
    }

    @Test
    void threeAdamWStepsWithDecayOnEveryWeightEqualTheReference() {
        boolean[] decays = new boolean[model.weights().size()];
        Arrays.fill(decays, true);
        threeSteps("adamw3", decays, AdamW.Hyper.of(0.01, 0), new double[] {1e-3, 1e-3, 1e-3},
                "grad_norms", "model_after3_adamw.safetensors");
    }

    @Test
    void threeStepsWithClipAndLinearDecayAndExemptionsEqualTheReferenceTrainer() {
        Set<String> exempt = new HashSet<>();
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
                NDList out = model.program().runWithGrad(step, "step", model.weights(),
                        adam.firstMoments(), adam.secondMoments(), adam.steps(), adam.decayed(),
                        adam.hyper(step, rates[i]), ids(), mask(), decoderInput(), labels(), scalar(0), scalar(TokenBatch.tokens(LABELS)));
                assertThat(out.get(0).getFloat()).isCloseTo(losses[i], within(i == 0 ? 5e-6f : 2e-5f));
                assertThat(out.get(1).getFloat()).isCloseTo(gradientNorms[i], within(5e-5f));
            }
            NDArray nll = model.program()
                    .run(step, "token_nll", model.weights(), ids(), mask(), decoderInput(), labels()).singletonOrThrow();
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
