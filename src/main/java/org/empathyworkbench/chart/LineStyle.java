package org.empathyworkbench.chart;

import java.util.List;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * Which colour and which dashes a line has; the style sheet knows the colours. Lines that stand together differ in both, so that nobody has
 * to tell colours apart.
 *
 * @param series    of the colours without a meaning, where there is no mechanism
 * @param mechanism null for a line of no mechanism
 * @param level     null for a line of no level
 * @param dash      which of the dash patterns, 0 for none
 */
public record LineStyle(int series, Mechanism mechanism, Level level, int dash) {
    private static final List<double[]> DASHES = List.of(new double[] {}, new double[] {9, 4}, new double[] {2, 3},
            new double[] {10, 3, 2, 3}, new double[] {16, 4}, new double[] {5, 3}, new double[] {10, 3, 2, 3, 2, 3}, new double[] {1, 4});

    /** The n-th line of a chart. */
    public static LineStyle series(int n) { return new LineStyle(n, null, null, n % DASHES.size()); }

    public static LineStyle mechanism(Mechanism mechanism) { return new LineStyle(0, mechanism, null, mechanism.ordinal()); }

    /** One intensity a level; what is wanted is dashed. */
    public static LineStyle level(Mechanism mechanism, Level level, boolean wanted) {
        return new LineStyle(0, mechanism, level, wanted ? 1 : 0);
    }

    /** A run that has this place among those drawn together: no two of the first 64 look alike. */
    public static LineStyle run(int place, int colours) {
        return new LineStyle(place % colours, null, null, (place + place / colours) % DASHES.size());
    }

    /** Lengths of strokes and gaps in pixels; empty for an unbroken line. */
    public double[] dashes() { return DASHES.get(dash).clone(); }
}
