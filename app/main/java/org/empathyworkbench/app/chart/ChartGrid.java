package org.empathyworkbench.app.chart;

import java.util.List;
import javafx.beans.property.DoubleProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Texts;

/** Charts side by side in as many columns as fit, with one smoothing for all of them. */
public final class ChartGrid extends VBox {
    private static final double NARROWEST = 330;
    private final GridPane grid = new GridPane(12, 12);
    private final Slider smoothing = new Slider(0, 0.99, 0.9);
    private List<ChartCard> cards = List.of();
    private double rowHeight = 250;

    public ChartGrid() {
        getStyleClass().add("chart-grid");
        setSpacing(10);
        Label name = Texts.muted("Smoothing");
        name.setMinWidth(USE_PREF_SIZE);
        name.setTooltip(Texts.tooltip("Weight of the exponential moving average (without its start's pull). The faint line is always the raw values."));
        smoothing.setId("smoothing");
        smoothing.setPrefWidth(140);
        smoothing.setAccessibleText("Smoothing");
        Label value = Texts.muted("");
        value.setMinWidth(34);
        value.textProperty().bind(smoothing.valueProperty().asString(java.util.Locale.ROOT, "%.2f"));
        HBox tools = new HBox(8, name, smoothing, value);
        tools.setAlignment(Pos.CENTER_RIGHT);
        VBox.setVgrow(grid, Priority.ALWAYS);
        getChildren().addAll(tools, grid);
        widthProperty().subscribe(this::arrange);
    }

    public DoubleProperty smoothingProperty() { return smoothing.valueProperty(); }

    public void setRowHeight(double height) {
        rowHeight = height;
        arrange();
    }

    public void setCharts(List<ChartCard> cards) {
        this.cards.forEach(card -> card.chart().smoothingProperty().unbind());
        this.cards = List.copyOf(cards);
        this.cards.forEach(card -> card.chart().smoothingProperty().bind(smoothing.valueProperty()));
        grid.getChildren().retainAll(this.cards);
        arrange();
    }

    private void arrange() {
        if (cards.isEmpty() || getWidth() <= 0) return;
        int columns = (int) Math.max(1, Math.min(cards.size(), (getWidth() + 12) / (NARROWEST + 12)));
        if (grid.getColumnConstraints().size() != columns) {
            grid.getColumnConstraints().clear();
            for (int i = 0; i < columns; i++) {
                ColumnConstraints column = new ColumnConstraints();
                column.setPercentWidth(100.0 / columns);
                grid.getColumnConstraints().add(column);
            }
        }
        for (int i = 0; i < cards.size(); i++) {
            ChartCard card = cards.get(i);
            card.setPrefHeight(rowHeight);
            card.setMinHeight(rowHeight);
            GridPane.setConstraints(card, i % columns, i / columns);
            GridPane.setVgrow(card, Priority.ALWAYS);
            if (card.getParent() != grid) grid.getChildren().add(card);
        }
    }
}
