package org.empathyworkbench.identifier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Encoder states of one context under one identifier: reused while only the response changes. */
final class ContextStates implements AutoCloseable {
    private final NDManager manager;
    private final NDArray states;   // (1, S, d)
    private final NDArray mask;     // (1, S)

    ContextStates(NDManager manager, NDArray states, NDArray mask) {
        this.manager = manager;
        this.states = states;
        this.mask = mask;
    }

    NDArray states() { return states; }

    NDArray mask() { return mask; }

    @Override
    public void close() { manager.close(); }
}
