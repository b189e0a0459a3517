package org.empathyworkbench.ppo;

import org.empathyworkbench.dialogue.BadInput;

/** A loss or gradient became infinite or no number: the run stops before the optimiser's step (METHOD section 6, rule 17). */
public final class NotFinite extends BadInput {
    private static final long serialVersionUID = 1;

    NotFinite(String message) { super(message); }
}
