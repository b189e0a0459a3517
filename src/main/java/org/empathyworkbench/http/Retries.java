package org.empathyworkbench.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.net.ssl.SSLHandshakeException;

/**
 * Retries with exponential back-off: after a failure waits 0.5, 1, 2, 4... seconds, or as long as the server requested, and gives up after
 * too many consecutive failures.
 */
public final class Retries {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

    /** Sleeps; returns early if the user cancels. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration time, BooleanSupplier cancelled) throws InterruptedException;

        /** @throws CancellationException if cancelled by the user, or the thread was interrupted */
        default void orCancelled(Duration time, BooleanSupplier cancelled) {
            try {
                of(time, cancelled);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("Cancelled.");
            }
            if (cancelled.getAsBoolean()) throw new CancellationException("Cancelled.");
        }

        static Pause real() {
            return (time, cancelled) -> {
                CountDownLatch never = new CountDownLatch(1);
                long end = System.nanoTime() + time.toNanos();
                while (!cancelled.getAsBoolean() && System.nanoTime() < end)
                    never.await(Math.min(100_000_000L, Math.max(1, end - System.nanoTime())), TimeUnit.NANOSECONDS);
            };
        }
    }

    private final int attempts;
    private final Pause pause;
    private int failures;

    /** @param attempts maximum number of consecutive failures */
    public Retries(int attempts, Pause pause) {
        this.attempts = attempts;
        this.pause = pause;
    }

    /** Resets the count of failures after a success. */
    public void progressed() { failures = 0; }

    /**
     * Waits after a failure.
     *
     * @param waiting receives the waiting time before the wait begins
     * @throws IOException           the failure itself, if there were too many or a retry cannot help
     * @throws CancellationException if cancelled by the user
     */
    public void after(IOException failure, Consumer<Duration> waiting, BooleanSupplier cancelled) throws IOException {
        failures++;
        if (failures >= attempts || failure instanceof SSLHandshakeException || failure instanceof BoundedBody.TooLarge) throw failure;
        Duration asked = failure instanceof RetryableException later ? later.after() : null;
        if (asked != null && asked.compareTo(LONGEST_ASKED) > 0) throw failure;
        Duration own = FIRST.multipliedBy(1L << Math.min(10, failures - 1));
        Duration time = asked != null && asked.compareTo(own) > 0 ? asked : own.compareTo(LONGEST) > 0 ? LONGEST : own;
        waiting.accept(time);
        pause.orCancelled(time, cancelled);
    }
}
