package org.empathyworkbench.workspace;

/**
 * Summary of a curve. NaN values are ignored; without any other all are NaN.
 *
 * @param points     number of points
 * @param meanOfLast over the requested number of last points, or over all if there are fewer
 */
public record MetricSummary(long points, double last, double lowest, double highest, double meanOfLast) { }
