package org.empathyworkbench.app.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import org.empathyworkbench.chart.ChartLine;
import org.empathyworkbench.chart.ChartNote;
import org.empathyworkbench.chart.Curve;
import org.empathyworkbench.chart.SeedGroup;
import org.empathyworkbench.chart.TickText;
import org.empathyworkbench.chart.XAxis;

/**
 * Reads a chart at the crosshair, which all charts of a page share: a line there in each, and in the one that is pointed at a box with
 * every line's value and the notes there.
 */
final class ChartReader extends Pane {
    private static final double FLAG = 9;
    private final LiveChart chart;
    private final Line line = new Line();
    private final VBox box = new VBox(2);
    private double pointedY = Double.NaN;

    /** A step of a run. */
    record Place(String run, int step) { }

    ChartReader(LiveChart chart) {
        this.chart = chart;
        setMouseTransparent(true);
        setManaged(false);
        line.getStyleClass().add("chart-crosshair");
        box.getStyleClass().add("chart-reader");
        getChildren().addAll(line, box);
        line.setVisible(false);
        box.setVisible(false);
    }

    /** Position of the mouse; the tooltip box is placed beside it. */
    void point(double y) { pointedY = y; }

    /** The place on the axis nearest to {@code x} that any line has; NaN when there is none. */
    double nearest(double x) {
        double best = Double.NaN;
        XAxis axis = chart.axes().axisProperty().get();
        for (ChartLine one : chart.visible()) {
            Curve curve = one.raw();
            int at = curve.nearest(axis, x);
            if (at >= 0 && !(Math.abs(curve.x(axis, at) - x) >= Math.abs(best - x))) best = curve.x(axis, at);
        }
        return best;
    }

    /** The next place to the right (1) or left (-1) that is seen; the last one seen when there is no crosshair. */
    double neighbour(double x, int by) {
        ChartView view = chart.view();
        XAxis axis = chart.axes().axisProperty().get();
        if (Double.isNaN(x)) return nearest(by < 0 ? view.seen().to() : view.seen().from());
        double best = Double.NaN;
        for (ChartLine one : chart.visible()) {
            Curve curve = one.raw();
            int at = by > 0 ? curve.firstAtLeast(axis, Math.nextUp(x)) : curve.firstAtLeast(axis, x) - 1;
            if (at < 0 || at >= curve.size()) continue;
            double candidate = curve.x(axis, at);
            if (candidate < view.seen().from() || candidate > view.seen().to()) continue;
            if (Double.isNaN(best) || by * (best - candidate) > 0) best = candidate;
        }
        return Double.isNaN(best) ? x : best;
    }

    /** The step that a place of the axis means, and the run whose line is nearest to the mouse there. */
    Place place(double x) {
        XAxis axis = chart.axes().axisProperty().get();
        Place best = null;
        double far = Double.POSITIVE_INFINITY;
        for (ChartLine one : chart.visible()) {
            int at = one.raw().nearest(axis, x);
            if (at < 0) continue;
            double y = chart.view() == null || !chart.view().readable() ? 0 : chart.view().height(one.raw().y(at));
            double away = 1000 * Math.abs(one.raw().x(axis, at) - x)
                    + (Double.isNaN(pointedY) || Double.isNaN(y) ? 0 : Math.abs(y - pointedY));
            if (away < far || best == null) {
                far = away;
                best = new Place(one.run(), one.raw().step(at));
            }
        }
        return best;
    }

    /** The note whose flag is at a position, null for none. */
    ChartNote noteAt(double x, double y) {
        ChartView view = chart.view();
        if (view == null || !view.readable() || y > view.top() + FLAG) return null;
        for (ChartNote note : chart.notes()) {
            double at = view.at(view.curves().xOfStep(note.run(), note.step()));
            if (x >= at - 3 && x <= at + FLAG) return note;
        }
        return null;
    }

    void refresh() {
        double x = chart.axes().cursorProperty().get();
        ChartView view = chart.view();
        boolean here = view != null && view.readable() && !Double.isNaN(x) && x >= view.seen().from() && x <= view.seen().to();
        line.setVisible(here);
        boolean pointed = here && (chart.place().isHover() || chart.isFocused());
        if (!pointed) box.setVisible(false);
        if (!here) return;
        double px = view.at(x);
        Point2D top = sceneToLocal(chart.place().localToScene(px, view.top()));
        Point2D bottom = sceneToLocal(chart.place().localToScene(px, view.bottom()));
        line.setStartX(top.getX());
        line.setStartY(top.getY());
        line.setEndX(bottom.getX());
        line.setEndY(bottom.getY());
        if (!pointed) return;
        fill(x);
        box.applyCss();
        double width = box.prefWidth(-1);
        double height = box.prefHeight(-1);
        double left = top.getX() + 12 + width > chart.getWidth() ? top.getX() - 12 - width : top.getX() + 12;
        box.resizeRelocate(Math.max(0, left), Math.max(0, Math.min(top.getY() + 4, chart.getHeight() - height)), width, height);
        box.setVisible(true);
    }

    private void fill(double x) {
        XAxis axis = chart.axes().axisProperty().get();
        Label head = new Label(axis == XAxis.STEP ? String.format(Locale.ROOT, "step %,.0f", x) : "after " + TickText.clock(x));
        head.getStyleClass().add("reader-head");
        List<Node> rows = new ArrayList<>(List.of(head));
        double smoothing = chart.smoothing();
        for (ChartLine one : chart.visible()) {
            Curve raw = one.raw();
            int at = raw.nearest(axis, x);
            if (at < 0 || x < raw.x(axis, 0) - 0.5 || x > raw.x(axis, raw.size() - 1) + 0.5) continue;
            Label name = new Label(one.name(), Swatch.of(chart.ink(one), one.style()));
            Region space = new Region();
            HBox.setHgrow(space, Priority.ALWAYS);
            Label value = new Label(words(one, at, smoothing) + (axis == XAxis.STEP && Math.abs(raw.x(axis, at) - x) > 0.5
                    ? String.format(Locale.ROOT, "  @ %,d", raw.step(at)) : ""));
            value.getStyleClass().add("reader-value");
            rows.add(new HBox(10, name, space, value));
        }
        for (ChartNote note : chart.notes()) {
            if (Math.abs(chart.view().at(chart.view().curves().xOfStep(note.run(), note.step())) - chart.view().at(x)) > 4) continue;
            Label text = new Label(note.text());
            text.getStyleClass().add("reader-note");
            text.setWrapText(true);
            text.setMaxWidth(240);
            rows.add(text);
        }
        box.getChildren().setAll(rows);
    }

    private static String words(ChartLine one, int at, double smoothing) {
        if (one.group() != null) {
            SeedGroup group = one.group();
            double half = (group.high().y(at) - group.low().y(at)) / 2;
            return group.members().size() < 2 ? format(group.mean().y(at)) : group.members().size() == 2
                    ? format(group.low().y(at)) + " to " + format(group.high().y(at)) : format(group.mean().y(at)) + " ± " + format(half);
        }
        double smoothed = one.curve().smoothed(smoothing)[at];
        return smoothing > 0 ? format(one.curve().y(at)) + "  ~ " + format(smoothed) : format(one.curve().y(at));
    }

    /** Four figures that mean something, short for the very small. */
    static String format(double value) {
        if (Double.isNaN(value)) return "not a number";
        double size = Math.abs(value);
        if (value == 0) return "0";
        if (size < 1e-3 || size >= 1e6) return String.format(Locale.ROOT, "%.3e", value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.1f" : "%.4f", value);
    }
}
