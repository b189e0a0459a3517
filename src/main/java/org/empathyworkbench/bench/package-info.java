/**
 * How fast this machine is at what runs are made of: one class a piece of work, on random weights, with the same sizes as the figures of
 * the reference Python stack, so that a ratio can be stated. Nothing here is used by a run.
 */
@NullMarked
package org.empathyworkbench.bench;

import org.jspecify.annotations.NullMarked;
