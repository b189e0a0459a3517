package org.empathyworkbench.app.runs;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.empathyworkbench.chart.RunPlaces;

/**
 * The overlaid runs, written by list, table and legend through {@link #ids()} and drawn by the charts. A run keeps its colour and line
 * style while the window is open.
 */
public final class RunSelection {
    private final ObservableList<String> ids = FXCollections.observableArrayList();
    private final RunPlaces places = new RunPlaces();

    /** Ids of the overlaid runs in selection order, distinct. Mutable. */
    public ObservableList<String> ids() { return ids; }

    /** Toggles a run. */
    public void choose(String id, boolean on) {
        if (on && !ids.contains(id)) ids.add(id);
        if (!on) ids.remove(id);
    }

    /** Which colour and line style a run has, see {@link RunPlaces}. */
    public int place(String id) { return places.of(id); }
}
