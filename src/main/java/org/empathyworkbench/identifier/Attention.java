package org.empathyworkbench.identifier;

/**
 * Interpretations of the paper's Fig. 3: which linear layers the single-head attention between response (query) and context (key, value)
 * has.
 */
public enum Attention {
    NO_PROJECTION, QKV_PROJECTION,
    /** As the authors' published code. */
    QKV_AND_OUTPUT_PROJECTION
}
