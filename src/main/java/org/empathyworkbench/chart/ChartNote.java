package org.empathyworkbench.chart;

/** A note of the user at a step of a run. */
public record ChartNote(long id, String run, int step, String text) { }
