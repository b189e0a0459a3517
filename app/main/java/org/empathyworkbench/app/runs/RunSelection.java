package org.empathyworkbench.app.runs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The runs that a person chose to see beside the one that is looked at: whatever offers the choice writes {@link #ids()}, the charts draw
 * them. A run keeps the place it was given among the colours and line styles for as long as the window is open, whoever comes and goes.
 */
public final class RunSelection {
    /** Colours of lines in the style sheet. */
    public static final int PLACES = 8;

    private final ObservableList<String> ids = FXCollections.observableArrayList();
    private final Map<String, Integer> places = new HashMap<>();

    /** Ids of the chosen runs in the order in which they were chosen, each once. May be written. */
    public ObservableList<String> ids() { return ids; }

    /** Adds a run to the chosen ones or takes it out. */
    public void choose(String id, boolean on) {
        if (on && !ids.contains(id)) ids.add(id);
        if (!on) ids.remove(id);
    }

    /**
     * Which colour and line style a run has: the one that its id asks for, or the next that none has yet, so that a run mostly looks the
     * same on another day too.
     *
     * @return from 0; from {@link #PLACES} on colours repeat with other line styles
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
