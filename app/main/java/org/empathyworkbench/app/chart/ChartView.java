package org.empathyworkbench.app.chart;

import java.awt.geom.Rectangle2D;
import org.empathyworkbench.chart.CurveChart;
import org.empathyworkbench.chart.Span;
import org.jfree.chart.ui.RectangleEdge;

/**
 * A chart as it was last drawn: the area of its lines on the screen, and the mapping between values and pixels.
 *
 * @param area of the lines, in pixels of the chart's place
 */
record ChartView(CurveChart curves, Rectangle2D area) {
    /** False while there is nothing to point at. */
    boolean readable() { return curves.readable(); }

    double left() { return area.getMinX(); }

    double right() { return area.getMaxX(); }

    double top() { return area.getMinY(); }

    double bottom() { return area.getMaxY(); }

    /** The part of the axis along the bottom that is seen. */
    Span seen() { return new Span(curves.x().getLowerBound(), curves.x().getUpperBound()); }

    /** Pixel of a step or time. */
    double at(double x) { return curves.x().valueToJava2D(x, area, RectangleEdge.BOTTOM); }

    /** Step or time at a pixel. */
    double value(double pixel) { return curves.x().java2DToValue(pixel, area, RectangleEdge.BOTTOM); }

    /** Pixel of a value. */
    double height(double value) { return curves.y().valueToJava2D(value, area, RectangleEdge.LEFT); }
}
