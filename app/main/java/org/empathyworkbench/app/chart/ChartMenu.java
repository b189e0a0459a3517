package org.empathyworkbench.app.chart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import org.empathyworkbench.app.control.FileChoice;
import org.empathyworkbench.chart.ChartFile;
import org.empathyworkbench.dialogue.UserInputException;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What can be done with a chart: scale, zoom, a note, and taking it away. */
final class ChartMenu {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 540;

    private interface Export {
        void to(Path file) throws IOException;
    }

    private ChartMenu() { }

    static ContextMenu of(LiveChart chart) {
        CheckMenuItem log = new CheckMenuItem("Logarithmic scale (L)");
        log.setId("chart-log");
        log.setSelected(chart.logScaleProperty().get());
        log.setOnAction(e -> chart.logScaleProperty().set(log.isSelected()));
        ContextMenu menu = new ContextMenu(log, item("Show everything (0)", Feather.MAXIMIZE, chart::showAll));
        double cursor = chart.axes().cursorProperty().get();
        ChartReader.Place place = Double.isNaN(cursor) ? null : chart.reader().place(cursor);
        if (chart.notebook() != null && place != null) {
            menu.getItems().add(item(String.format(Locale.ROOT, "Note at step %,d… (N)", place.step()),
                    Feather.EDIT_3, () -> chart.noteBox().add(cursor)));
        }
        menu.getItems().addAll(new SeparatorMenuItem(),
                picture(chart, ChartFile.PNG, Feather.IMAGE), picture(chart, ChartFile.SVG, Feather.PEN_TOOL),
                picture(chart, ChartFile.PDF, Feather.FILE),
                item("Export values as CSV…", Feather.FILE_TEXT, () -> export(chart, "csv", file -> ChartExport.csv(chart, file))),
                item("Copy values", Feather.COPY, () -> Clipboard.getSystemClipboard().setContent(
                        Map.of(DataFormat.PLAIN_TEXT, ChartExport.csv(chart).replace(',', '\t')))));
        return menu;
    }

    private static MenuItem picture(LiveChart chart, ChartFile format, Feather icon) {
        return item("Export as " + format + "…", icon,
                () -> export(chart, format.ending(), file -> ChartExport.picture(chart, format, WIDTH, HEIGHT, file)));
    }

    private static MenuItem item(String text, Feather icon, Runnable action) {
        MenuItem item = new MenuItem(text, new FontIcon(icon));
        item.setOnAction(e -> action.run());
        return item;
    }

    private static void export(LiveChart chart, String ending, Export export) {
        chart.files().save(chart, "Export " + chart.title(), FileChoice.name(chart.title(), ending)).ifPresent(file -> {
            try {
                export.to(file);
            } catch (IOException e) {
                throw new UserInputException(
                        file + " could not be written (" + e.getMessage() + "). The chart is unchanged. Choose another place.", e);
            }
        });
    }
}
