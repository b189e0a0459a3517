/**
 * One context over all that a run kept: how the answer and its levels moved from the start model through the checkpoints to the final
 * model. Reads checkpoints, one at a time, and changes none.
 */
@NullMarked
package org.empathyworkbench.timeline;

import org.jspecify.annotations.NullMarked;
