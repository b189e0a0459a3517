/**
 * Writing responses: a generator with its tokenizer, how it draws tokens, and what it wrote. Judging what was written is the work
 * of the packages {@code identifier} and {@code evaluation}.
 */
package org.empathyworkbench.generation;
