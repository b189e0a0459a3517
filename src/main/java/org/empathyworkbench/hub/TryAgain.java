package org.empathyworkbench.hub;

import java.io.IOException;
import java.time.Duration;

/** A server asked to come back later. */
final class TryAgain extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Duration after;

    /** @param after how long it asked to wait; null when it did not say */
    TryAgain(String message, Duration after) {
        super(message);
        this.after = after;
    }

    Duration after() { return after; }
}
