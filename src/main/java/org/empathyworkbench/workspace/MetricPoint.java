package org.empathyworkbench.workspace;

import java.time.Instant;

/**
 * One point of a run's curve.
 *
 * @param row   grows along the curve and is never used twice: ask for the rows after the last one seen
 * @param value may be NaN or infinite, as it was measured
 * @param at    when it was measured
 */
public record MetricPoint(long row, int step, double value, Instant at) { }
