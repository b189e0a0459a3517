/**
 * Compares a model folder with reference vectors of another program, such as Hugging Face's transformers: hidden states, logits, losses,
 * gradients and the tokens of greedy decoding and beam search. For imported checkpoints and for this program's tests.
 */
@NullMarked
package org.empathyworkbench.verification;

import org.jspecify.annotations.NullMarked;
