/**
 * The T5 encoder-decoder: its configuration, its weights in Hugging Face folders, and the TorchScript programs that compute it.
 * Raffel et al. 2020 (v1.0: ReLU, tied and scaled) and v1.1/FLAN (gated GELU, untied).
 */
@NullMarked
package org.empathyworkbench.t5;

import org.jspecify.annotations.NullMarked;
