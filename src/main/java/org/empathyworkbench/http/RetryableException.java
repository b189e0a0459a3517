package org.empathyworkbench.http;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A server requested a later retry. */
public final class RetryableException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Duration after;

    /** @param after requested waiting time; null if not given */
    public RetryableException(String message, @Nullable Duration after) {
        super(message);
        this.after = after;
    }

    /** Null if not given by the server. */
    public @Nullable Duration after() { return after; }
}
