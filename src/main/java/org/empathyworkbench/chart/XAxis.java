package org.empathyworkbench.chart;

/** What stands along the bottom of a chart. */
public enum XAxis {
    /** Steps of the run. */
    STEP("step"),
    /** Seconds since the run's first measurement by the clock on the wall, pauses included. */
    TIME("time");

    private final String word;

    XAxis(String word) { this.word = word; }

    /** As it stands under the axis. */
    public String word() { return word; }
}
