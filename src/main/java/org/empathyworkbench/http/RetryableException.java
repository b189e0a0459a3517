package org.empathyworkbench.http;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A server asked to come back later. */
public final class RetryableException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Duration after;

    /** @param after how long it asked to wait; null when it did not say */
    public RetryableException(String message, @Nullable Duration after) {
        super(message);
        this.after = after;
    }

    /** Null when the server did not say. */
    public @Nullable Duration after() { return after; }
}
