package org.empathyworkbench.app.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import javafx.scene.text.FontSmoothingType;
import org.empathyworkbench.chart.CurveChart;
import org.jfree.chart.ChartPanel;
import org.jfree.chart.event.OverlayChangeListener;
import org.jfree.chart.fx.ChartCanvas;
import org.jfree.chart.fx.overlay.OverlayFX;

/**
 * The canvas of JFreeChart's viewer, drawn when {@link LiveChart} says so and left alone by the mouse: {@link ChartGestures} and the axes
 * that all charts of a page share need it first.
 */
final class ChartScreen extends ChartCanvas {
    private final CurveChart curves;

    ChartScreen(CurveChart curves) {
        super(null);
        this.curves = curves;
        setManaged(false);
        setMouseTransparent(true);
        setTooltipEnabled(false);
        getGraphicsContext2D().setFontSmoothingType(FontSmoothingType.GRAY);
        // Lines of a pixel stand on pixels; of paths every place counts.
        curves.chart().getRenderingHints().put(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_NORMALIZE);
        addOverlay(new SameState());
    }

    /** Draws what the chart shows now, so large. @return where its lines stand */
    Rectangle2D draw(double width, double height) {
        if (getChart() == null || getWidth() != width || getHeight() != height) {
            setChart(null);                                  // else it would draw for each side
            setWidth(width);
            setHeight(height);
            setChart(curves.chart());
        } else draw();
        return getRenderingInfo().getPlotInfo().getDataArea();
    }

    /**
     * The canvas saves and restores its state around a frame, but the library's graphics remembers the frame's last colour, stroke and font
     * and would not set them again. Setting others after the frame, on both, makes the next one set its own.
     */
    private static final class SameState implements OverlayFX {
        private static final Color NONE = new Color(1, 2, 3, 0);
        private static final BasicStroke THIN = new BasicStroke(0.25f);
        private static final Font SMALL = new Font(Font.DIALOG, Font.PLAIN, 1);

        @Override public void paintOverlay(Graphics2D g2, ChartCanvas canvas) {
            g2.setPaint(NONE);
            g2.setStroke(THIN);
            g2.setFont(SMALL);
        }

        @Override public void paintOverlay(Graphics2D g2, ChartPanel panel) {
            throw new UnsupportedOperationException("This is for a canvas.");
        }

        @Override public void addChangeListener(OverlayChangeListener listener) {
            // it never changes
        }

        @Override public void removeChangeListener(OverlayChangeListener listener) {
            // it never changes
        }
    }
}
