package org.empathyworkbench.workspace;

/**
 * What is left of a curve when it is put into one line. Values that are not a number are left out; without any other all are NaN.
 *
 * @param points     how many there are
 * @param meanOfLast over the last points that were asked for, or over all where there are fewer
 */
public record MetricSummary(long points, double last, double lowest, double highest, double meanOfLast) { }
