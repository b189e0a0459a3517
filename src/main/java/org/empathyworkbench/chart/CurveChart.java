package org.empathyworkbench.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.empathyworkbench.chart.CurveData.Drawn;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYTitleAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/**
 * A chart of curves as JFreeChart draws it, on the window's canvas and into files: {@link #show} tells it what to draw, {@link #chart}
 * draws it. It asks for no repaint by itself. The range of the values is that of what is seen, raw values included. Not safe for threads.
 */
public final class CurveChart {
    /** What a frame, axes and margins take of a chart's width, about. */
    private static final int BESIDE = 60;
    private static final int LEAST_COLUMNS = 50;
    private static final double MARGIN = 0.012;
    private static final double NEAR_TOP = 0.92;

    private final CurveData data = new CurveData();
    private final NumberAxis steps = axis(new NumberAxis(XAxis.STEP.word()), new RectangleInsets(3, 10, 0, 10));
    private final NumberAxis seconds = axis(new NumberAxis(XAxis.TIME.word()), new RectangleInsets(3, 10, 0, 10));
    private final NumberAxis linear = axis(new NumberAxis(), new RectangleInsets(6, 4, 6, 5));
    private final DecadeAxis decades = axis(new DecadeAxis(), new RectangleInsets(6, 4, 6, 5));
    private final XYPlot plot = new XYPlot(data, steps, linear, new CurveRenderer(data));
    private final JFreeChart chart;
    private ChartSubject subject = ChartSubject.of(List.of(), 0, List.of());
    private Span everything;
    private boolean readable;
    private String hint = "";

    /** A chart without a title and a legend. */
    public CurveChart() { this(null); }

    /** @param title null for a chart without a title and a legend */
    public CurveChart(String title) {
        chart = new JFreeChart(title, title == null ? ChartFonts.TITLE : ChartFonts.of(title, ChartFonts.TITLE), plot, title != null);
        chart.setNotify(false);
        chart.setPadding(title == null ? RectangleInsets.ZERO_INSETS : new RectangleInsets(6, 6, 6, 6));
        steps.setStandardTickUnits(RoundTicks.steps());
        seconds.setStandardTickUnits(RoundTicks.time());
        linear.setStandardTickUnits(RoundTicks.numbers());
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setInsets(new RectangleInsets(8, 2, 2, 20));
        plot.setBackgroundPaint(null);
        plot.setNoDataMessageFont(ChartFonts.MESSAGE);
        if (chart.getLegend() != null) frameless(chart.getLegend());
    }

    /** With title and legend, and as smooth as it was asked for, whatever that takes. @param width in pixels */
    public static CurveChart still(String title, ChartSubject subject, ChartPalette palette, double width) {
        subject.lines().forEach(line -> line.prepare(subject.smoothing(), Integer.MAX_VALUE));
        CurveChart still = new CurveChart(title);
        still.show(subject, palette, width);
        return still;
    }

    private static <A extends ValueAxis> A axis(A axis, RectangleInsets around) {
        axis.setAutoRange(false);
        axis.setLabelFont(ChartFonts.LABEL);
        axis.setTickLabelFont(ChartFonts.LABEL);
        axis.setTickLabelInsets(around);
        axis.setLabelInsets(new RectangleInsets(2, 2, 2, 2));
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        return axis;
    }

    private static void frameless(LegendTitle legend) {
        legend.setFrame(BlockBorder.NONE);
        legend.setItemFont(ChartFonts.LABEL);
        legend.setItemLabelPadding(new RectangleInsets(2, 6, 2, 12));
        legend.setBackgroundPaint(null);
    }

    /** The library's chart, to be drawn with any {@link java.awt.Graphics2D}. */
    public JFreeChart chart() { return chart; }

    /**
     * What is drawn from now on.
     *
     * @param width of the whole chart in pixels, which is as fine as the lines are reduced
     */
    public void show(ChartSubject now, ChartPalette palette, double width) {
        subject = now;
        for (ChartLine line : now.lines()) if (line.group() != null && line.prepared(now.smoothing())) line.group().show(now.smoothing());
        everything = everything();
        Span seen = now.window() != null ? now.window() : everything;
        List<Drawn> drawn = new ArrayList<>();
        int columns = (int) Math.max(LEAST_COLUMNS, width - BESIDE);
        if (seen != null) for (ChartLine line : now.lines()) drawn.add(reduced(line, palette, seen, columns));
        Span range = range(drawn);
        readable = range != null;
        hint = omitted();
        data.set(readable ? backToFront(drawn) : List.of());
        paint(palette);
        scale(seen, range);
        beside(palette);
        if (chart.getLegend() != null) legend(palette);
    }

    private Span everything() {
        double from = Double.POSITIVE_INFINITY;
        double to = Double.NEGATIVE_INFINITY;
        for (ChartLine line : subject.lines()) {
            Curve curve = line.drawn();
            if (curve.size() == 0) continue;
            from = Math.min(from, curve.x(subject.axis(), 0));
            to = Math.max(to, curve.x(subject.axis(), curve.size() - 1));
        }
        if (from > to) return null;
        return from == to ? new Span(from - 0.5, to + 0.5) : new Span(from, to);
    }

    private Drawn reduced(ChartLine line, ChartPalette palette, Span seen, int columns) {
        boolean strong = line.name().equals(subject.emphasis());
        Color own = palette.of(line.style());
        Color colour = subject.emphasis() == null || strong ? own : ChartPalette.faint(own, 0.3);
        XAxis axis = subject.axis();
        boolean log = subject.logarithmic();
        Reduced smooth = line.drawn().reduced(axis, line.window(subject.smoothing()), seen.from(), seen.to(), columns, log);
        Reduced raw = subject.smoothing() <= 0 ? null : line.raw().reduced(axis, 0, seen.from(), seen.to(), columns, log);
        boolean band = line.group() != null && line.group().members().size() > 1;
        Reduced[] edges = !band ? new Reduced[2]
                : Reduced.band(line.group().low(), line.group().high(), axis, seen.from(), seen.to(), columns, log);
        return new Drawn(line, colour, strong ? 3 : 2, smooth, raw, edges[0], edges[1]);
    }

    /** What the scale of the values has to hold; null where there is none. */
    private Span range(List<Drawn> drawn) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Drawn line : drawn) {
            for (Reduced part : new Reduced[] {line.smooth(), line.raw(), line.low(), line.high()}) {
                if (part == null) continue;
                for (double value : part.ys()) {
                    if (Double.isNaN(value)) continue;
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
            }
        }
        if (least > most) return null;
        for (ChartMark mark : subject.window() == null ? subject.marks() : List.<ChartMark>of()) {
            if (subject.logarithmic() && mark.value() <= 0) continue;
            least = Math.min(least, mark.value());
            most = Math.max(most, mark.value());
        }
        return padded(least, most, subject.logarithmic());
    }

    private static Span padded(double least, double most, boolean log) {
        if (log) {
            double factor = least == most ? 2 : Math.pow(most / least, 0.04);
            return new Span(least / factor, most * factor);
        }
        if (most - least < 1e-9 * Math.max(Math.abs(least), Math.abs(most))) most = least;         // a constant with the last bit wrong
        double pad = least == most ? Math.max(1e-9, Math.abs(least) * 0.1) : 0.05 * (most - least);
        if (least == most && least == 0) pad = 0.5;
        return new Span(least - pad, most + pad);
    }

    private void scale(Span seen, Span range) {
        NumberAxis x = subject.axis() == XAxis.STEP ? steps : seconds;
        ValueAxis y = subject.logarithmic() ? decades : linear;
        if (plot.getDomainAxis() != x) plot.setDomainAxis(x);
        if (plot.getRangeAxis() != y) plot.setRangeAxis(y);
        x.setVisible(readable);
        y.setVisible(readable);
        plot.setRangeGridlinesVisible(readable);
        plot.setNoDataMessage(readable ? null : hint);
        if (!readable) return;
        double margin = subject.window() != null ? 0 : MARGIN * seen.width();
        x.setRange(seen.from() - margin, seen.to() + margin);
        y.setRange(range.from(), range.to());
    }

    private void paint(ChartPalette palette) {
        chart.setBackgroundPaint(palette.background());
        plot.setRangeGridlinePaint(palette.grid());
        plot.setNoDataMessagePaint(palette.text());
        for (ValueAxis axis : List.of(steps, seconds, linear, decades)) {
            axis.setLabelPaint(palette.text());
            axis.setTickLabelPaint(palette.text());
        }
        if (chart.getTitle() != null) chart.getTitle().setPaint(palette.text());
        if (chart.getLegend() != null) chart.getLegend().setItemPaint(palette.text());
    }

    /** Notes, the step that is open, values that are worth a line, and what is not drawn. */
    private void beside(ChartPalette palette) {
        plot.clearDomainMarkers();
        plot.clearRangeMarkers();
        plot.clearAnnotations();
        if (!readable) return;
        for (ChartNote note : subject.notes()) {
            double at = xOfStep(note.run(), note.step());
            if (!seen(at)) continue;
            plot.addDomainMarker(marker(at, palette.note(), dashed(3, 3)), Layer.BACKGROUND);
            plot.addAnnotation(new NoteFlag(at, palette.note()), false);
        }
        double open = subject.opened() == null ? Double.NaN : xOfStep("", subject.opened());
        if (seen(open)) plot.addDomainMarker(marker(open, palette.accent(), new BasicStroke(1.5f)), Layer.BACKGROUND);
        for (ChartMark mark : subject.marks()) plot.addRangeMarker(mark(mark, palette.accent()), Layer.FOREGROUND);
        if (hint.isEmpty()) return;
        TextTitle words = new TextTitle(hint, ChartFonts.HINT);
        words.setPaint(palette.text());
        plot.addAnnotation(new XYTitleAnnotation(1, 1, words, RectangleAnchor.TOP_RIGHT), false);
    }

    private static ValueMarker marker(double at, Color color, BasicStroke stroke) {
        ValueMarker marker = new ValueMarker(at, color, stroke);
        marker.setAlpha(1);
        return marker;
    }

    private static BasicStroke dashed(float dash, float gap) {
        return new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {dash, gap}, 0);
    }

    private ValueMarker mark(ChartMark mark, Color color) {
        ValueMarker marker = marker(mark.value(), color, dashed(6, 4));
        ValueAxis axis = plot.getRangeAxis();
        boolean under = mark.value() > axis.getLowerBound() + NEAR_TOP * axis.getRange().getLength();
        marker.setLabel(mark.label());
        marker.setLabelFont(ChartFonts.of(mark.label(), ChartFonts.LABEL));
        marker.setLabelPaint(color);
        marker.setLabelAnchor(under ? RectangleAnchor.BOTTOM_RIGHT : RectangleAnchor.TOP_RIGHT);
        marker.setLabelTextAnchor(under ? TextAnchor.TOP_RIGHT : TextAnchor.BOTTOM_RIGHT);
        marker.setLabelOffset(new RectangleInsets(2, 2, 2, 2));
        return marker;
    }

    /** In the order of the lines, whichever is drawn first; none for a single line. */
    private void legend(ChartPalette palette) {
        LegendItemCollection items = new LegendItemCollection();
        for (ChartLine line : subject.lines().size() < 2 ? List.<ChartLine>of() : subject.lines()) {
            LegendItem item = CurveRenderer.legend(line, palette.of(line.style()));
            item.setLabelFont(ChartFonts.of(line.name(), ChartFonts.LABEL));
            items.add(item);
        }
        plot.setFixedLegendItems(items);
        chart.getLegend().setVisible(items.getItemCount() > 0);
    }

    /** A line of few points is not hidden by one of many. */
    private static List<Drawn> backToFront(List<Drawn> drawn) {
        List<Drawn> order = new ArrayList<>(drawn);
        Collections.reverse(order);
        order.sort(Comparator.comparingInt(line -> -Math.min(line.smooth().xs().length, CurveRenderer.FEW + 1)));
        return order;
    }

    private boolean seen(double x) { return !Double.isNaN(x) && plot.getDomainAxis().getRange().contains(x); }

    /** What is not drawn is said. */
    private String omitted() {
        if (subject.lines().isEmpty()) return "Every line is hidden";
        if (everything == null) return "Nothing yet";
        int notPositive = subject.lines().stream().mapToInt(line -> line.raw().notPositive()).sum();
        int notFinite = subject.lines().stream().mapToInt(line -> line.raw().notFinite()).sum();
        if (!readable && subject.logarithmic() && notPositive > 0) return "No value is above 0: no logarithmic scale";
        if (!readable) return "No values in this part";
        List<String> parts = new ArrayList<>();
        if (subject.logarithmic() && notPositive > 0) parts.add(count(notPositive, "value") + " at or below 0 not drawn");
        if (notFinite > 0) parts.add(count(notFinite, "gap") + " where a value is no number");
        return String.join("; ", parts);
    }

    private static String count(int n, String what) { return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s"); }

    /** False while there is nothing to point at. */
    public boolean readable() { return readable; }

    /** What is said of that which is not drawn; empty for nothing. */
    public String hint() { return hint; }

    /** The axis along the bottom, with the part that is seen. */
    public ValueAxis x() { return plot.getDomainAxis(); }

    /** The axis of the values. */
    public ValueAxis y() { return plot.getRangeAxis(); }

    /** The whole of the axis along the bottom; null while there is nothing. */
    public Span whole() { return everything; }

    /** Points of the smoothed line of this name; 0 for one that is not drawn. */
    public int points(String name) { return data.points(name); }

    /** Coordinate of a step on the x axis for a run, any run with an empty id; NaN when the chart does not know. */
    public double xOfStep(String run, int step) {
        if (subject.axis() == XAxis.STEP) return step;
        for (ChartLine line : subject.lines()) {
            Curve curve = line.drawn();
            if (!line.run().equals(run) && !run.isEmpty() || curve.size() == 0) continue;
            return curve.x(subject.axis(), Math.min(curve.size() - 1, curve.firstAtLeast(XAxis.STEP, step)));
        }
        return Double.NaN;
    }
}
