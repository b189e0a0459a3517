/**
 * Response generation: a generator with its tokenizer, sampling, beam search, and teacher-forced scoring. Evaluation of responses is in
 * packages {@code identifier} and {@code evaluation}.
 */
@NullMarked
package org.empathyworkbench.generation;

import org.jspecify.annotations.NullMarked;
