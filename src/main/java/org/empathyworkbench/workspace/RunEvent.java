package org.empathyworkbench.workspace;

import java.time.Instant;

/** A sentence that a run said to people. {@code row} grows: ask for the rows after the last one seen. */
public record RunEvent(long row, Instant at, String text) { }
