package org.empathyworkbench.chart;

/** Quantity on the x axis of a chart. */
public enum XAxis {
    /** Steps of the run. */
    STEP("step"),
    /** Seconds since the run's first measurement by the clock on the wall, pauses included. */
    TIME("time");

    private final String word;

    XAxis(String word) { this.word = word; }

    /** Label of the axis. */
    public String word() { return word; }
}
