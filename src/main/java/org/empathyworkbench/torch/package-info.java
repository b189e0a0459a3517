/**
 * The thin layer over the tensor library: starting it, TorchScript programs written from text, random streams, optimiser state.
 * Knows nothing of dialogues or models.
 */
@NullMarked
package org.empathyworkbench.torch;

import org.jspecify.annotations.NullMarked;
