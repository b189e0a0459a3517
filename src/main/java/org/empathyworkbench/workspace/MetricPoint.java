package org.empathyworkbench.workspace;

import java.time.Instant;

/**
 * One point of a run's curve.
 *
 * @param row   increasing along the curve and never reused: request the rows after the last one seen
 * @param value may be NaN or infinite
 * @param at    when it was measured
 */
public record MetricPoint(long row, int step, double value, Instant at) { }
