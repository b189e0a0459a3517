package org.empathyworkbench.checkpoint;

import java.nio.file.Path;
import java.time.Instant;

/**
 * List entry of a checkpoint; its files are verified only when it is opened.
 *
 * @param run    that saved it
 * @param step   steps done
 * @param score  greater is better; NaN if unknown
 * @param bytes  of all its files
 * @param pinned whether the user keeps it
 */
public record CheckpointInfo(Path folder, String run, int step, Instant savedAt, double score, long bytes, boolean pinned) { }
