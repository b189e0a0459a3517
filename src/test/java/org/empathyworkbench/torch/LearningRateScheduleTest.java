package org.empathyworkbench.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {
    @Test
    void linearDecayGivesTheRatesOfTheReferenceTrainer() {
        double[] rates = {1e-3, 2e-3 / 3, 1e-3 / 3};                            // three steps, golden case adamw3_hf_trainer
        for (int step = 0; step < 3; step++)
            assertThat(LearningRateSchedule.LINEAR.at(step, 3, 0, 1e-3)).isCloseTo(rates[step], within(1e-15));
    }

    @Test
    void everyScheduleRisesToItsPeakInTheWarmUpAndNeverExceedsIt() {
        for (LearningRateSchedule schedule : LearningRateSchedule.values()) {
            for (int step = 0; step < 10; step++) assertThat(schedule.at(step, 100, 10, 1)).isCloseTo((step + 1) / 11.0, within(1e-12));
            assertThat(schedule.at(10, 100, 10, 1)).isEqualTo(1);
            for (int step = 11; step < 100; step++)
                assertThat(schedule.at(step, 100, 10, 1)).isBetween(0.0, schedule.at(step - 1, 100, 10, 1));
        }
    }

    @Test
    void cosineIsHalfWayInTheMiddle() {
        assertThat(LearningRateSchedule.COSINE.at(50, 100, 0, 2)).isCloseTo(1, within(1e-12));
        assertThat(LearningRateSchedule.CONSTANT.at(99, 100, 0, 2)).isEqualTo(2);
    }
}
