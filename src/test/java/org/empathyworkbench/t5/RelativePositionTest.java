package org.empathyworkbench.t5;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.Golden;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Position biases against Hugging Face's buckets, at distances that the short sequences of the other golden cases do not reach. */
class RelativePositionTest {
    private static final JsonObject BUCKETS = Golden.section("t5").getAsJsonObject("relative_position_bucket");
    private static final int WIDEST = 300;

    private T5Model model;
    private NDManager step;
    private List<NDArray> weights;

    /** The tables of both stacks hold the number of each bucket, so that a bias tells which bucket it was taken from. */
    @BeforeEach void load() {
        Torch.start(1);
        model = T5Model.load(Golden.folder(), Device.cpu());
        step = model.manager().newSubManager();
        weights = new ArrayList<>(model.weights());
        List<T5Weights.Weight> layout = new T5Weights(model.config()).all();
        for (int i = 0; i < weights.size(); i++) {
            if (!layout.get(i).name().contains("relative_attention_bias")) continue;
            Shape shape = weights.get(i).getShape();                                    // (buckets, heads)
            weights.set(i, step.arange(0f, shape.get(0)).reshape(shape.get(0), 1).repeat(1, shape.get(1)).toType(DataType.FLOAT32, true));
        }
    }

    @AfterEach void close() { model.close(); }

    private float[][] matrix(NDArray biases, int width) {
        float[] flat = biases.get("0,0").toFloatArray();
        float[][] rows = new float[width][width];
        for (int i = 0; i < width; i++) System.arraycopy(flat, i * width, rows[i], 0, width);
        return rows;
    }

    @Test void theEncoderTellsBothDirectionsApart() {
        int width = WIDEST + 1;
        NDArray mask = step.ones(new Shape(1, width));
        float[][] biases = matrix(model.program().run(step, "encoder_bias", weights, mask).singletonOrThrow(), width);
        int[] expected = Golden.intRow(BUCKETS.get("bidirectional_wide"));
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) assertThat(biases[i][j]).as("%d sees %d", i, j).isEqualTo(expected[j - i + WIDEST]);
        }
    }

    @Test void theDecoderUsesAllBucketsForThePastAndHidesTheFuture() {
        int width = WIDEST + 1;
        NDArray tokens = step.zeros(new Shape(1, width, model.config().dModel()));
        float[][] biases = matrix(model.program().run(step, "decoder_bias", weights, tokens).singletonOrThrow(), width);
        int[] expected = Golden.intRow(BUCKETS.get("causal_wide"));
        for (int i = 0; i < width; i++) {
            for (int j = 0; j <= i; j++) assertThat(biases[i][j]).as("%d sees %d", i, j).isEqualTo(expected[j - i + WIDEST]);
            for (int j = i + 1; j < width; j++) assertThat(biases[i][j]).as("%d does not see %d", i, j).isLessThan(-1e8f);
        }
    }
}
