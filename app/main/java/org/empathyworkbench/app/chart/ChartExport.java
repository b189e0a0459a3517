package org.empathyworkbench.app.chart;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;

/** Takes a chart away: as a picture with its title and legend, or as the values behind it. JavaFX thread only. */
public final class ChartExport {
    private ChartExport() { }

    /** @param scale pixels a unit of the drawing, 2 for print */
    public static void png(LiveChart chart, int width, int height, double scale, Path file) throws IOException {
        BufferedImage image = new BufferedImage((int) (width * scale), (int) (height * scale), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.scale(scale, scale);
        draw(chart, graphics, width, height);
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    public static void svg(LiveChart chart, int width, int height, Path file) throws IOException {
        Files.writeString(file, SvgChart.of(chart, width, height), StandardCharsets.UTF_8);
    }

    /** Every value, not only those drawn: one row a step, one column a line, empty where a line has no value. */
    public static void csv(LiveChart chart, Path file) throws IOException { Files.writeString(file, csv(chart), StandardCharsets.UTF_8); }

    static String csv(LiveChart chart) {
        Map<Double, String[]> rows = new TreeMap<>();
        StringBuilder out = new StringBuilder("step");
        for (int i = 0; i < chart.curves().size(); i++) {
            Curve curve = chart.curves().get(i);
            out.append(',').append('"').append(curve.name().replace("\"", "\"\"")).append('"');
            for (int k = 0; k < curve.size(); k++) {
                rows.computeIfAbsent(curve.x(k), x -> new String[chart.curves().size()])[i] = String.valueOf(curve.y(k));
            }
        }
        out.append('\n');
        rows.forEach((step, values) -> {
            out.append(step == Math.rint(step) ? String.format(Locale.ROOT, "%.0f", step) : String.valueOf(step));
            for (String value : values) out.append(',').append(value == null ? "" : value);
            out.append('\n');
        });
        return out.toString();
    }

    private static void draw(LiveChart live, Graphics2D graphics, int width, int height) {
        JFreeChart chart = live.chart();
        TextTitle title = new TextTitle(live.title(), ChartFont.plain().deriveFont(java.awt.Font.BOLD, 14));
        title.setPaint(live.words());
        LegendTitle legend = new LegendTitle(live::legendItems);
        legend.setItemFont(ChartFont.plain());
        legend.setItemPaint(live.words());
        legend.setFrame(BlockBorder.NONE);
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setBackgroundPaint(live.paper());
        chart.setNotify(false);
        chart.setTitle(title);
        if (live.curves().size() > 1) chart.addLegend(legend);
        chart.setBackgroundPaint(live.paper());
        chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
        chart.setTitle((TextTitle) null);
        chart.removeLegend();
        chart.setBackgroundPaint(new java.awt.Color(0, 0, 0, 0));
        chart.setNotify(true);
    }
}
