package org.empathyworkbench.app.newrun;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.InvalidationListener;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.NamedControl;
import org.empathyworkbench.app.control.SettingsForm;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.recipe.RecipePreset;
import org.empathyworkbench.recipe.SettingSources;
import org.empathyworkbench.torch.ComputeDevice;
import org.empathyworkbench.workspace.RunKind;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The New run form: kind, models, data and settings. */
public final class NewRunView extends VBox {
    private final NewRunViewModel model;
    private final ScrollPane settings = new ScrollPane();
    private final Label differing = Texts.chip("", "accent");
    private final Button reset = Buttons.link("reset-settings", "Back to the preset", this::resetForm);
    private SettingsForm form;

    /** @param started receives the id of the started run */
    public NewRunView(NewRunViewModel model, Runnable cancel, Consumer<String> started) {
        this.model = model;
        getStyleClass().add("page");
        setId("new-run-form");
        Button start = Buttons.primary("start-run", "Start", Feather.PLAY, () -> model.start(started));
        start.disableProperty().bind(model.missingProperty().isNotEmpty().or(model.startingProperty()));
        start.setDefaultButton(true);
        Label missing = Texts.muted("");
        missing.setId("run-missing");
        missing.textProperty().bind(model.missingProperty());
        missing.setWrapText(false);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Label title = Texts.title("New run");
        title.setId("new-run-title");
        HBox head = new HBox(10, Buttons.icon("leave-form", "Back to the runs", Feather.ARROW_LEFT, cancel), title, space, missing,
                Buttons.plain("cancel-run", "Cancel", null, cancel), start);
        head.setAlignment(Pos.CENTER_LEFT);
        ErrorBanner banner = new ErrorBanner();
        model.problemProperty().subscribe(banner.problemProperty()::set);
        Node basics = basics();
        Card values = new Card("Settings", settings).grow(settings).action(differing, reset);
        settings.setFitToWidth(true);
        settings.getStyleClass().add("page-scroll");
        settings.setMinHeight(0);
        HBox.setHgrow(values, Priority.ALWAYS);
        HBox columns = new HBox(12, basics, values);
        columns.setMinHeight(0);
        VBox.setVgrow(columns, Priority.ALWAYS);
        Node kinds = kinds();
        Label branch = Texts.muted("Weights, optimiser state and the rest of the checkpoint stay as "
                + "they are, and so do the sizes of the model. Change the settings for the steps from there on.");
        for (Node one : List.of(kinds, branch)) one.managedProperty().bind(one.visibleProperty());
        model.originProperty().subscribe(origin -> {
            title.setText(origin == null ? "New run" : "Branch of " + origin.name() + " from step " + RunFormats.count(origin.step()));
            kinds.setVisible(origin == null);
            branch.setVisible(origin != null);
        });
        getChildren().addAll(head, banner, kinds, branch, columns);
        model.presetProperty().subscribe(preset -> { if (preset != null) showSettings(); });
        model.filledProperty().subscribe(values2 -> { if (form != null && !values2.isEmpty()) form.fill(values2); });
        model.changesProperty().subscribe(changes -> {
            differing.setText(changes.size() == 1 ? "1 differs from the preset" : changes.size() + " differ from the preset");
            differing.setVisible(!changes.isEmpty());
            reset.setVisible(!changes.isEmpty());
        });
    }

    private void resetForm() { form.reset(); }

    private void showSettings() {
        SettingSources sources = SettingSources.of(model.kindProperty().get());
        form = new SettingsForm(model.presetSettings(), Set.of(), (setting, value) -> sources.of(setting, value).words());
        form.getStyleClass().add("scroll-body");
        form.changesProperty().subscribe(changes -> model.changesProperty().set(changes));
        form.validProperty().subscribe(valid -> model.settingsValidProperty().set(valid));
        settings.setContent(form);
        settings.setVvalue(0);
        if (!model.filledProperty().get().isEmpty()) form.fill(model.filledProperty().get());
    }

    private Node kinds() {
        ToggleGroup group = new ToggleGroup();
        Map<RunKind, ToggleButton> buttons = new EnumMap<>(RunKind.class);
        HBox row = new HBox(12);
        for (RunKind kind : RunKind.values()) {
            ToggleButton button = new ToggleButton();
            VBox words = new VBox(2, Texts.heading(title(kind)), Texts.muted(sentence(kind)));
            words.setMinWidth(0);
            HBox face = new HBox(12, new FontIcon(icon(kind)), words);
            face.setAlignment(Pos.CENTER_LEFT);
            HBox.setHgrow(words, Priority.ALWAYS);
            button.setGraphic(face);
            button.setId("kind-" + kind.key());
            button.getStyleClass().add("kind-button");
            button.setAccessibleText(title(kind));
            button.setMaxWidth(Double.MAX_VALUE);
            button.setPrefWidth(200);
            button.setToggleGroup(group);
            button.setOnAction(e -> {
                button.setSelected(true);
                model.kindProperty().set(kind);
            });
            HBox.setHgrow(button, Priority.ALWAYS);
            buttons.put(kind, button);
            row.getChildren().add(button);
        }
        model.kindProperty().subscribe(kind -> { if (kind != null) buttons.get(kind).setSelected(true); });
        return row;
    }

    private Node basics() {
        ComboBox<RecipePreset> preset = new ComboBox<>(model.presets());
        preset.setId("run-preset");
        preset.setMaxWidth(Double.MAX_VALUE);
        preset.setCellFactory(view -> new PresetCell());
        preset.setButtonCell(new PresetCell());
        preset.valueProperty().bindBidirectional(model.presetProperty());
        Label explanation = Texts.muted("");
        explanation.setMinHeight(Region.USE_PREF_SIZE);
        explanation.textProperty().bind(model.presetProperty().map(RecipePreset::explanation).orElse(""));
        VBox base = choice("Initial model", "run-base", model.bases(), model.baseProperty(),
                () -> model.kindProperty().get() == RunKind.PPO ? "No generator" : "New model, sized in the settings");
        VBox identifiers = choice("Identifiers", "run-identifiers", model.identifierSets(), model.identifiersProperty(), () -> "None yet");
        identifiers.visibleProperty().bind(model.kindProperty().isEqualTo(RunKind.PPO));
        identifiers.managedProperty().bind(identifiers.visibleProperty());
        TextField seed = text("run-seed", model.seedProperty(), "");
        seed.getStyleClass().add("number-field");
        ComboBox<String> device = new ComboBox<>();
        device.setItems(deviceNames());
        device.setCellFactory(view -> new DeviceCell());
        device.setButtonCell(new DeviceCell());
        // the device names are known now
        model.devices().addListener((InvalidationListener) o -> device.setButtonCell(new DeviceCell()));
        device.setId("run-device");
        device.setMaxWidth(Double.MAX_VALUE);
        device.valueProperty().bindBidirectional(model.deviceProperty());
        VBox seedField = new NamedControl("Seed", seed);
        VBox deviceField = new NamedControl("Device", device);
        seedField.setMinWidth(90);
        seedField.setPrefWidth(110);
        deviceField.setMinWidth(0);
        HBox.setHgrow(deviceField, Priority.ALWAYS);
        MemoryLine memory = new MemoryLine();
        model.memoryProperty().subscribe(memory::show);
        VBox fields = new VBox(12, new VBox(6, new NamedControl("Preset", preset), explanation),
                new NamedControl("Name of the run", text("run-title", model.nameProperty(), "")),
                choice("Dataset", "run-dataset", model.datasets(), model.datasetProperty(), () -> "None yet"), base, identifiers,
                new NamedControl("Name of the output model", text("run-output", model.modelProperty(), "same as the run")),
                new HBox(12, seedField, deviceField), memory);
        fields.getStyleClass().add("scroll-body");
        ScrollPane scroll = new ScrollPane(fields);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        Card card = new Card("Kind of run", scroll).grow(scroll);
        card.setPrefWidth(390);
        card.setMinWidth(390);
        return card;
    }

    /** The found devices, and the one that the recipe names. */
    private ObservableList<String> deviceNames() {
        ObservableList<String> names = FXCollections.observableArrayList();
        Runnable fill = () -> {
            List<String> all = new ArrayList<>(model.devices().stream().map(ComputeDevice::name).toList());
            String chosen = model.deviceProperty().get();
            if (chosen != null && !all.contains(chosen)) all.add(chosen);
            if (!names.equals(all)) {
                names.setAll(all);
                model.deviceProperty().set(chosen);
            }
        };
        model.devices().addListener((InvalidationListener) o -> fill.run());
        model.deviceProperty().subscribe(fill);
        return names;
    }

    /** @param none text of the empty choice */
    private static VBox choice(String title, String id, ObservableList<String> choices, StringProperty value, Supplier<String> none) {
        ComboBox<String> box = new ComboBox<>(choices);
        box.setId(id);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setCellFactory(view -> new NameCell(none));
        box.setButtonCell(new NameCell(none));
        box.setPromptText(none.get());
        box.valueProperty().bindBidirectional(value);
        return new NamedControl(title, box);
    }

    private static TextField text(String id, StringProperty value, String prompt) {
        TextField field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        field.textProperty().bindBidirectional(value);
        return field;
    }

    private static String title(RunKind kind) {
        return switch (kind) {
            case GENERATOR -> "Generator";
            case IDENTIFIERS -> "Empathy identifiers";
            case PPO -> "PPO alignment";
        };
    }

    private static String sentence(RunKind kind) {
        return switch (kind) {
            case GENERATOR -> "Supervised training of a T5 on conversations.";
            case IDENTIFIERS -> "Supervised training of three level classifiers.";
            case PPO -> "Reinforcement learning of a generator with the identifiers' reward.";
        };
    }

    private static Feather icon(RunKind kind) {
        return switch (kind) {
            case GENERATOR -> Feather.EDIT_3;
            case IDENTIFIERS -> Feather.EYE;
            case PPO -> Feather.TARGET;
        };
    }

    private static final class NameCell extends ListCell<String> {
        private final Supplier<String> none;

        NameCell(Supplier<String> none) { this.none = none; }

        @Override
        protected void updateItem(String item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null || item.isEmpty() ? none.get() : item);
        }
    }

    /** A device's name, description and memory. */
    private final class DeviceCell extends ListCell<String> {
        @Override
        protected void updateItem(String item, boolean empty) {
            super.updateItem(item, empty);
            String name = empty || item == null ? "" : item;
            setText(model.devices().stream().filter(device -> device.name().equals(name)).findFirst()
                    .map(device -> (device.isCpu() ? device.title() : name + ", " + device.title())
                            + ", " + MemoryLine.gigabytes(device.free()) + " free").orElse(name));
        }
    }

    private static final class PresetCell extends ListCell<RecipePreset> {
        @Override
        protected void updateItem(RecipePreset item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? "" : item.title());
        }
    }
}
