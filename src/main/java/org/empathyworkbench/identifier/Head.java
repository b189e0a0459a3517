package org.empathyworkbench.identifier;

/** How the response's states are pooled and classified into three levels. */
public enum Head {
    /** Max over the response's real tokens, then one linear layer: the paper's text. */
    PAPER,
    /** Mean over the response's real tokens, then Linear(d, d/2), tanh, dropout, Linear(d/2, 3): the authors' published code. */
    CODE
}
