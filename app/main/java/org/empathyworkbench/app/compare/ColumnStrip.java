package org.empathyworkbench.app.compare;

import javafx.beans.value.ObservableDoubleValue;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;

/** Columns of equal width side by side, scrolled horizontally and clipped; used by the table header and each row. */
final class ColumnStrip extends Pane {
    private final ObservableDoubleValue columnWidth;
    private final ObservableDoubleValue offset;

    ColumnStrip(ObservableDoubleValue columnWidth, ObservableDoubleValue offset) {
        this.columnWidth = columnWidth;
        this.offset = offset;
        setMinWidth(0);
        columnWidth.addListener((o, before, now) -> requestLayout());
        offset.addListener((o, before, now) -> requestLayout());
        Rectangle visible = new Rectangle();
        visible.widthProperty().bind(widthProperty());
        visible.heightProperty().bind(heightProperty());
        setClip(visible);
    }

    @Override
    public Orientation getContentBias() { return Orientation.HORIZONTAL; }

    @Override
    protected double computePrefWidth(double height) { return columnWidth.get() * getChildren().size(); }

    @Override
    protected double computeMinHeight(double width) { return computePrefHeight(width); }

    @Override
    protected double computePrefHeight(double width) {
        double height = 0;
        for (Node child : getManagedChildren()) height = Math.max(height, child.prefHeight(columnWidth.get()));
        return snapSizeY(height);
    }

    @Override
    protected void layoutChildren() {
        double x = -Math.round(offset.get());
        for (Node child : getManagedChildren()) {
            child.resizeRelocate(x, 0, columnWidth.get(), getHeight());
            x += columnWidth.get();
        }
    }
}
