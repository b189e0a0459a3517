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

/** Model of one settings field: its text, whether it differs from the default, and its error. */
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
        text.addListener((InvalidationListener) o -> judge());   // registered first, so that later listeners see the updated error
    }

    SettingInfo info() { return info; }

    StringProperty textProperty() { return text; }

    /** Message of the {@link UserInputException}, empty while the value is valid. */
    ReadOnlyStringProperty errorProperty() { return error.getReadOnlyProperty(); }

    ReadOnlyBooleanProperty changedProperty() { return changed.getReadOnlyProperty(); }

    void reset() { text.set(defaultText()); }

    /** The value for a settings map. */
    Object value() { return Settings.toMap(Settings.with(defaults, Map.of(info.name(), text.get()))).get(info.name()); }

    String defaultText() { return format(info.value()); }

    /** Tooltip text: range, default, and the values of the paper and its code. */
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

    /** Shortest decimal form: 1e-5, 200 without a decimal point. */
    static String format(Object value) {
        if (!(value instanceof Double number)) return String.valueOf(value);
        if (number == Math.rint(number) && Math.abs(number) < 1e9) return String.valueOf(number.longValue());
        String plain = String.valueOf(number).replace("E-", "e-").replace("E", "e");
        return plain.replace(".0e", "e");
    }
}
