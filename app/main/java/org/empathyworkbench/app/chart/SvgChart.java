package org.empathyworkbench.app.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/** Writes a chart as SVG: title, grid, axes, lines and legend as they stand on the screen, with text as text. */
final class SvgChart {
    private static final int LEFT = 58;
    private static final int RIGHT = 18;
    private static final int TOP = 40;
    private static final int BOTTOM = 66;

    private final LiveChart chart;
    private final int width;
    private final int height;
    private final Rectangle2D area;
    private final StringBuilder out = new StringBuilder();

    private SvgChart(LiveChart chart, int width, int height) {
        this.chart = chart;
        this.width = width;
        this.height = height;
        this.area = new Rectangle2D.Double(LEFT, TOP, width - LEFT - RIGHT, height - TOP - BOTTOM);
    }

    static String of(LiveChart chart, int width, int height) { return new SvgChart(chart, width, height).write(); }

    private String write() {
        XYPlot plot = chart.chart().getXYPlot();
        ValueAxis x = plot.getDomainAxis();
        ValueAxis y = plot.getRangeAxis();
        put("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" font-family=\"Inter, sans-serif\" font-size=\"11\">%n", width, height, width, height);
        put("<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"/>%n", hex(chart.paper()));
        text(width / 2.0, 24, "middle", chart.title(), "font-size=\"14\" font-weight=\"bold\"");
        for (ValueTick tick : ticks(y, RectangleEdge.LEFT)) {
            double at = y.valueToJava2D(tick.getValue(), area, RectangleEdge.LEFT);
            put("<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-opacity=\"0.25\"/>%n", LEFT, width - RIGHT, at, at, hex(chart.words()));
            text(LEFT - 8, at + 4, "end", words(tick), "");
        }
        for (ValueTick tick : ticks(x, RectangleEdge.BOTTOM)) {
            text(x.valueToJava2D(tick.getValue(), area, RectangleEdge.BOTTOM), area.getMaxY() + 18, "middle", words(tick), "");
        }
        text(area.getCenterX(), area.getMaxY() + 36, "middle", x.getLabel(), "");
        put("<clipPath id=\"plot\"><rect x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%.0f\"/></clipPath>%n<g clip-path=\"url(#plot)\" stroke-linejoin=\"round\">%n",
                area.getX(), area.getY(), area.getWidth(), area.getHeight());
        for (int series = plot.getDataset().getSeriesCount() - 1; series >= 0; series--) line(plot, series);
        put("</g>%n");
        legend();
        return out.append("</svg>\n").toString();
    }

    private void line(XYPlot plot, int series) {
        DrawnCurves.Line line = ((DrawnCurves) plot.getDataset()).line(series);
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < line.xs().length; i++) {
            if (!Double.isFinite(line.ys()[i])) {
                pen = false;
                continue;
            }
            double x = plot.getDomainAxis().valueToJava2D(line.xs()[i], area, RectangleEdge.BOTTOM);
            double y = plot.getRangeAxis().valueToJava2D(line.ys()[i], area, RectangleEdge.LEFT);
            path.append(pen ? 'L' : 'M').append(String.format(Locale.ROOT, "%.1f %.1f", x, y));
            if (LiveChart.dotted(line)) put("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>%n", x, y, hex(LiveChart.awt(chart.ink(line.curve()), 255)));
            pen = true;
        }
        put("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-opacity=\"%s\"/>%n", path, hex(LiveChart.awt(chart.ink(line.curve()), 255)), line.raw() ? "1" : "2", line.raw() ? "0.3" : "1");
    }

    private void legend() {
        if (chart.curves().size() < 2) return;
        double at = LEFT;
        for (int i = 0; i < chart.curves().size(); i++) {
            if (!chart.shown(i)) continue;
            String name = chart.curves().get(i).name();
            put("<rect x=\"%.1f\" y=\"%d\" width=\"12\" height=\"3\" fill=\"%s\"/>%n", at, height - 16, hex(LiveChart.awt(chart.ink(i), 255)));
            text(at + 17, height - 11, "start", name, "");
            at += 34 + 6.2 * name.length();
        }
    }

    /** JFreeChart measures its labels to choose the steps, for which it wants something to draw on. */
    @SuppressWarnings("unchecked")
    private List<ValueTick> ticks(ValueAxis axis, RectangleEdge edge) {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        List<ValueTick> ticks = axis.refreshTicks(graphics, new AxisState(), area, edge);
        graphics.dispose();
        return ticks.stream().filter(tick -> tick.getTickType() == TickType.MAJOR && axis.getRange().contains(tick.getValue())).toList();
    }

    private static String words(ValueTick tick) {
        return tick.getText() == null || tick.getText().isEmpty() ? String.format(Locale.ROOT, "%.3g", tick.getValue()) : tick.getText();
    }

    private void text(double x, double y, String anchor, String words, String more) {
        put("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\" %s>%s</text>%n", x, y, anchor, hex(chart.words()), more,
                words.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private void put(String format, Object... values) { out.append(String.format(Locale.ROOT, format, values)); }

    private static String hex(Color color) { return String.format("#%06x", color.getRGB() & 0xffffff); }
}
