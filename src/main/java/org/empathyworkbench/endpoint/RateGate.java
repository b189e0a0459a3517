package org.empathyworkbench.endpoint;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.empathyworkbench.http.Retries;

/** Rate limiter of the requests to one server: at most so many per minute, and none before the time that the server gave. */
final class RateGate {
    private final long spacingNanos;
    private final Retries.Pause pause;
    private final LongSupplier nanos;
    private long nextAt;

    /** @param requestsPerMinute 0 for no limit of our own */
    RateGate(int requestsPerMinute, Retries.Pause pause, LongSupplier nanos) {
        this.spacingNanos = requestsPerMinute == 0 ? 0 : 60_000_000_000L / requestsPerMinute;
        this.pause = pause;
        this.nanos = nanos;
        this.nextAt = nanos.getAsLong();
    }

    /**
     * Waits for this request's turn.
     *
     * @throws java.util.concurrent.CancellationException if cancelled by the user
     */
    void pass(BooleanSupplier cancelled) {
        while (true) {
            Duration time = Duration.ofNanos(claim());
            if (time.isZero()) return;
            pause.orCancelled(time, cancelled);
        }
    }

    /** Zero if the turn is taken, else the time to wait before trying again. */
    private synchronized long claim() {
        long now = nanos.getAsLong();
        if (nextAt - now > 0) return nextAt - now;
        nextAt = now + spacingNanos;
        return 0;
    }

    /** Blocks all requests for this time. */
    synchronized void hold(Duration time) {
        long until = nanos.getAsLong() + time.toNanos();
        if (until - nextAt > 0) nextAt = until;
    }
}
