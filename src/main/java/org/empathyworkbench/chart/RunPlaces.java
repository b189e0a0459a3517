package org.empathyworkbench.chart;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The places of runs among the colours and line styles of lines; a run keeps its own, whoever comes and goes. */
public final class RunPlaces {
    private static final int COLOURS = ChartPalette.SERIES;
    private final Map<String, Integer> places = new HashMap<>();

    /**
     * Which colour and line style a run has: the one that its id asks for, or the next that none has yet, so that a run mostly looks the
     * same on another day too.
     *
     * @return from 0; from {@link ChartPalette#SERIES} on colours repeat with other line styles
     */
    public int of(String id) {
        Integer known = places.get(id);
        if (known != null) return known;
        Set<Integer> taken = new HashSet<>(places.values());
        int place = Math.floorMod(id.hashCode(), COLOURS);
        for (int round = 0; ; round++) {
            for (int i = 0; i < COLOURS; i++) {
                int free = round * COLOURS + (place + i) % COLOURS;
                if (taken.contains(free)) continue;
                places.put(id, free);
                return free;
            }
        }
    }
}
