package org.empathyworkbench.app.chart;

import java.util.ArrayList;
import java.util.List;
import org.jfree.data.DomainInfo;
import org.jfree.data.Range;
import org.jfree.data.RangeInfo;
import org.jfree.data.xy.AbstractXYDataset;

/**
 * What a chart draws: for each curve its smoothed line and, behind all of them, the raw values. The points are already reduced;
 * the bounds are those of everything, so that a chart that is zoomed finds its way out again.
 */
final class DrawnCurves extends AbstractXYDataset implements DomainInfo, RangeInfo {
    private static final long serialVersionUID = 1;

    /** One drawn line. @param raw true for the faint line behind */
    record Line(String name, int curve, boolean raw, double[] xs, double[] ys) { }

    private transient List<Line> lines = new ArrayList<>();
    private Range domain;
    private Range range;

    void show(List<Line> lines, Range domain, Range range) {
        this.lines = lines;
        this.domain = domain;
        this.range = range;
        fireDatasetChanged();
    }

    Line line(int series) { return lines.get(series); }

    @Override
    public int getSeriesCount() { return lines.size(); }

    @Override
    public Comparable<?> getSeriesKey(int series) { return lines.get(series).name() + (lines.get(series).raw() ? ", raw" : ""); }

    @Override
    public int getItemCount(int series) { return lines.get(series).xs().length; }

    @Override
    public Number getX(int series, int item) { return lines.get(series).xs()[item]; }

    @Override
    public Number getY(int series, int item) { return lines.get(series).ys()[item]; }

    @Override
    public double getXValue(int series, int item) { return lines.get(series).xs()[item]; }

    @Override
    public double getYValue(int series, int item) { return lines.get(series).ys()[item]; }

    @Override
    public double getDomainLowerBound(boolean includeInterval) { return domain == null ? Double.NaN : domain.getLowerBound(); }

    @Override
    public double getDomainUpperBound(boolean includeInterval) { return domain == null ? Double.NaN : domain.getUpperBound(); }

    @Override
    public Range getDomainBounds(boolean includeInterval) { return domain; }

    @Override
    public double getRangeLowerBound(boolean includeInterval) { return range == null ? Double.NaN : range.getLowerBound(); }

    @Override
    public double getRangeUpperBound(boolean includeInterval) { return range == null ? Double.NaN : range.getUpperBound(); }

    @Override
    public Range getRangeBounds(boolean includeInterval) { return range; }
}
