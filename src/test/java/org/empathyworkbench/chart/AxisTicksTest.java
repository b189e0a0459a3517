package org.empathyworkbench.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTicksTest {
    private static ChartSubject subject(XAxis axis, Span window, boolean logarithmic, double[] xs, double... ys) {
        Curve curve = new Curve();
        for (int i = 0; i < xs.length; i++) curve.add((int) xs[i], xs[i], ys[i]);
        return new ChartSubject(List.of(ChartLine.of("a", "a", curve, LineStyle.series(0))),
                axis, 0, window, logarithmic, List.of(), List.of(), null, null);
    }

    private static List<String> y(double least, double most, boolean logarithmic, int height) {
        return Drawing.of(subject(XAxis.STEP, null, logarithmic, new double[] {0, 10}, least, most), 400, height).yLabels();
    }

    private static List<String> x(XAxis axis, double to, int width) {
        return Drawing.of(subject(axis, new Span(0, to), false, new double[] {0, to}, 1, 2), width, 200).xLabels();
    }

    @Test void stepsAreRoundWholeNumbersAndLargeOnesAreShort() {
        assertThat(x(XAxis.STEP, 1_683, 600)).startsWith("0", "200", "400").endsWith("1,600");
        assertThat(x(XAxis.STEP, 3, 900)).containsExactly("0", "1", "2", "3");
        assertThat(x(XAxis.STEP, 1_000_000, 240)).containsExactly("0", "500,000", "1 M");
        assertThat(x(XAxis.STEP, 5_000_000, 400)).containsExactly("0", "1 M", "2 M", "3 M", "4 M", "5 M");
    }

    @Test void labelsOfStepsHaveRoomHoweverNarrowTheChartIs() {
        for (int width : new int[] {180, 260, 400, 900})
            assertThat(String.join("", x(XAxis.STEP, 987_654, width)).length() * 6).isLessThan(width);
    }

    @Test void valuesHaveAsManyDigitsAsTellThemApart() {
        assertThat(y(0.02, 0.11, false, 260)).contains("0.02", "0.04", "0.06", "0.08", "0.10");
        assertThat(y(-0.05, 0.05, false, 240)).contains("-0.04", "0.00", "0.04").doesNotContain("-0.00");
        assertThat(y(0, 3e-5, false, 220)).contains("0", "5e-6", "1.0e-5", "1.5e-5", "3.0e-5");
        assertThat(y(0, 2_000_000, false, 300)).contains("1 M");
        assertThat(y(7, 7, false, 200)).as("a constant has a scale").isNotEmpty().doesNotHaveDuplicates();
    }

    @Test void logarithmicValuesArePowersOfTenAndRoundNumbersWithinOne() {
        assertThat(y(0.001, 1_000, true, 420)).containsExactly("0.001", "0.01", "0.1", "1", "10", "100", "1,000");
        assertThat(y(1.2, 80, true, 420)).containsExactly("2", "5", "10", "20", "50");
        assertThat(y(40, 50, true, 300)).contains("40", "44", "48");
    }

    @Test void timesAreSaidAsPeopleSayThem() {
        assertThat(x(XAxis.TIME, 180, 500)).contains("0", "30 s", "1 min", "1:30 min", "3 min");
        assertThat(x(XAxis.TIME, 7_200, 300)).containsExactly("0", "30 min", "1 h", "1:30 h", "2 h");
        assertThat(x(XAxis.TIME, 400_000, 400)).contains("1 d", "2 d");
        assertThat(TickText.clock(100_000)).isEqualTo("1 d 3 h");
    }
}
