package org.empathyworkbench.app.control;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Tile of one metric: value, name, definition as a tooltip, and a line of small print. */
public final class MetricTile extends VBox {
    private final Label value = new Label();
    private final Label note = new Label();

    /** @param definition one sentence; empty for metrics that need none */
    public MetricTile(String name, Feather icon, String definition) {
        getStyleClass().addAll("card", "metric-tile");
        Label title = new Label(name, new FontIcon(icon));
        title.getStyleClass().add("tile-name");
        value.getStyleClass().add("tile-value");
        note.getStyleClass().add("tile-note");
        note.managedProperty().bind(note.textProperty().isNotEmpty());
        getChildren().addAll(title, value, note);
        setSpacing(4);
        setMaxWidth(Double.MAX_VALUE);
        setPrefWidth(150);
        if (!definition.isEmpty()) Tooltip.install(this, Texts.tooltip(definition));
    }

    public MetricTile(String name, Feather icon, String definition, ObservableValue<String> value) {
        this(name, icon, definition);
        this.value.textProperty().bind(value);
    }

    public Label value() { return value; }

    public Label note() { return note; }
}
