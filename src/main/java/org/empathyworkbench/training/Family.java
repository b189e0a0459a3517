package org.empathyworkbench.training;

/** The two kinds of T5 that a new model can be. */
public enum Family {
    /** ReLU, one matrix for input embedding and output projection, scaled logits. */
    V1,
    /**
     * Gated GELU and an output projection of its own. Learns much faster from nothing: v1's scaled, shared output moves 16 times more
     * slowly under AdamW at d_model 256.
     */
    V1_1
}
