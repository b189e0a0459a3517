package org.empathyworkbench.app.chart;

import java.awt.geom.Rectangle2D;
import java.util.Locale;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import org.jfree.chart.fx.ChartViewer;

/** Reads a chart under the mouse: a line at the nearest step and a box with every curve's value there. */
final class ChartReader extends Pane {
    private final LiveChart chart;
    private final ChartViewer viewer;
    private final Line line = new Line();
    private final VBox box = new VBox(2);

    ChartReader(LiveChart chart, ChartViewer viewer) {
        this.chart = chart;
        this.viewer = viewer;
        setMouseTransparent(true);
        line.getStyleClass().add("chart-crosshair");
        box.getStyleClass().add("chart-reader");
        box.setMouseTransparent(true);
        getChildren().addAll(line, box);
        hide();
        viewer.addEventHandler(MouseEvent.MOUSE_MOVED, this::read);
        viewer.addEventHandler(MouseEvent.MOUSE_EXITED, e -> hide());
        viewer.addEventHandler(MouseEvent.MOUSE_DRAGGED, e -> hide());
        viewer.addEventHandler(MouseEvent.MOUSE_CLICKED, e -> {
            if (e.getButton() != MouseButton.PRIMARY) return;
            if (e.getClickCount() == 2) chart.showAll();
            else if (e.isStillSincePress() && !Double.isNaN(stepAt(e))) chart.step(stepAt(e));
        });
    }

    private void hide() {
        line.setVisible(false);
        box.setVisible(false);
    }

    /** Null before the first drawing. */
    private Rectangle2D area() { return viewer.getRenderingInfo() == null ? null : viewer.getRenderingInfo().getPlotInfo().getDataArea(); }

    /** The nearest step that any curve has, NaN outside the plot. */
    private double stepAt(MouseEvent e) {
        Rectangle2D area = area();
        if (area == null || !area.contains(e.getX(), Math.min(Math.max(e.getY(), area.getMinY()), area.getMaxY() - 1))) return Double.NaN;
        double x = chart.chart().getXYPlot().getDomainAxis().java2DToValue(e.getX(), area, chart.chart().getXYPlot().getDomainAxisEdge());
        double best = Double.NaN;
        for (Curve curve : chart.curves()) {
            int at = nearest(curve, x);
            if (at >= 0 && !(Math.abs(curve.x(at) - x) >= Math.abs(best - x))) best = curve.x(at);
        }
        return best;
    }

    private void read(MouseEvent e) {
        double step = stepAt(e);
        if (Double.isNaN(step)) {
            hide();
            return;
        }
        Rectangle2D area = area();
        double px = chart.chart().getXYPlot().getDomainAxis().valueToJava2D(step, area, chart.chart().getXYPlot().getDomainAxisEdge());
        Point2D top = sceneToLocal(viewer.localToScene(px, area.getMinY()));
        Point2D bottom = sceneToLocal(viewer.localToScene(px, area.getMaxY()));
        line.setStartX(top.getX());
        line.setStartY(top.getY());
        line.setEndX(bottom.getX());
        line.setEndY(bottom.getY());
        line.setVisible(true);
        fill(step);
        box.applyCss();
        box.autosize();
        double width = box.prefWidth(-1);
        double height = box.prefHeight(-1);
        double left = top.getX() + 10 + width > getWidth() ? top.getX() - 10 - width : top.getX() + 10;
        box.resizeRelocate(Math.max(0, left), Math.max(0, Math.min(top.getY() + 4, getHeight() - height)), width, height);
        box.setVisible(true);
    }

    private void fill(double step) {
        Label head = new Label(String.format(Locale.ROOT, "%s %,.0f", chart.chart().getXYPlot().getDomainAxis().getLabel(), step));
        head.getStyleClass().add("reader-head");
        box.getChildren().setAll(head);
        for (int i = 0; i < chart.curves().size(); i++) {
            Curve curve = chart.curves().get(i);
            int at = nearest(curve, step);
            if (at < 0 || !chart.shown(i) || Math.abs(curve.x(at) - step) > 0.5) continue;
            Label name = new Label(curve.name(), new Rectangle(10, 3, chart.ink(i)));
            Region space = new Region();
            HBox.setHgrow(space, javafx.scene.layout.Priority.ALWAYS);
            double weight = chart.weight(curve);
            double smoothed = curve.smoothed(weight, chart.logScaleProperty().get())[at];
            String words = weight > 0 ? format(curve.y(at)) + "  ~ " + format(smoothed) : format(curve.y(at));
            Label value = new Label(words);
            value.getStyleClass().add("reader-value");
            box.getChildren().add(new HBox(10, name, space, value));
        }
    }

    private static int nearest(Curve curve, double x) {
        if (curve.size() == 0) return -1;
        int right = Math.min(curve.size() - 1, curve.firstAtLeast(x));
        return right > 0 && x - curve.x(right - 1) < curve.x(right) - x ? right - 1 : right;
    }

    /** Four figures that mean something, short for the very small. */
    static String format(double value) {
        double size = Math.abs(value);
        if (value == 0) return "0";
        if (size < 1e-3 || size >= 1e6) return String.format(Locale.ROOT, "%.3e", value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.1f" : "%.4f", value);
    }
}
