package org.empathyworkbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StepRateTest {
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
    private final StepRate pace = new StepRate();

    private Instant at(long seconds) { return BEGIN.plusSeconds(seconds); }

    @Test void aSlowStartIsForgotten() {
        pace.at(1, at(0));
        pace.at(2, at(600));
        for (int i = 0; i < 100; i++) pace.at(3 + i, at(601 + i * 4L));
        assertThat(pace.stepsASecond(at(997))).isCloseTo(0.25, within(0.01));
        assertThat(pace.remaining(102, 202, at(997))).isBetween(Duration.ofSeconds(390), Duration.ofSeconds(410));
    }

    @Test void nothingIsSaidBeforeTwoSteps() {
        assertThat(pace.remaining(0, 100, at(0))).isNull();
        pace.at(1, at(1));
        assertThat(pace.stepsASecond(at(5))).isZero();
        pace.at(2, at(3));
        assertThat(pace.remaining(2, 12, at(3))).isEqualTo(Duration.ofSeconds(20));
        pace.clear();
        assertThat(pace.remaining(2, 12, at(3))).isNull();
    }

    /** Looks at the validation split come every fifth step and take 20 s. */
    @Test void whatComesNowAndThenCountsForWhatItTakes() {
        long time = 0;
        for (int step = 1; step <= 60; step++) {
            time += step % 5 == 0 ? 20 : 1;
            pace.at(step, at(time));
        }
        assertThat(1 / pace.stepsASecond(at(time))).isCloseTo((4 + 20) / 5.0, within(0.5));
    }

    @Test void aStepThatDoesNotEndMakesTheRestLonger() {
        for (int step = 1; step <= 10; step++) pace.at(step, at(step));
        Duration usual = pace.remaining(10, 100, at(11));
        assertThat(usual).isEqualTo(Duration.ofSeconds(90));
        Duration late = pace.remaining(10, 100, at(40));
        assertThat(late).isGreaterThan(usual.multipliedBy(3));
        assertThat(pace.remaining(10, 100, at(70))).isGreaterThan(late);
    }

    @Test void stepsThatCameTwiceAreLeftOut() {
        for (int step = 1; step <= 10; step++) pace.at(step, at(step));
        pace.at(5, at(11));
        pace.at(11, at(11));
        assertThat(pace.stepsASecond(at(11))).isCloseTo(1, within(1e-9));
    }
}
