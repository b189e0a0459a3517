package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which rows of a batch are kept as samples. */
class PpoSamplesTest {
    @Test void samplesAreSpreadOverTheBatchAndMoveOnWithTheSteps() {
        assertThat(PpoSamples.rows(1, 8, 4)).containsExactly(1, 3, 5, 7);
        assertThat(PpoSamples.rows(7, 8, 4)).containsExactly(7, 1, 3, 5);
        assertThat(PpoSamples.rows(3, 8, 3)).containsExactly(3, 5, 0);
        assertThat(PpoSamples.rows(5, 3, 9)).containsExactly(2, 0, 1);
    }
}
