package org.empathyworkbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Weights;
import org.junit.jupiter.api.Test;

/** Counted against the model's own list of weights: each matrix meets every token that it is applied to. */
class ArithmeticTest {
    private static final int ROWS = 3;
    private static final int SOURCE = 7;
    private static final int TARGET = 5;
    private final T5Config config = T5Config.small(50, 24, 40, 2, 4, 0);

    private long byWeights() {
        long sum = 0;
        for (T5Weights.Weight weight : new T5Weights(config).all()) {
            String name = weight.name();
            if (weight.shape().dimension() != 2 || name.contains("bias")) continue;
            boolean source = name.startsWith("encoder.") || name.contains("EncDecAttention.k") || name.contains("EncDecAttention.v");
            // the shared matrix makes logits
            sum += weight.shape().size() * (name.startsWith("shared") ? TARGET : source ? SOURCE : TARGET);
        }
        for (int layer = 0; layer < 2; layer++) {
            for (int[] queriesAndKeys : new int[][] {{SOURCE, SOURCE}, {TARGET, TARGET}, {TARGET, SOURCE}}) {
                for (int head = 0; head < 4; head++) sum += 2L * queriesAndKeys[0] * queriesAndKeys[1] * 6;        // scores, then values
            }
        }
        return ROWS * sum;
    }

    @Test void aTeacherForcedPassMultipliesEveryMatrixWithEveryTokenItIsFor() {
        assertThat(new FlopCount(config).teacherForced(ROWS, SOURCE, TARGET)).isEqualTo(byWeights());
    }

    @Test void aSupervisedStepCostsThreePasses() {
        assertThat(new FlopCount(config).supervisedStep(ROWS, SOURCE, TARGET)).isEqualTo(3 * byWeights());
    }

    @Test void aCachedTokenAttendsOnlyToThoseBeforeIt() {
        FlopCount counted = new FlopCount(config);
        long spared = 0;
        for (int t = 0; t < TARGET; t++) spared += 2L * (TARGET - 1 - t) * config.inner() * 2 * ROWS;              // two layers
        assertThat(counted.teacherForced(ROWS, SOURCE, TARGET) - counted.generation(ROWS, SOURCE, TARGET)).isEqualTo(spared);
    }
}
