package org.empathyworkbench.app.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.setting.SettingInfo;
import org.empathyworkbench.setting.Settings;

/** One setting of a form without its controls: what stands in the field, whether it differs from the default, and what is wrong with it. */
final class SettingField {
    private final SettingInfo info;
    private final Record defaults;
    private final StringProperty text = new SimpleStringProperty();
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper();

    SettingField(SettingInfo info, Record defaults) {
        this.info = info;
        this.defaults = defaults;
        text.set(defaultText());
        text.addListener((InvalidationListener) o -> judge());   // the first listener: whoever listens later finds the verdict
    }

    SettingInfo info() { return info; }

    StringProperty textProperty() { return text; }

    /** The sentence of {@link UserInputException}, empty while the value is right. */
    ReadOnlyStringProperty errorProperty() { return error.getReadOnlyProperty(); }

    ReadOnlyBooleanProperty changedProperty() { return changed.getReadOnlyProperty(); }

    void reset() { text.set(defaultText()); }

    /** The value as a map of settings holds it. */
    Object value() { return Settings.toMap(Settings.with(defaults, Map.of(info.name(), text.get()))).get(info.name()); }

    String defaultText() { return format(info.value()); }

    /** The range, the default, and what the paper and its code say: for a tooltip. */
    String sources() {
        List<String> lines = new ArrayList<>();
        lines.add(info.meaning());
        lines.add("Default: " + (defaultText().isEmpty() ? "empty" : defaultText()));
        lines.add("Paper: " + (info.paper().isEmpty() ? "not stated" : info.paper()));
        if (!info.code().isEmpty()) lines.add("Published code: " + info.code());
        if (Double.isFinite(info.min()) && Double.isFinite(info.max()))
            lines.add("From " + format(info.min()) + " to " + format(info.max()));
        else if (Double.isFinite(info.min())) lines.add("At least " + format(info.min()));
        else if (Double.isFinite(info.max())) lines.add("At most " + format(info.max()));
        return String.join("\n", lines);
    }

    private void judge() {
        try {
            changed.set(!value().equals(info.value()));
            error.set("");
        } catch (UserInputException e) {
            changed.set(true);
            error.set(e.getMessage());
        }
    }

    /** Numbers as people write them: 1e-5 stays short, 200 has no point. */
    static String format(Object value) {
        if (!(value instanceof Double number)) return String.valueOf(value);
        if (number == Math.rint(number) && Math.abs(number) < 1e9) return String.valueOf(number.longValue());
        String plain = String.valueOf(number).replace("E-", "e-").replace("E", "e");
        return plain.replace(".0e", "e");
    }
}
