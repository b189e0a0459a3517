package org.empathyworkbench.app.sweep;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.Choices;
import org.empathyworkbench.app.control.CopyTable;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.NamedControl;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.sweep.NewSweepViewModel.Axis;
import org.empathyworkbench.setting.SettingInfo;
import org.empathyworkbench.sweep.SweepPlan;
import org.empathyworkbench.sweep.SweepPreset;
import org.kordamp.ikonli.feather.Feather;

/** The New sweep form: base recipe, rows, seeds, and the resulting plan. */
final class NewSweepView extends VBox {
    private final NewSweepViewModel model;
    private final VBox lines = new VBox(8);

    /** @param started receives the name of the started sweep */
    NewSweepView(NewSweepViewModel model, Runnable cancel, Consumer<String> started) {
        this.model = model;
        getStyleClass().add("page");
        setId("new-sweep-form");
        Button start = Buttons.primary("start-sweep", "Start", Feather.PLAY, () -> model.start(started));
        start.disableProperty().bind(model.missingProperty().isNotEmpty().or(model.startingProperty()));
        start.setDefaultButton(true);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Label summary = new Label();
        summary.setId("sweep-summary");
        summary.getStyleClass().add("row-title");
        summary.textProperty().bind(model.summaryProperty());
        HBox head = new HBox(10, Buttons.icon("leave-sweep-form", "Back to the sweeps", Feather.ARROW_LEFT, cancel),
                Texts.title("New sweep"), space, summary, Buttons.plain("cancel-sweep", "Cancel", null, cancel), start);
        head.setAlignment(Pos.CENTER_LEFT);
        ErrorBanner banner = new ErrorBanner();
        model.problemProperty().subscribe(banner.problemProperty()::set);
        HBox columns = new HBox(12, recipe(), rows());
        columns.setMinHeight(0);
        VBox.setVgrow(columns, Priority.ALWAYS);
        getChildren().addAll(head, banner, columns);
    }

    private Node recipe() {
        ComboBox<NewSweepViewModel.Begin> begin = Choices.of("sweep-begin",
                model.beginProperty(), model.begins(), one -> one == null ? "" : one.title());
        begin.setItems(model.begins());
        begin.setMaxWidth(Double.MAX_VALUE);
        VBox identifiers = choice("Identifiers", "sweep-identifiers", model.identifierSets(), model.identifiersProperty(), "None yet");
        identifiers.visibleProperty().bind(Bindings.createBooleanBinding(model::aligns, model.beginProperty()));
        identifiers.managedProperty().bind(identifiers.visibleProperty());
        TextField seeds = text("sweep-seeds", model.seedsProperty());
        seeds.setTooltip(Texts.tooltip("1..5 or 1, 2, 7. Every row runs once with each "
                + "seed; intervals and tests need at least two, better five."));
        TextField device = text("sweep-device", model.deviceProperty());
        device.setTooltip(Texts.tooltip("cpu, cuda or cuda:1. The runs of the sweep run on it one after another."));
        VBox deviceField = new NamedControl("Device", device);
        deviceField.setMaxWidth(120);
        VBox seedsField = new NamedControl("Seeds", seeds);
        HBox.setHgrow(seedsField, Priority.ALWAYS);
        Label all = Texts.muted("All other settings are the recipe's. To change one for all "
                + "runs, add it with a single value, or choose the recipe of a run that has it.");
        VBox fields = new VBox(12, new NamedControl("Base recipe", begin),
                new NamedControl("Name of the sweep", text("sweep-title", model.nameProperty())),
                choice("Dataset", "sweep-dataset", model.datasets(), model.datasetProperty(), "None yet"),
                choice("Initial model", "sweep-base", model.bases(), model.baseProperty(), "New model"),
                identifiers, new HBox(12, seedsField, deviceField), all);
        fields.getStyleClass().add("scroll-body");
        ScrollPane scroll = new ScrollPane(fields);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        Card card = new Card("Base run", scroll).grow(scroll);
        card.setMinWidth(360);
        card.setPrefWidth(360);
        return card;
    }

    private Node rows() {
        ComboBox<Optional<SweepPreset>> preset = Choices.orAll("sweep-preset",
                model.presetProperty(), model.presets(), SweepPreset::title, "Custom settings");
        preset.setMaxWidth(Double.MAX_VALUE);
        model.presets().addListener((ListChangeListener<SweepPreset>) change -> Choices.setValues(preset, model.presets()));
        Label explanation = Texts.muted("");
        explanation.textProperty().bind(model.presetProperty().map(SweepPreset::explanation)
                .orElse("One or more settings with several values each; the table has a row for every combination."));
        Button add = Buttons.plain("add-axis", "Add a setting", Feather.PLUS, model::addAxis);
        VBox own = new VBox(8, lines, add);
        own.visibleProperty().bind(model.presetProperty().isNull());
        own.managedProperty().bind(own.visibleProperty());
        model.axes().addListener((InvalidationListener) o -> showAxes());
        showAxes();
        Label missing = new Label();
        missing.setId("sweep-missing");
        missing.getStyleClass().add("field-error");
        missing.setWrapText(true);
        missing.setMinHeight(Region.USE_PREF_SIZE);
        missing.textProperty().bind(model.missingProperty());
        missing.managedProperty().bind(missing.textProperty().isNotEmpty());
        CopyTable<SweepPlan.Row> table = new CopyTable<>();
        table.setId("sweep-rows");
        table.text("Row", 190, SweepPlan.Row::name);
        table.text("Settings", 260, row -> row.changes().isEmpty() ? "the base recipe" : row.words());
        table.setItems(model.rows());
        table.setPlaceholder(Texts.muted("Correct the error above."));
        table.setMinHeight(100);
        VBox.setVgrow(table, Priority.ALWAYS);
        Label estimate = Texts.muted("");
        estimate.setId("sweep-estimate");
        estimate.textProperty().bind(model.estimateProperty());
        VBox box = new VBox(12, new VBox(6, preset, explanation), own, missing, table, estimate);
        box.setMinHeight(0);
        Card card = new Card("Rows of the table", box).grow(box);
        HBox.setHgrow(card, Priority.ALWAYS);
        card.setMinWidth(0);
        return card;
    }

    private void showAxes() {
        while (lines.getChildren().size() > model.axes().size()) lines.getChildren().remove(lines.getChildren().size() - 1);
        for (int i = 0; i < model.axes().size(); i++) {
            Axis axis = model.axes().get(i);
            if (i < lines.getChildren().size() && lines.getChildren().get(i).getUserData() == axis) continue;
            Node line = line(axis, i);
            if (i < lines.getChildren().size()) lines.getChildren().set(i, line);
            else lines.getChildren().add(line);
        }
    }

    private Node line(Axis axis, int number) {
        ComboBox<SettingInfo> setting = new ComboBox<>();
        setting.setItems(model.settings());
        setting.setConverter(Choices.converter(info -> info == null ? "" : info.label()));
        setting.setId("axis-setting-" + number);
        setting.setPrefWidth(220);
        setting.setAccessibleText("Setting");
        setting.valueProperty().bindBidirectional(axis.settingProperty());
        TextField values = text("axis-values-" + number, axis.valuesProperty());
        values.setAccessibleText("Values, separated by commas");
        axis.settingProperty().subscribe(info -> {
            values.setPromptText(info == null ? "" : info.choices().isEmpty()
                    ? "such as " + info.value() + ", \u2026" : String.join(", ", info.choices()));
            setting.setTooltip(info == null ? null : Texts.tooltip(info.meaning() + "\n\nIn recipes: " + info.name()));
        });
        HBox.setHgrow(values, Priority.ALWAYS);
        HBox line = new HBox(8, setting, values,
                Buttons.icon("remove-axis-" + number, "Remove this setting", Feather.X, () -> model.axes().remove(axis)));
        line.setAlignment(Pos.CENTER_LEFT);
        line.setUserData(axis);
        return line;
    }

    private static VBox choice(String title, String id, ObservableList<String> choices, StringProperty value, String none) {
        ComboBox<String> box = new ComboBox<>(choices);
        box.setId(id);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setConverter(Choices.converter(one -> one == null || one.isEmpty() ? none : one));
        box.setPromptText(none);
        box.valueProperty().bindBidirectional(value);
        return new NamedControl(title, box);
    }

    private static TextField text(String id, StringProperty value) {
        TextField field = new TextField();
        field.setId(id);
        field.textProperty().bindBidirectional(value);
        return field;
    }
}
