package org.empathyworkbench.workspace;

import java.time.Instant;

/**
 * A sweep as the workspace keeps it: a name for many runs. Its runs are those that {@link RunInfo#sweep()} names so.
 *
 * @param plan what was asked for, as JSON: recipe, rows, seeds
 */
public record SweepInfo(String name, String plan, Instant createdAt) { }
