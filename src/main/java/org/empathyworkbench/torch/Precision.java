package org.empathyworkbench.torch;

/**
 * In what numbers the matrix products of a learning step are computed. Weights, AdamW and everything that is stored are float32 in either.
 */
public enum Precision {
    /** Everything in float32. */
    FP32,
    /**
     * Products and attention read bfloat16 and add up in float32. The residual stream, norms, softmax, logits, log-probabilities and losses
     * stay float32, and so do the weights that AdamW moves: a product reads a rounded copy of them.
     */
    BF16
}
