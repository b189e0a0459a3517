package org.empathyworkbench.app.chart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javafx.scene.canvas.Canvas;
import javafx.scene.paint.Color;
import org.empathyworkbench.app.control.Snapshots;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.markup.CsvText;

/**
 * Takes a chart away as it stands, the part that is looked at: as a picture with its title and legend, or as the
 * raw values behind it. JavaFX thread only.
 */
public final class ChartExport {
    private static final double TITLE = 34;
    private static final double LEGEND_ROW = 18;

    private ChartExport() { }

    /** @param scale pixels a unit of the drawing, 2 for print */
    public static void png(LiveChart chart, int width, int height, double scale, Path file) throws IOException {
        Canvas canvas = new Canvas(width * scale, height * scale);
        canvas.getGraphicsContext2D().scale(scale, scale);
        draw(chart, new CanvasPen(canvas.getGraphicsContext2D()), width, height);
        Snapshots.write(Snapshots.of(canvas, 1, chart.paper()), file);
    }

    public static void svg(LiveChart chart, int width, int height, Path file) throws IOException {
        SvgPen pen = new SvgPen(width, height);
        draw(chart, pen, width, height);
        AtomicFile.write(file, pen.svg());
    }

    /**
     * The raw values of the lines that are shown, in the part that is looked at: one row a step, one
     * column a line, empty where a line has no value.
     */
    public static void csv(LiveChart chart, Path file) throws IOException { AtomicFile.write(file, csv(chart)); }

    static String csv(LiveChart chart) {
        XAxis axis = chart.axes().axisProperty().get();
        Span window = chart.axes().windowProperty().get();
        List<String> names = new ArrayList<>();
        List<Curve> curves = new ArrayList<>();
        for (ChartLine line : chart.visible()) {
            if (line.group() == null) {
                names.add(line.name());
                curves.add(line.curve());
                continue;
            }
            SeedGroup raw = new SeedGroup(line.group().members());
            raw.update(0);
            names.addAll(List.of(line.name() + ", mean", line.name() + ", band from", line.name() + ", band to"));
            curves.addAll(List.of(raw.mean(), raw.low(), raw.high()));
        }
        Map<Double, Double[]> rows = new TreeMap<>();
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            for (int k = window == null ? 0 : curve.firstAtLeast(axis, window.from()); k < curve.size(); k++) {
                double x = curve.x(axis, k);
                if (window != null && x > window.to()) break;
                rows.computeIfAbsent(x, at -> new Double[curves.size()])[i] = curve.y(k);
            }
        }
        CsvText csv = CsvText.lines(CsvText.Cells.SAFE);
        names.add(0, axis == XAxis.STEP ? "step" : "seconds");
        StringBuilder out = new StringBuilder(csv.row(names));
        rows.forEach((x, values) -> {
            List<Object> row = new ArrayList<>(Arrays.asList((Object[]) values));
            row.add(0, axis == XAxis.STEP ? String.format(Locale.ROOT, "%.0f", x) : String.format(Locale.ROOT, "%.2f", x));
            out.append(csv.row(row));
        });
        return out.toString();
    }

    private static void draw(LiveChart chart, Pen pen, double width, double height) {
        Color words = chart.inks().text();
        pen.rectangle(0, 0, width, height, chart.paper());
        pen.text(chart.title(), width / 2, 20, Pen.Align.MIDDLE, words, 14, true);
        List<ChartLine> lines = chart.visible();
        int rows = lines.size() < 2 ? 0 : rows(lines, width);
        chart.plotFor(6, TITLE, width - 12, height - TITLE - rows * LEGEND_ROW - 8).paint(pen, chart.inks());
        double x = 24;
        double y = height - rows * LEGEND_ROW;
        for (ChartLine line : rows == 0 ? List.<ChartLine>of() : lines) {
            if (x > 24 && x + width(line) > width - 12) {
                x = 24;
                y += LEGEND_ROW;
            }
            pen.line(new double[] {x, x + 22}, new double[] {y, y}, 2, chart.ink(line), 2.5, line.style().dashes());
            pen.text(line.name(), x + 28, y, Pen.Align.START, words, 11, false);
            x += width(line);
        }
    }

    private static double width(ChartLine line) { return 46 + 6.3 * line.name().length(); }

    private static int rows(List<ChartLine> lines, double width) {
        int rows = 1;
        double x = 24;
        for (ChartLine line : lines) {
            if (x > 24 && x + width(line) > width - 12) {
                x = 24;
                rows++;
            }
            x += width(line);
        }
        return rows;
    }
}
