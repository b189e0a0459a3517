package org.empathyworkbench.app.chart;

import javafx.scene.paint.Color;
import javafx.scene.shape.Line;
import javafx.scene.shape.StrokeLineCap;
import org.empathyworkbench.chart.LineStyle;

/** A short piece of a line as a legend shows it: its colour and its dashes. */
public final class Swatch {
    private static final double WIDTH = 18;

    private Swatch() { }

    public static Line of(Color colour, LineStyle style) {
        Line line = new Line(0, 0, WIDTH, 0);
        show(line, colour, style);
        return line;
    }

    public static void show(Line line, Color colour, LineStyle style) {
        line.setStroke(colour);
        line.setStrokeWidth(2.5);
        line.setStrokeLineCap(StrokeLineCap.BUTT);
        line.getStrokeDashArray().clear();
        for (double length : style.dashes()) line.getStrokeDashArray().add(Math.min(length, 7));
    }
}
