package org.empathyworkbench.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickUnit;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A logarithmic axis whose ticks are powers of ten, 2 and 5 times them where there are few, and round numbers in less than one. */
final class DecadeAxis extends LogAxis {
    private static final long serialVersionUID = 1;
    private static final double APART = 22;
    private static final double PART = 0.7;

    DecadeAxis() {
        setRange(1, 10);                                     // the library's own from 0 has no end on this scale
    }

    @Override public List<?> refreshTicks(Graphics2D g2, AxisState state, Rectangle2D area, RectangleEdge edge) {
        int most = (int) Math.max(2, area.getHeight() / APART);
        List<NumberTick> ticks = new ArrayList<>();
        for (double at : Math.log10(getUpperBound() / getLowerBound()) < PART ? round(most) : powers(most)) {
            String label = Math.log10(getUpperBound() / getLowerBound()) < PART ? unit(most).valueToString(at) : TickText.decade(at);
            ticks.add(new NumberTick(at, label, TextAnchor.CENTER_RIGHT, TextAnchor.CENTER_RIGHT, 0));
        }
        return ticks;
    }

    private TickUnit unit(int most) { return RoundTicks.numbers().getCeilingTickUnit(getRange().getLength() / most); }

    private List<Double> round(int most) {
        double apart = unit(most).getSize();
        List<Double> all = new ArrayList<>();
        for (long i = (long) Math.ceil(getLowerBound() / apart); i * apart <= getUpperBound(); i++) all.add(i * apart);
        return all;
    }

    private List<Double> powers(int most) {
        int low = (int) Math.floor(Math.log10(getLowerBound()));
        int high = (int) Math.ceil(Math.log10(getUpperBound()));
        double decades = Math.log10(getUpperBound() / getLowerBound());
        int every = (int) Math.max(1, Math.ceil((high - low) / (double) most));
        int[] within = decades <= 2 ? new int[] {1, 2, 5} : decades <= 3.5 ? new int[] {1, 3} : new int[] {1};
        List<Double> all = new ArrayList<>();
        for (int power = low; power <= high; power += every) {
            for (int times : within) {
                double at = times * Math.pow(10, power);
                if (at >= getLowerBound() * (1 - 1e-9) && at <= getUpperBound() * (1 + 1e-9)) all.add(at);
            }
        }
        return all;
    }
}
