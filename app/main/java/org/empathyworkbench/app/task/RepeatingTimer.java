package org.empathyworkbench.app.task;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;

/**
 * Calls a piece of work on the JavaFX thread every so often, while it is started. A {@code Timeline} would do the same, but as long as one
 * plays the toolkit produces sixty frames a second, whether anything has changed or not; this leaves the window at rest between calls.
 * A call that is due while the one before still waits is left out. JavaFX thread only.
 */
public final class RepeatingTimer {
    private static final ScheduledExecutorService CLOCK = clock();

    private final Duration every;
    private final Runnable work;
    private ScheduledFuture<?> running;

    public RepeatingTimer(Duration every, Runnable work) {
        this.every = every;
        this.work = work;
    }

    private static ScheduledExecutorService clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "window timer");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);                // what is stopped is not held until it would have been due
        return clock;
    }

    /** The first call comes after one period. Nothing happens when it is started already. */
    public void start() {
        if (running != null) return;
        AtomicBoolean waiting = new AtomicBoolean();
        ScheduledFuture<?>[] self = new ScheduledFuture<?>[1];
        Runnable call = () -> {
            waiting.set(false);
            if (running == self[0]) work.run();             // not one that was stopped, or started anew, while this call waited
        };
        self[0] = CLOCK.scheduleAtFixedRate(() -> {
            if (waiting.compareAndSet(false, true)) Platform.runLater(call);
        }, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        running = self[0];
    }

    public void stop() {
        if (running == null) return;
        running.cancel(false);
        running = null;
    }
}
