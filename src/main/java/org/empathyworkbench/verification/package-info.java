/**
 * Holds a model folder against reference vectors that another program wrote, such as Hugging Face's transformers: hidden states, logits,
 * losses, gradients and the tokens of greedy decoding and beam search. For people who imported a checkpoint, and for our own tests.
 */
@NullMarked
package org.empathyworkbench.verification;

import org.jspecify.annotations.NullMarked;
