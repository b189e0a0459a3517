package org.empathyworkbench.chart;

import java.util.Objects;

/**
 * A line of a chart.
 *
 * @param name  as the legend says it; no two of a chart are called alike
 * @param run   id of the run that it belongs to, of the first one for a group
 * @param curve what is drawn; null for a group
 * @param group runs that are drawn as their mean with a band; null for a single curve
 */
public record ChartLine(String name, String run, Curve curve, SeedGroup group, LineStyle style) {
    public ChartLine {
        Objects.requireNonNull(name);
        Objects.requireNonNull(run);
        Objects.requireNonNull(style);
        if ((curve == null) == (group == null)) throw new IllegalArgumentException("A line is a curve or a group.");
    }

    public static ChartLine of(String name, String run, Curve curve, LineStyle style) {
        return new ChartLine(name, run, curve, null, style);
    }

    public static ChartLine of(String name, String run, SeedGroup group, LineStyle style) {
        return new ChartLine(name, run, null, group, style);
    }

    /** The line itself: the curve, or the group's mean, which is smooth already. */
    public Curve drawn() { return group == null ? curve : group.mean(); }

    /** The values behind it. */
    public Curve raw() { return group == null ? curve : group.raw(); }

    /** Works some way towards a smoothing. @return points that were worked in, about so many at most */
    public int prepare(double smoothing, int most) {
        return group == null ? curve.prepare(smoothing, most) : group.prepare(smoothing, most);
    }

    /** Whether the line can be drawn so smooth with next to no work. */
    public boolean prepared(double smoothing) { return group == null ? curve.prepared(smoothing) : group.prepared(smoothing); }

    /** Smoothing that is still to be done for {@link #drawn}. */
    double window(double smoothing) { return group == null ? smoothing : 0; }
}
