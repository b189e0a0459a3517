/**
 * Text on its way into a model and out of it: tokenizers read from and written to Hugging Face's tokenizer.json, the one place that
 * says how turns become a model's input, right-padded batches and the order in which examples are visited. Knows no tensor.
 */
@NullMarked
package org.empathyworkbench.text;

import org.jspecify.annotations.NullMarked;
