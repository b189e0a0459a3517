package org.empathyworkbench.app.task;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Pauses long background work while the user scrolls or drags, to keep the frame rate. The window reports movement; work waits between
 * two parts until movement has stopped for a moment. Thread-safe.
 */
public final class InteractionGate {
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(200);

    private volatile long still = System.nanoTime();

    /** Reports movement. */
    public void moved() { still = System.nanoTime() + MOMENT; }

    /** Waits until movement has stopped; throws the task's cancellation. */
    public void await(Progress task) {
        task.check();
        for (long left = still - System.nanoTime(); left > 0; left = still - System.nanoTime()) {
            LockSupport.parkNanos(left);
            task.check();
        }
    }
}
