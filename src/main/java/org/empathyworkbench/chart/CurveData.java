package org.empathyworkbench.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.jfree.data.xy.AbstractXYDataset;

/** The lines of a chart, reduced to what its columns of pixels can show, as JFreeChart takes them; in the order in which they are drawn. */
final class CurveData extends AbstractXYDataset {
    private static final long serialVersionUID = 1;

    /** One line; {@code raw} is null without raw values, {@code low} and {@code high} where it has no band. */
    record Drawn(ChartLine line, Color colour, double width, Reduced smooth, Reduced raw, Reduced low, Reduced high) { }

    private final transient List<Drawn> lines = new ArrayList<>();

    void set(List<Drawn> now) {
        lines.clear();
        lines.addAll(now);
    }

    Drawn line(int series) { return lines.get(series); }

    /** Points of the smoothed line of this name. */
    int points(String name) {
        return lines.stream().filter(line -> line.line().name().equals(name)).mapToInt(line -> line.smooth().xs().length).sum();
    }

    @Override public int getSeriesCount() { return lines.size(); }

    @Override public Comparable<?> getSeriesKey(int series) { return lines.get(series).line().name(); }

    @Override public int getItemCount(int series) { return lines.get(series).smooth().xs().length; }

    @Override public Number getX(int series, int item) { return getXValue(series, item); }

    @Override public Number getY(int series, int item) { return getYValue(series, item); }

    @Override public double getXValue(int series, int item) { return lines.get(series).smooth().xs()[item]; }

    @Override public double getYValue(int series, int item) { return lines.get(series).smooth().ys()[item]; }
}
