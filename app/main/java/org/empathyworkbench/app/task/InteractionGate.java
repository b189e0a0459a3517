package org.empathyworkbench.app.task;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Work of minutes gives way to a hand that moves something in the window: where both cores compute, frames come late. The window says that
 * it is moved; the work waits between two of its parts until nothing has moved for a moment. Both from any thread.
 */
public final class InteractionGate {
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(200);

    private volatile long still = System.nanoTime();

    /** Something is being moved now. */
    public void moved() { still = System.nanoTime() + MOMENT; }

    /** Returns when nothing has moved for a moment; throws what the task throws when it is cancelled. */
    public void await(Progress task) {
        task.check();
        for (long left = still - System.nanoTime(); left > 0; left = still - System.nanoTime()) {
            LockSupport.parkNanos(left);
            task.check();
        }
    }
}
