package org.empathyworkbench.workspace;

import java.time.Instant;

/**
 * A sweep: a named group of runs. Its runs are those whose {@link RunInfo#sweep()} is its name.
 *
 * @param plan as JSON: recipe, rows, seeds
 */
public record SweepInfo(String name, String plan, Instant createdAt) { }
