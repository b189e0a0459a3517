package org.empathyworkbench.chart;

import java.util.List;
import java.util.Locale;

/** The windows of smoothing that are offered, in steps. */
public final class SmoothingSteps {
    public static final List<Integer> OFFERED = List.of(0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000,
            2_000, 5_000, 10_000, 20_000, 50_000, 100_000);

    private SmoothingSteps() { }

    /** About a fiftieth of a run; none for a run of a few steps. @return its place among those offered */
    public static int suited(int steps) {
        int best = 0;
        for (int i = 0; i < OFFERED.size(); i++) if (OFFERED.get(i) <= steps / 40.0) best = i;
        return best;
    }

    public static String words(int place) {
        return place == 0 ? "off" : String.format(Locale.ROOT, "%,d %s", OFFERED.get(place), OFFERED.get(place) == 1 ? "step" : "steps");
    }
}
