package org.empathyworkbench.workspace;

import java.time.Instant;

/** A log message of a run. {@code row} is increasing: request the rows after the last one seen. */
public record RunEvent(long row, Instant at, String text) { }
