package org.empathyworkbench.app.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.CopyTable;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.recipe.RecipeDifference;
import org.empathyworkbench.workspace.RunInfo;
import org.kordamp.ikonli.feather.Feather;

/** Differences between recipes: a row per setting, a column per run. */
final class ComparisonPane extends VBox {
    private static final double ROW = 34;

    ComparisonPane(List<RunInfo> runs, List<RecipeDifference> differences) {
        setSpacing(12);
        CopyTable<RecipeDifference> table = new CopyTable<>();
        table.setId("comparison");
        TableColumn<RecipeDifference, String> name = table.text("Setting", 170, RecipeDifference::label);
        name.setMinWidth(120);
        for (int i = 0; i < runs.size(); i++) {
            int column = i;
            table.text(runs.get(i).name(), 150, line -> line.values().get(column)).setMinWidth(100);
        }
        if (runs.size() > 5) table.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
        table.setItems(FXCollections.observableArrayList(differences));
        table.setPlaceholder(Texts.muted("They have the same settings, data, models and seed."));
        table.setRowFactory(view -> new Row());
        table.setPrefHeight(Math.max(120, Math.min(480, ROW * (differences.size() + 1) + 12)));
        VBox.setVgrow(table, Priority.ALWAYS);
        HBox buttons = RunsHead.row(Texts.muted(differences.size() == 1 ? "1 setting differs; everything else is "
                + "the same." : differences.size()
                + " settings differ; everything else is "
                + "the same."), RunsHead.space(), Buttons.plain("copy-comparison", "Copy", Feather.COPY,
                        () -> Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text(runs, differences)))));
        getChildren().setAll(table, buttons);
    }

    /** Tab-separated with a header. */
    static String text(List<RunInfo> runs, List<RecipeDifference> differences) {
        List<String> header = new ArrayList<>(List.of("setting"));
        runs.forEach(run -> header.add(run.name()));
        return String.join("\t", header) + "\n" + differences.stream()
                .map(line -> line.name() + "\t" + String.join("\t", line.values()) + "\n").collect(Collectors.joining());
    }

    private static final class Row extends TableRow<RecipeDifference> {
        @Override
        protected void updateItem(RecipeDifference item, boolean empty) {
            super.updateItem(item, empty);
            setTooltip(empty || item == null || item.meaning().isEmpty() ? null
                    : Texts.tooltip(item.meaning() + "\n\nIn recipes: " + item.name()));
        }
    }
}
