package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** 16-bit products for the networks that PPO only reads. */
class FrozenPrecisionTest extends WithTinyActorCritic {
    @Test void onlyTheReferenceIsRounded() {
        RolloutBatch rows = TinyActorCritic.rows();
        try (ActorCritic exact = tiny.with(TinyActorCritic.SETTINGS);
                ActorCritic rounded = tiny.with(TinyActorCritic.SETTINGS.with("frozenPrecision", "bf16"));
             RolloutScores inFull = exact.assess(rows); RolloutScores inHalf = rounded.assess(rows)) {
            assertThat(inHalf.logProbabilities()).isDeepEqualTo(inFull.logProbabilities());
            assertThat(inHalf.values()).isDeepEqualTo(inFull.values());
            assertThat(greatestDifference(inHalf.kl(), inFull.kl())).isBetween(1e-6, 0.3);
        }
    }

    private static double greatestDifference(double[][] a, double[][] b) {
        double greatest = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) greatest = Math.max(greatest, Math.abs(a[i][j] - b[i][j]));
        }
        return greatest;
    }
}
