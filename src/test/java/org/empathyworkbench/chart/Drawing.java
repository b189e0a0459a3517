package org.empathyworkbench.chart;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.ui.RectangleEdge;

/** A chart drawn into memory, for tests. */
record Drawing(CurveChart chart, BufferedImage image, Rectangle2D area) {
    static Drawing of(ChartSubject subject, int width, int height) {
        CurveChart chart = new CurveChart();
        subject.lines().forEach(line -> line.prepare(subject.smoothing(), Integer.MAX_VALUE));
        chart.show(subject, ChartPalette.LIGHT, width);
        return of(chart, width, height);
    }

    static Drawing of(CurveChart chart, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        ChartRenderingInfo info = new ChartRenderingInfo();
        chart.chart().draw(graphics, new Rectangle(width, height), info);
        graphics.dispose();
        return new Drawing(chart, image, info.getPlotInfo().getDataArea());
    }

    List<String> xLabels() { return labels(chart.x(), RectangleEdge.BOTTOM); }

    List<String> yLabels() { return labels(chart.y(), RectangleEdge.LEFT); }

    private List<String> labels(ValueAxis axis, RectangleEdge edge) {
        Graphics2D graphics = image.createGraphics();
        List<?> ticks = axis.refreshTicks(graphics, new AxisState(), area, edge);
        graphics.dispose();
        return ticks.stream().map(ValueTick.class::cast).map(ValueTick::getText).toList();
    }

    double xAt(double value) { return chart.x().valueToJava2D(value, area, RectangleEdge.BOTTOM); }

    double yAt(double value) { return chart.y().valueToJava2D(value, area, RectangleEdge.LEFT); }

    /** Whether some pixel of a part of the picture is of about this colour. */
    boolean has(int rgb, double fromX, double fromY, double toX, double toY) { return count(rgb, fromX, fromY, toX, toY) > 0; }

    int count(int rgb, double fromX, double fromY, double toX, double toY) {
        int n = 0;
        for (int y = (int) Math.max(0, fromY); y < Math.min(image.getHeight(), toY); y++) {
            for (int x = (int) Math.max(0, fromX); x < Math.min(image.getWidth(), toX); x++) if (near(image.getRGB(x, y), rgb)) n++;
        }
        return n;
    }

    private static boolean near(int a, int b) {
        for (int shift : new int[] {0, 8, 16}) if (Math.abs((a >> shift & 255) - (b >> shift & 255)) > 24) return false;
        return true;
    }
}
