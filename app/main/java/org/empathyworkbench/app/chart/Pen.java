package org.empathyworkbench.app.chart;

import javafx.scene.paint.Color;

/** What a chart is drawn with: the screen, or a file. Pixels from the top left. */
interface Pen {
    /** Where a text stands to its x. */
    enum Align { START, MIDDLE, END }

    void rectangle(double x, double y, double width, double height, Color fill);

    /** A line through the first {@code n} points, broken where a y is NaN. @param dashes empty for none */
    void line(double[] xs, double[] ys, int n, Color color, double width, double[] dashes);

    /** The area between two lines over the same xs. */
    void area(double[] xs, double[] lows, double[] highs, int n, Color fill);

    void dot(double x, double y, double radius, Color fill);

    /** @param y of the text's middle */
    void text(String words, double x, double y, Align align, Color color, double size, boolean bold);

    /** What follows is drawn inside this rectangle only, until {@link #unclip}. */
    void clip(double x, double y, double width, double height);

    void unclip();
}
