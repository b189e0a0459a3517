package org.empathyworkbench.endpoint;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.empathyworkbench.http.Retries;

/**
 * Lets questions to one server pass no faster than its limits allow: at most so many a minute, and
 * none before the moment that the server named.
 */
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

    /** Waits for this question's turn. @throws CancellationException when a person has cancelled */
    void pass(BooleanSupplier cancelled) {
        while (true) {
            Duration time = Duration.ofNanos(claim());
            if (time.isZero()) return;
            pause.orCancelled(time, cancelled);
        }
    }

    /** Zero when the turn is taken, else how long to wait before asking again. */
    private synchronized long claim() {
        long now = nanos.getAsLong();
        if (nextAt - now > 0) return nextAt - now;
        nextAt = now + spacingNanos;
        return 0;
    }

    /** Nobody asks before this much time has passed. */
    synchronized void hold(Duration time) {
        long until = nanos.getAsLong() + time.toNanos();
        if (until - nextAt > 0) nextAt = until;
    }
}
