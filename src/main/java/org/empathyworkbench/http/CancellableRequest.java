package org.empathyworkbench.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Waits for a server's response: with an idle time-out, a total time-out, and cancellation within a fraction of a second. */
public final class CancellableRequest {
    private static final long LOOK_MILLIS = 50;

    /** The server sent nothing within the idle time-out. */
    public static final class Silent extends HttpTimeoutException {
        private static final long serialVersionUID = 1;

        Silent(Duration silence) { super("nothing came for " + Math.max(1, silence.toSeconds()) + " s"); }
    }

    /** The response was not complete within the total time-out. */
    public static final class Unfinished extends IOException {
        private static final long serialVersionUID = 1;

        Unfinished(Duration total) { super("the answer was not complete after " + Math.max(1, total.toSeconds()) + " s"); }
    }

    private CancellableRequest() { }

    /**
     * Waits for the response.
     *
     * @param moved   bytes received so far, to detect a stalled server
     * @param look    called a few times a second while waiting
     * @param silence idle time-out
     * @throws IOException           if the connection fails; {@link Silent} on an idle time-out
     * @throws CancellationException if cancelled by the user
     */
    public static <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> exchange,
            LongSupplier moved, Runnable look, Duration silence, BooleanSupplier cancelled)
            throws IOException {
        return await(exchange, moved, look, silence, null, cancelled);
    }

    /**
     * As {@link #await(CompletableFuture, LongSupplier, Runnable, Duration, BooleanSupplier)}, with a total time-out, for servers that keep
     * sending slowly.
     *
     * @param total total time-out; null for none
     * @throws Unfinished on a total time-out
     */
    public static <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> exchange,
            LongSupplier moved, Runnable look, Duration silence, @Nullable Duration total,
            BooleanSupplier cancelled) throws IOException {
        long before = moved.getAsLong();
        long began = System.nanoTime();
        long since = began;
        boolean answered = false;
        try {
            while (true) {
                try {
                    HttpResponse<T> response = exchange.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                    answered = true;
                    return response;
                } catch (TimeoutException notYet) {
                    look.run();
                }
                if (cancelled.getAsBoolean()) throw new CancellationException("Cancelled.");
                if (total != null && System.nanoTime() - began > total.toNanos()) throw new Unfinished(total);
                if (moved.getAsLong() != before) {
                    before = moved.getAsLong();
                    since = System.nanoTime();
                } else if (System.nanoTime() - since > silence.toNanos()) {
                    throw new Silent(silence);
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) throw failure;
            if (e.getCause() instanceof UncheckedIOException failure) throw failure.getCause();
            throw new IOException(String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Cancelled.");
        } finally {
            if (!answered) exchange.cancel(true);
        }
    }
}
