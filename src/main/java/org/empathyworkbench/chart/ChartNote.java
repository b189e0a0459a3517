package org.empathyworkbench.chart;

/** What a person wrote at a step of a run. */
public record ChartNote(long id, String run, int step, String text) { }
