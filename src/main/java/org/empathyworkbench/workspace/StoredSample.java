package org.empathyworkbench.workspace;

import org.empathyworkbench.journal.RunSample;

/** A sample with its row number, which is increasing: request the rows after the last one seen. */
public record StoredSample(long row, RunSample sample) { }
