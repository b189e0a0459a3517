package org.empathyworkbench.app.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Help page from a Markdown subset: paragraphs, headings ({@code #}), and tables with leading bars. */
public final class HelpPage extends VBox {
    /** @param name of the file in the folder {@code help}, without extension */
    public HelpPage(String name) {
        getStyleClass().add("help-page");
        setSpacing(10);
        List<String> table = new ArrayList<>();
        for (String line : (read(name) + "\n").split("\n", -1)) {
            if (line.startsWith("|")) {
                if (!line.startsWith("|--")) table.add(line);
                continue;
            }
            if (!table.isEmpty()) getChildren().add(table(table));
            table.clear();
            if (line.startsWith("#")) getChildren().add(Texts.heading(line.replaceFirst("#+\\s*", "")));
            else if (!line.isBlank()) getChildren().add(Texts.body(line));
        }
    }

    private static GridPane table(List<String> lines) {
        GridPane grid = new GridPane(14, 5);
        grid.getStyleClass().add("help-table");
        for (int row = 0; row < lines.size(); row++) {
            List<String> cells = Arrays.stream(lines.get(row).replaceAll("^\\||\\|$", "").split("\\|")).map(String::strip).toList();
            for (int column = 0; column < cells.size(); column++) {
                Label cell = new Label(cells.get(column).replace("**", ""));
                if (row == 0 || cells.get(column).startsWith("**")) cell.getStyleClass().add("row-title");
                if (row == 0) cell.setWrapText(true);
                grid.add(cell, column, row);
                if (row > 0) continue;
                ColumnConstraints width = new ColumnConstraints();
                width.setHalignment(column == 0 ? HPos.LEFT : HPos.RIGHT);
                width.setHgrow(column == 0 ? Priority.ALWAYS : Priority.SOMETIMES);
                grid.getColumnConstraints().add(width);
            }
        }
        return grid;
    }

    private static String read(String name) {
        try (InputStream bytes = HelpPage.class.getResourceAsStream("/help/" + name + ".md")) {
            if (bytes == null) throw new IllegalArgumentException("There is no page of help \"" + name + "\".");
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
