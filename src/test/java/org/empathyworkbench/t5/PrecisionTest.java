package org.empathyworkbench.t5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonObject;
import org.empathyworkbench.Golden;
import org.empathyworkbench.torch.AdamW;
import org.empathyworkbench.torch.Precision;
import org.empathyworkbench.torch.Program;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** bfloat16 products against the reference vectors, which are float32's: near, not equal. */
class PrecisionTest {
    private static final JsonObject CASES = Golden.section("t5");
    private static final int[][] INPUT = Golden.trimmed(CASES.get("input_ids"), CASES.get("attention_mask"));
    private static final int[][] LABELS = Golden.trimmed(CASES.get("labels"), CASES.get("labels"));

    private T5Model model;
    private Program half;
    private NDManager step;

    @BeforeEach
    void load() {
        Torch.start(1);
        model = T5Model.load(Golden.folder(), Device.cpu());
        half = Program.compile(model.config().constants(Precision.BF16), "adamw", "t5", "gradient", "supervised");
        step = model.manager().newSubManager();
    }

    @AfterEach
    void close() {
        half.close();
        model.close();
    }

    @Test
    void logitsAndLossesAreFloat32AndNearTheReference() {
        NDList out = half.run(step, "teacher", model.weights(), TokenBatch.ids(step, INPUT),
                TokenBatch.mask(step, INPUT), TokenBatch.decoderInput(step, LABELS, 0));
        assertThat(out.get(1).getDataType()).isEqualTo(DataType.FLOAT32);
        double difference = Golden.difference(out.get(1), CASES.get("decoder_logits"));
        // rounded, so the products were in 16 bits; and no more than rounded
        assertThat(difference).isBetween(1e-4, 0.3);
        assertThat(gradients(half).get(0).getFloat()).isCloseTo(CASES.get("loss").getAsFloat(), within(0.02f));
    }

    @Test
    void gradientsAreFloat32AndPointWhereTheReferencesDo() {
        NDList exact = gradients(model.program());
        NDList rounded = gradients(half);
        double product = 0;
        double exactSquares = 0;
        double roundedSquares = 0;
        for (int i = 1; i < exact.size(); i++) {
            assertThat(rounded.get(i).getDataType()).isEqualTo(DataType.FLOAT32);
            product += exact.get(i).mul(rounded.get(i)).sum().getFloat();
            exactSquares += exact.get(i).mul(exact.get(i)).sum().getFloat();
            roundedSquares += rounded.get(i).mul(rounded.get(i)).sum().getFloat();
        }
        assertThat(product / Math.sqrt(exactSquares * roundedSquares)).isGreaterThan(0.99);
        assertThat(Math.sqrt(roundedSquares / exactSquares)).isCloseTo(1, within(0.02));
    }

    /** bfloat16 has 8 bits: a step of 1e-5 on a norm's weight of 1 would be lost in it, and is not. */
    @Test
    void masterWeightsKeepSmallSteps() {
        float[] before = model.weights().get(2).toFloatArray();
        try (AdamW adam = new AdamW(model.manager(), model.weights(), model.decays(), AdamW.Hyper.of(0, 0))) {
            half.runWithGrad(step, "step", model.weights(), adam.firstMoments(), adam.secondMoments(), adam.steps(),
                    adam.decayed(), adam.hyper(step, 1e-5), TokenBatch.ids(step, INPUT), TokenBatch.mask(step, INPUT),
                    TokenBatch.decoderInput(step, LABELS, 0), TokenBatch.labels(step, LABELS),
                    step.create(0f), step.create((float) TokenBatch.tokens(LABELS)));
        }
        for (NDArray weight : model.weights()) assertThat(weight.getDataType()).isEqualTo(DataType.FLOAT32);
        float[] after = model.weights().get(2).toFloatArray();
        for (int i = 0; i < after.length; i++) assertThat(Math.abs(after[i] - before[i])).isCloseTo(1e-5f, within(2e-6f));
    }

    private NDList gradients(Program program) {
        return program.runWithGrad(step, "loss_gradients", model.weights(), TokenBatch.ids(step, INPUT),
                TokenBatch.mask(step, INPUT), TokenBatch.decoderInput(step, LABELS, 0),
                TokenBatch.labels(step, LABELS), step.create(0f), step.create((float) TokenBatch.tokens(LABELS)));
    }
}
