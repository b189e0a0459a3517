package org.empathyworkbench.chart;

/** A value that is worth a line across a chart, such as the budget of the KL. */
public record ChartMark(double value, String label) { }
