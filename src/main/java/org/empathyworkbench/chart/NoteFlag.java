package org.empathyworkbench.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/** The flag at the top of a note's line, which opens the note. */
final class NoteFlag extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1;
    private static final double WIDTH = 7;
    private static final double HEIGHT = 6;

    private final double at;
    private final Color color;

    NoteFlag(double at, Color color) {
        this.at = at;
        this.color = color;
    }

    @Override public void draw(Graphics2D g2, XYPlot plot, Rectangle2D area, ValueAxis x, ValueAxis y, int renderer,
            PlotRenderingInfo info) {
        g2.setPaint(color);
        g2.fill(new Rectangle2D.Double(x.valueToJava2D(at, area, RectangleEdge.BOTTOM), area.getY(), WIDTH, HEIGHT));
    }
}
