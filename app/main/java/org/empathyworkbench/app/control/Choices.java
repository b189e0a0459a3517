package org.empathyworkbench.app.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;

/** Combo boxes bound to a property. */
public final class Choices {
    private Choices() { }

    /** Selects one of the values. */
    public static <T> ComboBox<T> of(String id, Property<T> property, List<T> values, Function<T, String> words) {
        ComboBox<T> box = new ComboBox<>();
        box.setId(id);
        box.getItems().setAll(values);
        box.setConverter(converter(words));
        box.valueProperty().bindBidirectional(property);
        return box;
    }

    /** Selects one of the values or none: {@code all} is the text for null. */
    public static <T> ComboBox<Optional<T>> orAll(String id, Property<T> property, List<T> values, Function<T, String> words, String all) {
        ComboBox<Optional<T>> box = new ComboBox<>();
        box.setId(id);
        setValues(box, values);
        box.setConverter(converter(value -> value == null || value.isEmpty() ? all : words.apply(value.get())));
        box.setValue(Optional.ofNullable(property.getValue()));
        box.valueProperty().subscribe(now -> property.setValue(now == null ? null : now.orElse(null)));
        property.subscribe(now -> box.setValue(Optional.ofNullable(now)));
        return box;
    }

    public static <T> void setValues(ComboBox<Optional<T>> box, List<T> values) {
        List<Optional<T>> items = new ArrayList<>(List.of(Optional.empty()));
        values.forEach(value -> items.add(Optional.of(value)));
        if (!items.equals(box.getItems())) box.getItems().setAll(items);
    }

    /** One-way converter, for combo boxes without text input. */
    public static <T> StringConverter<T> converter(Function<T, String> words) {
        return new StringConverter<>() {
            @Override
            public String toString(T value) { return words.apply(value); }

            @Override
            public T fromString(String text) { return null; }
        };
    }
}
