package org.empathyworkbench.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.empathyworkbench.app.chart.Ticks.Tick;
import org.junit.jupiter.api.Test;

class TicksTest {
    @Test
    void linearTicksAreRoundAndInside() {
        assertThat(Ticks.linear(0, 1_683, 9, true)).extracting(Tick::label)
                .containsExactly("0", "200", "400", "600", "800", "1,000", "1,200", "1,400", "1,600");
        assertThat(Ticks.linear(0.02, 0.11, 5, false)).extracting(Tick::label).containsExactly("0.02", "0.04", "0.06", "0.08", "0.10");
        assertThat(Ticks.linear(-0.05, 0.05, 3, false)).extracting(Tick::label).containsExactly("-0.05", "0.00", "0.05");
        assertThat(Ticks.linear(0, 3e-5, 3, false)).extracting(Tick::label).containsExactly("0.00000", "1e-5", "2e-5", "3e-5");
        assertThat(Ticks.linear(0, 1_000_000, 4, true)).extracting(Tick::label).endsWith("1 M");
        assertThat(Ticks.linear(3, 5, 20, true)).extracting(Tick::at).containsExactly(3.0, 4.0, 5.0);
    }

    @Test
    void logarithmicTicksArePowersOfTen() {
        assertThat(Ticks.logarithmic(0.001, 1_000, 8)).extracting(Tick::label)
                .containsExactly("0.001", "0.01", "0.1", "1", "10", "100", "1,000");
        assertThat(Ticks.logarithmic(1, 100, 8)).extracting(Tick::label).containsExactly("1", "2", "5", "10", "20", "50", "100");
    }

    @Test
    void timesAreFormattedReadably() {
        assertThat(Ticks.time(0, 180, 6)).extracting(Tick::label)
                .containsExactly("0", "30 s", "1 min", "1:30 min", "2 min", "2:30 min", "3 min");
        assertThat(Ticks.time(0, 7_200, 4)).extracting(Tick::label).containsExactly("0", "30 min", "1 h", "1:30 h", "2 h");
        assertThat(Ticks.clock(100_000)).isEqualTo("1 d 3 h");
    }
}
