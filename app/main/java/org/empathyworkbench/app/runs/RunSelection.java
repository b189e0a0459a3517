package org.empathyworkbench.app.runs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The overlaid runs, written by list, table and legend through {@link #ids()} and drawn by the charts. A run keeps its colour and line
 * style while the window is open.
 */
public final class RunSelection {
    /** Number of line colours in the style sheet. */
    public static final int PLACES = 8;

    private final ObservableList<String> ids = FXCollections.observableArrayList();
    private final Map<String, Integer> places = new HashMap<>();

    /** Ids of the overlaid runs in selection order, distinct. Mutable. */
    public ObservableList<String> ids() { return ids; }

    /** Toggles a run. */
    public void choose(String id, boolean on) {
        if (on && !ids.contains(id)) ids.add(id);
        if (!on) ids.remove(id);
    }

    /**
     * Colour and line style of a run: the one derived from its id, or the next free one, so that it is mostly stable across sessions.
     *
     * @return index from 0; from {@link #PLACES} on colours repeat with other line styles
     */
    public int place(String id) {
        Integer known = places.get(id);
        if (known != null) return known;
        Set<Integer> taken = new HashSet<>(places.values());
        int place = Math.floorMod(id.hashCode(), PLACES);
        for (int round = 0; ; round++) {
            for (int i = 0; i < PLACES; i++) {
                int free = round * PLACES + (place + i) % PLACES;
                if (taken.contains(free)) continue;
                places.put(id, free);
                return free;
            }
        }
    }
}
