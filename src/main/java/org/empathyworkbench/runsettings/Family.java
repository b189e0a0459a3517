package org.empathyworkbench.runsettings;

/** The two variants of T5 for a new model. */
public enum Family {
    /** ReLU, one matrix for input embedding and output projection, scaled logits. */
    V1,
    /**
     * Gated GELU and a separate output projection. Learns much faster from random weights: the scaled, shared output matrix of v1 moves 16
     * times more slowly under AdamW at d_model 256.
     */
    V1_1
}
