package org.empathyworkbench.app.runs;

import java.util.Map;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.CopyTable;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.runs.RecipeLines.Line;
import org.kordamp.ikonli.feather.Feather;

/** The run's recipe: settings with values, differences from the preset, and the equivalent command line. */
final class RunRecipe extends VBox {
    private final FlowPane facts = new FlowPane(22, 6);
    private final Label command = Texts.body("");
    private final Label differing = Texts.muted("");
    private final CopyTable<Line> table = new CopyTable<>();
    private final CheckBox onlyDiffering = new CheckBox("Only differences");
    private RecipeLines lines;

    RunRecipe() {
        setSpacing(12);
        command.getStyleClass().add("mono");
        command.setId("run-command");
        HBox.setHgrow(command, Priority.ALWAYS);
        HBox line = new HBox(8, command, Buttons.icon("copy-command", "Copy the command", Feather.COPY, () -> copy(command.getText())));
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("command-line");
        Card source = new Card("", facts, Texts.muted("The same from the command line:"), line);
        table.setId("run-settings");
        table.text("Setting", 170, Line::label);
        table.text("Value", 100, Line::value);
        table.text("Preset", 100, row -> row.differs() ? row.ofPreset() : "same");
        table.text("Source", 100, Line::source);
        table.text("Paper", 110, Line::paper);
        table.text("Published code", 140, Line::code);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        table.setRowFactory(view -> new Row());
        onlyDiffering.setId("only-differing");
        onlyDiffering.selectedProperty().subscribe(on -> filter());
        Card settings = new Card("Settings", table).grow(table).action(differing, onlyDiffering,
                Buttons.icon("copy-recipe", "Copy the recipe as JSON", Feather.COPY, () -> copy(lines.recipe().toJson())));
        VBox.setVgrow(settings, Priority.ALWAYS);
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(source, settings);
    }

    void show(RecipeLines now) {
        lines = now;
        facts.getChildren().setAll(now.facts().entrySet().stream().map(RunRecipe::fact).toList());
        command.setText(now.command());
        long count = now.lines().stream().filter(Line::differs).count();
        differing.setText(count == 0 ? "as in the preset" : count == 1
                ? "1 differs from the preset" : count + " differ from the preset");
        filter();
    }

    private void filter() {
        if (lines == null) return;
        table.setItems(new FilteredList<>(FXCollections.observableArrayList(lines.lines()),
                row -> !onlyDiffering.isSelected() || row.differs()));
    }

    private static VBox fact(Map.Entry<String, String> fact) {
        Label value = new Label(fact.getValue());
        value.getStyleClass().add("row-title");
        Label name = Texts.muted(fact.getKey());
        name.getStyleClass().add("text-small");
        return new VBox(0, name, value);
    }

    private static void copy(String text) { Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text)); }

    private static final class Row extends TableRow<Line> {
        @Override
        protected void updateItem(Line item, boolean empty) {
            super.updateItem(item, empty);
            getStyleClass().remove("differs");
            setTooltip(empty || item == null ? null : Texts.tooltip(item.meaning() + "\n\nIn recipes: " + item.name()));
            if (!empty && item != null && item.differs()) getStyleClass().add("differs");
        }
    }
}
