package org.empathyworkbench.app.chart;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleConsumer;
import javafx.animation.PauseTransition;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.layout.BorderPane;
import javafx.util.Duration;
import org.empathyworkbench.dialogue.Mechanism;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.event.ChartProgressEvent;
import org.jfree.chart.fx.ChartViewer;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;

/**
 * Lines over steps, live. Adding a value is cheap; the chart repaints itself at most {@link #REPAINTS_A_SECOND} times a second.
 * Each line is drawn smoothed over its faint raw values, both reduced to what a column of pixels can show without losing a spike.
 * Dragging zooms, Alt-dragging pans, a double click shows everything again. JavaFX thread only.
 */
public final class LiveChart extends ChartInk {
    static final double REPAINTS_A_SECOND = 7;
    private static final int FEW = 40;
    private static final int DENSE = 400;
    private static final BasicStroke RAW = new BasicStroke(1f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke SMOOTHED = new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    private final String title;
    private final List<Curve> curves = new ArrayList<>();
    private final List<Mechanism> mechanisms = new ArrayList<>();
    private final List<Boolean> shown = new ArrayList<>();
    private final DoubleProperty smoothing = new SimpleDoubleProperty(0.9);
    private final BooleanProperty logScale = new SimpleBooleanProperty();
    private final DrawnCurves drawn = new DrawnCurves();
    private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    private final NumberAxis linear = new NumberAxis();
    private final LogAxis logarithmic = new LogAxis();
    private final JFreeChart chart;
    private final ChartViewer viewer;
    private final ChartLegend legend = new ChartLegend(this);
    private final PauseTransition soon = new PauseTransition(Duration.seconds(1 / REPAINTS_A_SECOND));
    private DoubleConsumer onStep = step -> { };
    private boolean waiting;

    /** @param names one line each; more come with {@link #curve} */
    public LiveChart(String title, String xAxis, String... names) {
        this.title = title;
        getStyleClass().add("live-chart");
        chart = ChartFactory.createXYLineChart(null, xAxis, null, drawn, PlotOrientation.VERTICAL, false, false, false);
        viewer = new ChartViewer(chart, false);
        prepare();
        for (String name : names) curve(name);
        BorderPane body = new BorderPane(viewer);
        body.setTop(legend);
        ChartReader reader = new ChartReader(this, viewer);
        getChildren().addAll(body, reader);
        setMinSize(180, 140);
        setOnContextMenuRequested(e -> ChartMenu.of(this).show(this, e.getScreenX(), e.getScreenY()));
        soon.setOnFinished(e -> {
            waiting = false;
            if (getScene() != null) redraw();
        });
        inkVersion().subscribe(this::touch);
        smoothing.subscribe(this::touch);
        logScale.subscribe(this::changeScale);
        sceneProperty().subscribe(this::touch);
        viewer.widthProperty().subscribe(this::touch);
    }

    public String title() { return title; }

    /** Weight of the moving average from 0, the values themselves, to under 1. */
    public DoubleProperty smoothingProperty() { return smoothing; }

    /** Values that are not positive are left out while this is on. */
    public BooleanProperty logScaleProperty() { return logScale; }

    /** Told the step that a person clicks, so that a page can show what lies behind a point. */
    public void setOnStep(DoubleConsumer onStep) { this.onStep = onStep; }

    /** Makes sure a line of this name exists. */
    public void curve(String name) { curve(name, null); }

    /** The same for a line that belongs to a mechanism and has its colour. */
    public void curve(String name, Mechanism mechanism) {
        if (find(name) != null) return;
        curves.add(new Curve(name));
        mechanisms.add(mechanism);
        shown.add(true);
        legend.refresh();
        touch();
    }

    /** @param value NaN leaves a gap */
    public void add(String name, double step, double value) {
        if (find(name) == null) curve(name);
        find(name).add(step, value);
        touch();
    }

    public void clear() {
        curves.forEach(Curve::clear);
        touch();
    }

    public void showAll() {
        chart.getXYPlot().getDomainAxis().setAutoRange(true);
        chart.getXYPlot().getRangeAxis().setAutoRange(true);
        touch();
    }

    /** How many values a line holds, drawn or not. */
    public int size(String name) { return find(name) == null ? 0 : find(name).size(); }

    /** How many points of the smoothed line stand on the screen after the last repaint. */
    public int drawnPoints(String name) {
        for (int i = 0; i < drawn.getSeriesCount(); i++) {
            if (!drawn.line(i).raw() && drawn.line(i).name().equals(name)) return drawn.getItemCount(i);
        }
        return 0;
    }

    List<Curve> curves() { return curves; }

    boolean shown(int curve) { return shown.get(curve); }

    void show(int curve, boolean on) {
        shown.set(curve, on);
        touch();
    }

    JFreeChart chart() { return chart; }

    void step(double step) { onStep.accept(step); }

    javafx.scene.paint.Color ink(int curve) { return mechanisms.get(curve) == null ? series(curve) : mechanism(mechanisms.get(curve)); }

    java.awt.Color paper() { return awt(background(), 255); }

    java.awt.Color words() { return awt(text(), 255); }

    LegendItemCollection legendItems() {
        LegendItemCollection items = new LegendItemCollection();
        for (int i = 0; i < curves.size(); i++) {
            if (shown(i)) items.add(new LegendItem(curves.get(i).name(), null, null, null, new Line2D.Double(-7, 0, 7, 0), SMOOTHED, awt(ink(i), 255)));
        }
        return items;
    }

    private Curve find(String name) {
        for (Curve curve : curves) {
            if (curve.name().equals(name)) return curve;
        }
        return null;
    }

    private void prepare() {
        XYPlot plot = chart.getXYPlot();
        chart.setPadding(new RectangleInsets(2, 0, 0, 6));
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setDefaultShape(new Ellipse2D.Double(-2.5, -2.5, 5, 5));
        renderer.setAutoPopulateSeriesShape(false);
        plot.setRenderer(renderer);
        ((NumberAxis) plot.getDomainAxis()).setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        plot.getDomainAxis().setLowerMargin(0.01);
        plot.getDomainAxis().setUpperMargin(0.02);
        linear.setAutoRangeIncludesZero(false);
        plot.setRangeAxis(linear);
        plot.setAxisOffset(new RectangleInsets(4, 4, 4, 4));
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setDomainPannable(true);
        plot.setRangePannable(true);
        plot.setNoDataMessage("Nothing yet");
        plot.setNoDataMessageFont(ChartFont.plain());
        viewer.getCanvas().setTooltipEnabled(false);
        renderer.setDefaultCreateEntities(false);
        viewer.setMinSize(120, 100);
        // The canvas remembers the last font it was told, so one font for all of a chart is lost on the second frame without this.
        chart.addProgressListener(e -> {
            if (e.getType() == ChartProgressEvent.DRAWING_STARTED) {
                viewer.getCanvas().getGraphicsContext2D().setFont(javafx.scene.text.Font.font(ChartFont.FAMILY, ChartFont.SIZE));
            }
        });
        plot.getDomainAxis().addChangeListener(e -> { if (!plot.getDomainAxis().isAutoRange()) touch(); });
    }

    private void changeScale(boolean on) {
        chart.getXYPlot().setRangeAxis(on ? logarithmic : linear);
        touch();
    }

    private void touch() {
        if (waiting) return;
        waiting = true;
        soon.playFromStart();
    }

    private void redraw() {
        XYPlot plot = chart.getXYPlot();
        Range domain = null;
        Range range = null;
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            if (!shown(i) || curve.size() == 0) continue;
            domain = Range.combine(domain, new Range(curve.x(0), curve.x(curve.size() - 1)));
            range = Range.combine(range, bounds(curve.values(logScale.get())));
        }
        boolean everything = plot.getDomainAxis().isAutoRange();
        double from = everything || domain == null ? Double.NEGATIVE_INFINITY : plot.getDomainAxis().getLowerBound();
        double to = everything || domain == null ? Double.POSITIVE_INFINITY : plot.getDomainAxis().getUpperBound();
        int columns = Math.max(100, (int) viewer.getWidth());
        List<DrawnCurves.Line> lines = new ArrayList<>();
        for (int pass = 0; pass < 2; pass++) {
            boolean raw = pass == 1;
            if (raw && smoothing.get() <= 0) break;
            for (int i : sparseFirst()) {
                Curve curve = curves.get(i);
                double[] values = raw ? curve.values(logScale.get()) : curve.smoothed(weight(curve), logScale.get());
                double[][] points = curve.reduced(values, from, to, columns);
                lines.add(new DrawnCurves.Line(curve.name(), i, raw, points[0], points[1]));
            }
        }
        chart.setNotify(false);
        drawn.show(lines, domain, range);
        style(plot);
        chart.setNotify(true);
        legend.refresh();
    }

    /** The curves that are shown, in the order of drawing from the top: a line of few points is not hidden by one of many. */
    private List<Integer> sparseFirst() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < curves.size(); i++) {
            if (shown(i)) order.add(i);
        }
        order.sort(Comparator.comparingInt(i -> Math.min(curves.get(i).size(), FEW + 1)));
        return order;
    }

    /** The smoothing of a line: never over more than about a tenth of it, so that a few points are shown as they are. */
    double weight(Curve curve) { return Math.max(0, Math.min(smoothing.get(), 1 - 10.0 / Math.max(1, curve.size()))); }

    /** A smoothed line of few points shows them: a single one would not be seen otherwise. */
    static boolean dotted(DrawnCurves.Line line) { return !line.raw() && line.xs().length <= FEW; }

    private void style(XYPlot plot) {
        java.awt.Color transparent = new java.awt.Color(0, 0, 0, 0);
        chart.setBackgroundPaint(transparent);
        plot.setBackgroundPaint(transparent);
        plot.setRangeGridlinePaint(awt(grid(), 255));
        plot.setRangeGridlineStroke(new BasicStroke(1f));
        plot.setNoDataMessagePaint(words());
        for (ValueAxis axis : List.of(plot.getDomainAxis(), plot.getRangeAxis())) {
            axis.setLabelFont(ChartFont.plain());
            axis.setTickLabelFont(ChartFont.plain());
            axis.setLabelPaint(words());
            axis.setTickLabelPaint(words());
            axis.setAxisLineVisible(false);
            axis.setTickMarksVisible(false);
            axis.setTickLabelsVisible(drawn.getDomainBounds(false) != null);
        }
        for (int i = 0; i < drawn.getSeriesCount(); i++) {
            DrawnCurves.Line line = drawn.line(i);
            renderer.setSeriesPaint(i, awt(ink(line.curve()), !line.raw() ? 255 : line.xs().length > DENSE ? 70 : 110));
            renderer.setSeriesStroke(i, line.raw() ? RAW : SMOOTHED);
            renderer.setSeriesShapesVisible(i, dotted(line));
        }
    }

    private static Range bounds(double[] values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (!Double.isFinite(value)) continue;
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return low > high ? null : new Range(low, high);
    }
}
