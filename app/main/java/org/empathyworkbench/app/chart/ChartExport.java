package org.empathyworkbench.app.chart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.empathyworkbench.chart.ChartFile;
import org.empathyworkbench.chart.ChartLine;
import org.empathyworkbench.chart.Curve;
import org.empathyworkbench.chart.SeedGroup;
import org.empathyworkbench.chart.Span;
import org.empathyworkbench.chart.XAxis;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.markup.CsvText;

/**
 * Exports the visible part of a chart: as a picture with its title and legend, or as the
 * raw values behind it. JavaFX thread only.
 */
public final class ChartExport {
    private ChartExport() { }

    /** As it is shown, with title and legend. @param width pixels of a screen, points of paper */
    public static void picture(LiveChart chart, ChartFile format, int width, int height, Path file) throws IOException {
        format.write(chart.still(width), width, height, file);
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
}
