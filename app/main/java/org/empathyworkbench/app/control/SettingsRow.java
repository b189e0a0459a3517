package org.empathyworkbench.app.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.empathyworkbench.setting.SettingInfo;
import org.empathyworkbench.setting.Settings;
import org.kordamp.ikonli.feather.Feather;

/**
 * One-line form of a small settings record, where a {@link SettingsForm} does not fit. Its values must be independent. Description and
 * error are in a field's tooltip. Valid changes apply at once; invalid ones are ignored.
 */
public final class SettingsRow<R extends Record> extends HBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private final R defaults;
    private final ObjectProperty<R> settings;
    private final Map<String, SettingField> fields = new LinkedHashMap<>();
    private boolean filling;

    public SettingsRow(R defaults, ObjectProperty<R> settings) {
        super(8);
        this.defaults = defaults;
        this.settings = settings;
        getStyleClass().add("settings-row");
        setAlignment(Pos.CENTER_LEFT);
        for (SettingInfo info : Settings.describe(defaults)) add(info);
        var back = Buttons.icon("settings-row-reset", "Reset to " + words(), Feather.ROTATE_CCW, () -> settings.set(defaults));
        back.visibleProperty().bind(settings.isNotEqualTo(defaults));
        getChildren().add(back);
        settings.subscribe(this::fill);
    }

    private void add(SettingInfo info) {
        SettingField field = new SettingField(info, defaults);
        fields.put(info.name(), field);
        Control editor;
        if (info.choices().isEmpty()) {
            TextField text = new TextField();
            text.getStyleClass().add("number-field");
            text.setPrefColumnCount(4);
            text.textProperty().bindBidirectional(field.textProperty());
            editor = text;
        } else {
            ComboBox<String> box = new ComboBox<>();
            box.getItems().setAll(info.choices());
            box.valueProperty().bindBidirectional(field.textProperty());
            editor = box;
        }
        editor.setId("setting-" + info.name());
        Tooltip tooltip = Texts.tooltip("");
        Label name = Texts.muted(info.label());
        name.getStyleClass().add("text-small");
        name.setWrapText(false);
        name.setMinWidth(Region.USE_PREF_SIZE);
        name.setLabelFor(editor);
        name.setTooltip(tooltip);
        editor.setTooltip(tooltip);
        field.errorProperty().subscribe(error -> {
            editor.pseudoClassStateChanged(WRONG, !error.isEmpty());
            tooltip.setText(error.isEmpty() ? field.sources() : error);
            editor.setAccessibleHelp(tooltip.getText());
        });
        field.textProperty().addListener((InvalidationListener) o -> take());
        getChildren().addAll(List.of(name, editor));
    }

    private void fill(R now) {
        filling = true;
        Map<String, Object> values = Settings.toMap(now);
        // an equivalent text, such as "032", stays as it was typed
        fields.forEach((name, field) -> {
            if (!field.errorProperty().get().isEmpty() || !values.get(name).equals(field.value()))
                field.textProperty().set(SettingField.format(values.get(name)));
        });
        filling = false;
    }

    private void take() {
        if (filling || fields.values().stream().anyMatch(field -> !field.errorProperty().get().isEmpty())) return;
        Map<String, Object> values = new LinkedHashMap<>();
        fields.forEach((name, field) -> values.put(name, field.value()));
        settings.set(Settings.with(defaults, values));
    }

    private String words() {
        return String.join(", ",
                fields.values().stream().map(field -> field.info().label().toLowerCase(Locale.ROOT) + " " + field.defaultText()).toList());
    }
}
