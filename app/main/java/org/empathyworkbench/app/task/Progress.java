package org.empathyworkbench.app.task;

import java.util.concurrent.CancellationException;

/** Progress reporting and cancellation of a task. Only sets numbers that the window polls. */
public interface Progress {
    /** @param total final value of {@code done}, 0 or less while unknown */
    void at(long done, long total);

    void say(String message);

    boolean cancelled();

    /** @throws CancellationException if the user cancelled: call it wherever stopping is safe */
    default void check() {
        if (cancelled()) throw new CancellationException("Cancelled.");
    }
}
