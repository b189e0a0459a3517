package org.empathyworkbench.workspace;

import java.time.Instant;

/**
 * The user's note at a step of a run, such as why the learning rate was changed there.
 *
 * @param at when it was last changed
 */
public record StepNote(long id, String run, int step, String text, Instant at) { }
