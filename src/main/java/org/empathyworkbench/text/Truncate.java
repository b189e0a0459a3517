package org.empathyworkbench.text;

/** Which end of a text is given up when it is longer than a model reads. The end-of-sequence piece is kept either way. */
public enum Truncate {
    /** The oldest words go: what contexts need, for the newest turn must survive (METHOD section 2). */
    LEFT,
    /** The newest words go: responses, and contexts in the authors' code. */
    RIGHT
}
