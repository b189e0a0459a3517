package org.empathyworkbench.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.empathyworkbench.chart.CurveData.Drawn;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYDataset;

/**
 * Draws the lines of a {@link CurveData}: first the bands of groups, then the faint raw values, then the smoothed lines. A line is
 * one path, drawn with its first item; more values than pixels are filled from the lowest to the highest of each column, which is what a
 * line through all of them would cover.
 */
final class CurveRenderer extends AbstractXYItemRenderer {
    private static final long serialVersionUID = 1;
    /** A line of so few points shows them: a single one would not be seen otherwise. */
    static final int FEW = 40;
    private static final int SPARSE = 400;
    private static final double SAME = 0.7;
    private static final double DOT = 2.5;
    private static final int BANDS = 0;
    private static final int RAW = 1;
    private static final int PASSES = 3;

    private final transient CurveData data;

    CurveRenderer(CurveData data) { this.data = data; }

    @Override public int getPassCount() { return PASSES; }

    @Override public XYItemRendererState initialise(Graphics2D g2, Rectangle2D area, XYPlot plot, XYDataset dataset,
            PlotRenderingInfo info) {
        XYItemRendererState state = super.initialise(g2, area, plot, dataset, info);
        state.setProcessVisibleItemsOnly(false);            // what is not seen was left out by the reduction
        return state;
    }

    @Override public void drawItem(Graphics2D g2, XYItemRendererState state, Rectangle2D area, PlotRenderingInfo info, XYPlot plot,
            ValueAxis x, ValueAxis y, XYDataset dataset, int series, int item, CrosshairState crosshair, int pass) {
        if (item > 0) return;
        Drawn line = data.line(series);
        Scales scales = new Scales(x, y, area);
        if (pass == BANDS) band(g2, line, scales);
        else if (pass == RAW) raw(g2, line, scales);
        else {
            g2.setPaint(line.colour());
            g2.setStroke(stroke(line.width(), line.line().style()));
            stroke(g2, line.smooth(), scales);
            dots(g2, line.smooth(), scales);
        }
    }

    /** Values to pixels. */
    private record Scales(ValueAxis x, ValueAxis y, Rectangle2D area) {
        double x(double value) { return x.valueToJava2D(value, area, RectangleEdge.BOTTOM); }

        double y(double value) { return y.valueToJava2D(value, area, RectangleEdge.LEFT); }
    }

    static Stroke stroke(double width, LineStyle style) {
        double[] dashes = style.dashes();
        if (dashes.length == 0) return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
        float[] lengths = new float[dashes.length];
        for (int i = 0; i < dashes.length; i++) lengths[i] = (float) dashes[i];
        return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, lengths, 0);
    }

    /** What the legend of a picture says of a line. */
    static LegendItem legend(ChartLine line, Color colour) {
        return new LegendItem(line.name(), null, null, null, new Line2D.Double(-12, 0, 12, 0), stroke(2.5, line.style()), colour);
    }

    private static void raw(Graphics2D g2, Drawn line, Scales scales) {
        if (line.raw() == null) return;
        g2.setPaint(ChartPalette.faint(line.colour(), line.raw().xs().length > SPARSE ? 0.28 : 0.42));
        if (line.raw().dense()) {
            cloud(g2, line.raw(), scales);
            return;
        }
        g2.setStroke(new BasicStroke(1, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        stroke(g2, line.raw(), scales);
    }

    private static void band(Graphics2D g2, Drawn line, Scales scales) {
        if (line.low() == null) return;
        int all = line.low().xs().length;
        double[] xs = new double[all];
        double[] lows = new double[all];
        double[] highs = new double[all];
        int n = 0;
        for (int i = 0; i < all; i++) {
            double low = line.low().ys()[i];
            double high = line.high().ys()[i];
            if (Double.isNaN(high)) continue;
            xs[n] = scales.x(line.low().xs()[i]);
            lows[n] = Double.isNaN(low) ? scales.area().getMaxY() : scales.y(low);      // on a logarithmic scale: below every place
            highs[n++] = scales.y(high);
        }
        g2.setPaint(ChartPalette.faint(line.colour(), 0.16));
        fill(g2, xs, lows, highs, n);
    }

    /** Points that would fall on the one before are left out; a gap breaks the line. */
    private static void stroke(Graphics2D g2, Reduced points, Scales scales) {
        int all = points.xs().length;
        Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO, all + 1);
        double lastX = 0;
        double lastY = 0;
        boolean pen = false;
        for (int i = 0; i < all; i++) {
            if (Double.isNaN(points.ys()[i])) {
                pen = false;
                continue;
            }
            double px = scales.x(points.xs()[i]);
            double py = scales.y(points.ys()[i]);
            if (pen && i < all - 1 && Math.abs(px - lastX) < SAME && Math.abs(py - lastY) < SAME) continue;
            if (pen) path.lineTo(px, py);
            else path.moveTo(px, py);
            pen = true;
            lastX = px;
            lastY = py;
        }
        if (path.getCurrentPoint() != null) g2.draw(path);
    }

    private static void cloud(Graphics2D g2, Reduced points, Scales scales) {
        int all = points.xs().length;
        double[] xs = new double[all];
        double[] bottoms = new double[all];
        double[] tops = new double[all];
        int n = 0;
        double column = Double.NaN;
        for (int i = 0; i < all; i++) {
            if (Double.isNaN(points.ys()[i])) {
                fill(g2, xs, bottoms, tops, n);
                n = 0;
                column = Double.NaN;
                continue;
            }
            double px = Math.floor(scales.x(points.xs()[i]));
            double py = scales.y(points.ys()[i]);
            if (px != column) {
                column = px;
                xs[n] = px + 0.5;
                bottoms[n] = py + 0.5;
                tops[n++] = py - 0.5;
            } else {
                bottoms[n - 1] = Math.max(bottoms[n - 1], py + 0.5);
                tops[n - 1] = Math.min(tops[n - 1], py - 0.5);
            }
        }
        fill(g2, xs, bottoms, tops, n);
    }

    /** The area between two lines over the same xs. */
    private static void fill(Graphics2D g2, double[] xs, double[] lows, double[] highs, int n) {
        if (n < 2) return;
        Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO, 2 * n + 2);
        path.moveTo(xs[0], highs[0]);
        for (int i = 1; i < n; i++) path.lineTo(xs[i], highs[i]);
        for (int i = n - 1; i >= 0; i--) path.lineTo(xs[i], lows[i]);
        path.closePath();
        g2.fill(path);
    }

    private static void dots(Graphics2D g2, Reduced points, Scales scales) {
        if (points.xs().length > FEW) return;
        for (int i = 0; i < points.xs().length; i++) {
            if (Double.isNaN(points.ys()[i])) continue;
            g2.fill(new Ellipse2D.Double(scales.x(points.xs()[i]) - DOT, scales.y(points.ys()[i]) - DOT, 2 * DOT, 2 * DOT));
        }
    }
}
