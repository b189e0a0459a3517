package org.empathyworkbench.app.chart;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import org.empathyworkbench.chart.Span;
import org.empathyworkbench.chart.XAxis;

/**
 * What the charts of a page have in common: the axis along the bottom, its part that is looked at, the smoothing, the crosshair, and the
 * runs that are hidden.
 */
public final class ChartAxes {
    private final ObjectProperty<XAxis> axis = new SimpleObjectProperty<>(XAxis.STEP);
    private final DoubleProperty smoothing = new SimpleDoubleProperty();
    private final ObjectProperty<Span> window = new SimpleObjectProperty<>();
    private final DoubleProperty cursor = new SimpleDoubleProperty(Double.NaN);
    private final ObjectProperty<Integer> opened = new SimpleObjectProperty<>();
    private final ObservableSet<String> hidden = FXCollections.observableSet();

    public ChartAxes() {
        axis.subscribe(now -> {
            window.set(null);
            cursor.set(Double.NaN);
        });
    }

    public ObjectProperty<XAxis> axisProperty() { return axis; }

    /** Steps of the average's memory, 0 for the values themselves. */
    public DoubleProperty smoothingProperty() { return smoothing; }

    /** The part of the axis that is looked at; null for everything. */
    public ObjectProperty<Span> windowProperty() { return window; }

    /** Position of the crosshair; NaN while there is none. */
    public DoubleProperty cursorProperty() { return cursor; }

    /** The step whose responses are open beside the charts; null for none. */
    public ObjectProperty<Integer> openedProperty() { return opened; }

    /** Ids of runs whose lines are not drawn. */
    public ObservableSet<String> hidden() { return hidden; }
}
