/**
 * Response generation: a generator with its tokenizer, sampling, beam search, and teacher-forced scoring. Evaluation of responses is in
 * packages {@code identifier} and {@code evaluation}.
 */
package org.empathyworkbench.generation;
