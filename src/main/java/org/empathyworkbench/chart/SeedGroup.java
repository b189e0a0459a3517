package org.empathyworkbench.chart;

import java.util.List;

/**
 * Runs that differ in their seed alone, as one line with a band: {@link SeedMean} says what is drawn. A long one is worked out in parts
 * while the one before is still shown.
 */
public final class SeedGroup {
    private final List<Curve> members;
    private SeedMean shown;
    private SeedMean coming;

    public SeedGroup(List<Curve> members) {
        this.members = List.copyOf(members);
        this.shown = SeedMean.nothing();
    }

    public List<Curve> members() { return members; }

    public Curve mean() { return shown.mean(); }

    public Curve low() { return shown.low(); }

    public Curve high() { return shown.high(); }

    /** Mean of the values themselves. */
    public Curve raw() { return shown.raw(); }

    /**
     * Works some way towards the mean over a smoothing, with what the members have by now. @return points
     * that were worked in, about so many at most
     */
    int prepare(double smoothing, int most) {
        if (shown.of(smoothing, members)) return 0;
        int worked = 0;
        for (Curve member : members) worked += member.prepare(smoothing, most - worked);
        if (worked >= most) return worked;
        if (coming == null || coming.smoothing() != smoothing) coming = new SeedMean(members, smoothing);
        worked += coming.take(most - worked);
        if (coming.whole() && shown.smoothing() == smoothing) show(smoothing);
        return worked;
    }

    /** Whether the mean over a smoothing can be shown, perhaps without the newest steps. */
    boolean prepared(double smoothing) {
        return shown.smoothing() == smoothing || coming != null && coming.whole() && coming.smoothing() == smoothing;
    }

    /** Shows the mean over a smoothing from now on, once it is prepared. */
    void show(double smoothing) {
        if (coming == null || !coming.whole() || coming.smoothing() != smoothing) return;
        shown = coming;
        coming = null;
    }

    /** Shows the mean over a smoothing with all that the members have by now. */
    public void update(double smoothing) {
        while (!shown.of(smoothing, members)) {
            prepare(smoothing, Integer.MAX_VALUE);
            show(smoothing);
        }
    }
}
