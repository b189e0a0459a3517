package org.empathyworkbench.app.control;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.setting.SettingInfo;
import org.empathyworkbench.setting.Settings;
import org.kordamp.ikonli.feather.Feather;

/**
 * Form generated from a settings record: groups with a row per setting, its description, a marker and a reset button if it differs from
 * the default, and the engine's error message below the field. Independent of particular settings.
 */
public final class SettingsForm extends VBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final double TWO_COLUMNS = 520;
    private final Record defaults;
    private final Map<String, SettingField> fields = new LinkedHashMap<>();
    private final ReadOnlyBooleanWrapper valid = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyObjectWrapper<Map<String, Object>> changes = new ReadOnlyObjectWrapper<>(Map.of());
    private final Label whole = new Label();
    private final BiFunction<SettingInfo, Object, String> source;

    public SettingsForm(Record defaults) { this(defaults, Set.of()); }

    /** @param hidden names of settings that the page shows elsewhere */
    public SettingsForm(Record defaults, Set<String> hidden) { this(defaults, hidden, (setting, value) -> ""); }

    /** @param source origin of a value in a word or two; empty for none */
    public SettingsForm(Record defaults, Set<String> hidden, BiFunction<SettingInfo, Object, String> source) {
        this.defaults = defaults;
        this.source = source;
        getStyleClass().add("settings-form");
        setSpacing(16);
        Map<String, List<SettingInfo>> groups = new LinkedHashMap<>();
        for (SettingInfo info : Settings.describe(defaults)) {
            if (!hidden.contains(info.name())) groups.computeIfAbsent(info.group(), g -> new ArrayList<>()).add(info);
        }
        groups.forEach((group, infos) -> {
            VBox box = new VBox(12);
            box.getStyleClass().add("settings-group");
            Label heading = Texts.heading(group);
            box.getChildren().add(heading);
            box.getChildren().add(columns(infos.stream().map(this::row).toList()));
            getChildren().add(box);
        });
        whole.getStyleClass().add("field-error");
        whole.setWrapText(true);
        whole.managedProperty().bind(whole.textProperty().isNotEmpty());
        getChildren().add(whole);
        judge();
    }

    /** The settings that differ from the defaults, by component name; empty while invalid. */
    public Map<String, Object> changes() { return changes.get(); }

    public ReadOnlyObjectProperty<Map<String, Object>> changesProperty() { return changes.getReadOnlyProperty(); }

    public ReadOnlyBooleanProperty validProperty() { return valid.getReadOnlyProperty(); }

    /** Sets the form: the given values, all others at their defaults. */
    public void fill(Map<String, ?> values) {
        fields.forEach((name, field) -> {
            if (values.containsKey(name)) field.textProperty().set(SettingField.format(values.get(name)));
            else field.reset();
        });
    }

    public void reset() { fields.values().forEach(SettingField::reset); }

    /** One column, or two if there is room. */
    private GridPane columns(List<Node> rows) {
        GridPane grid = new GridPane(24, 12);
        widthProperty().map(width -> width.doubleValue() >= TWO_COLUMNS ? 2 : 1).subscribe(count -> {
            if (grid.getColumnConstraints().size() == count) return;
            grid.getChildren().clear();
            grid.getColumnConstraints().setAll(Collections.nCopies(count, 100.0 / count).stream().map(percent -> {
                ColumnConstraints column = new ColumnConstraints();
                column.setPercentWidth(percent);
                return column;
            }).toList());
            for (int i = 0; i < rows.size(); i++) grid.add(rows.get(i), i % count, i / count);
        });
        return grid;
    }

    private Node row(SettingInfo info) {
        SettingField field = new SettingField(info, defaults);
        fields.put(info.name(), field);
        Label label = new Label(info.label());
        label.getStyleClass().add("field-label");
        label.setWrapText(true);
        Button back = Buttons.icon("reset-" + info.name(), "Reset to the "
                + "default, " + field.defaultText(), Feather.ROTATE_CCW, field::reset);
        back.getStyleClass().addAll(Styles.SMALL, "reset-button");
        back.visibleProperty().bind(field.changedProperty());
        back.managedProperty().bind(field.changedProperty());
        HBox name = new HBox(6, label, sourceOf(field), back);
        name.setAlignment(Pos.CENTER_LEFT);

        Node editor = editor(info, field);
        editor.setId("setting-" + info.name());
        editor.setAccessibleText(info.label());
        label.setLabelFor(editor);
        Tooltip sources = Texts.tooltip(field.sources());
        Tooltip.install(editor, sources);
        label.setTooltip(sources);

        Label meaning = Texts.muted(info.meaning());
        meaning.getStyleClass().add("field-meaning");
        meaning.setMinHeight(Region.USE_PREF_SIZE);
        Label error = new Label();
        error.getStyleClass().add("field-error");
        error.setId("error-" + info.name());
        error.setWrapText(true);
        error.setMinHeight(Region.USE_PREF_SIZE);
        error.textProperty().bind(field.errorProperty());
        error.managedProperty().bind(field.errorProperty().isNotEmpty());
        error.visibleProperty().bind(field.errorProperty().isNotEmpty());
        meaning.managedProperty().bind(field.errorProperty().isEmpty());
        meaning.visibleProperty().bind(field.errorProperty().isEmpty());

        VBox row = new VBox(3, name, editor, meaning, error);
        row.getStyleClass().add("field");
        field.errorProperty().subscribe(text -> editor.pseudoClassStateChanged(WRONG, !text.isEmpty()));
        field.changedProperty().subscribe(on -> row.pseudoClassStateChanged(PseudoClass.getPseudoClass("changed"), on));
        field.textProperty().addListener((InvalidationListener) o -> judge());
        return row;
    }

    /** Origin label beside the name, updated on input; hidden while invalid or unknown. */
    private Label sourceOf(SettingField field) {
        Label chip = Texts.chip("", "source");
        chip.setId("source-" + field.info().name());
        chip.setMinWidth(Region.USE_PREF_SIZE);
        chip.setTooltip(Texts.tooltip(field.sources()));
        chip.managedProperty().bind(chip.textProperty().isNotEmpty());
        chip.visibleProperty().bind(chip.textProperty().isNotEmpty());
        field.textProperty()
                .subscribe(text -> chip.setText(field.errorProperty().get().isEmpty() ? source.apply(field.info(), field.value()) : ""));
        return chip;
    }

    private Node editor(SettingInfo info, SettingField field) {
        if (info.type() == boolean.class) {
            CheckBox box = new CheckBox("On");
            box.setSelected(Boolean.parseBoolean(field.textProperty().get()));
            box.selectedProperty().subscribe(on -> field.textProperty().set(String.valueOf(on)));
            field.textProperty().subscribe(text -> box.setSelected(Boolean.parseBoolean(text)));
            return box;
        }
        if (!info.choices().isEmpty()) {
            ComboBox<String> box = new ComboBox<>();
            box.getItems().setAll(info.choices());
            box.valueProperty().bindBidirectional(field.textProperty());
            box.setMaxWidth(Double.MAX_VALUE);
            return box;
        }
        TextField text = new TextField();
        text.textProperty().bindBidirectional(field.textProperty());
        // The text colour depends on the skin; styles computed before the skin existed
        // leave it black, so apply CSS again
        text.skinProperty().subscribe(skin -> {
            if (skin != null)
                Platform.runLater(() -> text.getStyleClass().add(info.type() == String.class ? "word-field" : "number-field"));
        });
        text.setMaxWidth(Double.MAX_VALUE);
        return text;
    }

    /** Validates each field, then the record, whose constructor may reject a combination. */
    private void judge() {
        whole.setText("");
        Map<String, Object> differing = new LinkedHashMap<>();
        for (SettingField field : fields.values()) {
            if (!field.errorProperty().get().isEmpty()) {
                valid.set(false);
                changes.set(Map.of());
                return;
            }
            if (field.changedProperty().get()) differing.put(field.info().name(), field.value());
        }
        try {
            Settings.with(defaults, differing);
            valid.set(true);
            changes.set(Map.copyOf(differing));
        } catch (UserInputException e) {
            whole.setText(e.getMessage());
            valid.set(false);
            changes.set(Map.of());
        }
    }
}
