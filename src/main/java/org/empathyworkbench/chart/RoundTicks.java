package org.empathyworkbench.chart;

import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnit;
import org.jfree.chart.axis.TickUnitSource;

/** How far apart ticks may stand; JFreeChart's axes choose from these by the room that labels need. */
final class RoundTicks implements TickUnitSource {
    private static final double MORE = 1 + 1e-9;
    private static final double[] TIMES = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200};
    private static final double DAY = 86_400;

    private final DoubleUnaryOperator atLeast;
    private final DoubleFunction<TickText> text;

    private RoundTicks(DoubleUnaryOperator atLeast, DoubleFunction<TickText> text) {
        this.atLeast = atLeast;
        this.text = text;
    }

    /** 1, 2 or 5 times a power of ten. */
    static RoundTicks numbers() { return new RoundTicks(RoundTicks::round, TickText::apart); }

    /** The same, whole numbers only. */
    static RoundTicks steps() { return new RoundTicks(size -> Math.max(1, round(size)), TickText::apart); }

    /** Seconds, minutes, hours and days as clocks divide them. */
    static RoundTicks time() { return new RoundTicks(RoundTicks::time, TickText::seconds); }

    private static double round(double size) {
        double power = Math.pow(10, Math.floor(Math.log10(size) + 1e-9));
        for (int times : new int[] {1, 2, 5}) if (size <= times * power * MORE) return times * power;
        return 10 * power;
    }

    private static double time(double size) {
        if (size < 0.5 * MORE) return round(size);
        for (double time : TIMES) if (size <= time * MORE) return time;
        return DAY * round(size / DAY * 1.0000001);
    }

    @Override public TickUnit getLargerTickUnit(TickUnit unit) { return getCeilingTickUnit(unit.getSize() * 1.001); }

    @Override public TickUnit getCeilingTickUnit(TickUnit unit) { return getCeilingTickUnit(unit.getSize()); }

    @Override public TickUnit getCeilingTickUnit(double size) {
        double unit = atLeast.applyAsDouble(Math.max(1e-300, size));
        return new NumberTickUnit(unit, text.apply(unit));
    }
}
