package org.empathyworkbench.app.chart;

/** What a group says at its last step, for tests of other rooms. */
public final class SeedGroupProbe {
    private SeedGroupProbe() { }

    /** Mean, low and high. */
    public static String describe(SeedGroup group) {
        group.update(0);
        int last = group.mean().size() - 1;
        return group.mean().y(last) + " " + group.low().y(last) + " " + group.high().y(last);
    }
}
