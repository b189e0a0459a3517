package org.empathyworkbench.t5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where dropout acts while a network learns. */
class DropoutPlacesTest {
    private static final double SHARE = 0.5;
    private static final int[][] ROWS = new int[16][24];

    @BeforeAll static void start() {
        Torch.start(1);
        for (int row = 0; row < ROWS.length; row++) for (int i = 0; i < ROWS[row].length; i++) ROWS[row][i] = (7 * row + i) % 60;
    }

    /** Blocks that add nothing leave the dropout of the embeddings and that behind the last norm: a half of a half stays. */
    @Test void embeddingsAndTheLastNormLoseTheirShare() {
        try (T5Model model = silent(); NDManager call = model.manager().newSubManager()) {
            NDArray encoded = encode(model, call, SHARE);
            assertThat(zeros(encoded)).isCloseTo(1 - SHARE * SHARE, within(0.02));
            assertThat(zeros(encode(model, call, 0))).as("in use").isLessThan(0.001);
            NDArray decoded = model.program().run(call, "decode", model.weights(), encode(model, call, 0),
                    TokenBatch.mask(call, ROWS), TokenBatch.decoderInput(call, ROWS, 0), SHARE)
                    .singletonOrThrow();
            assertThat(zeros(decoded)).isCloseTo(1 - SHARE * SHARE, within(0.02));
        }
    }

    /** A model whose attention and feed-forward layers add nothing. */
    private static T5Model silent() {
        T5Model model = T5Model.random(T5Config.small(64, 32, 64, 2, 2, 0.1), 5, Device.cpu());
        for (Map.Entry<String, NDArray> weight : model.named().entrySet()) {
            if (weight.getKey().endsWith(".o.weight") || weight.getKey().endsWith(".wo.weight")) weight.getValue().muli(0);
        }
        return model;
    }

    private static NDArray encode(T5Model model, NDManager call, double share) {
        return model.program()
                .run(call, "encode", model.weights(), TokenBatch.ids(call, ROWS), TokenBatch.mask(call, ROWS), share).singletonOrThrow();
    }

    private static double zeros(NDArray states) {
        float[] values = states.toFloatArray();
        int zeros = 0;
        for (float value : values) if (value == 0) zeros++;
        return (double) zeros / values.length;
    }
}
