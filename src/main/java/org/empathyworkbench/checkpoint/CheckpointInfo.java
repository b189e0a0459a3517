package org.empathyworkbench.checkpoint;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A checkpoint as a list shows it; whether its files are whole is seen when it is opened.
 *
 * @param run    that saved it
 * @param step   steps that were done
 * @param score  greater is better; not-a-number when nothing was known
 * @param bytes  of all its files
 * @param pinned whether a person keeps it
 */
public record CheckpointInfo(Path folder, String run, int step, Instant savedAt, double score, long bytes, boolean pinned) { }
