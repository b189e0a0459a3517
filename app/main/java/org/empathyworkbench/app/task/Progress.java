package org.empathyworkbench.app.task;

import java.util.concurrent.CancellationException;

/** How a worker tells how far it is. It never talks to the window: it changes a number. */
public interface Progress {
    /** @param total what {@code done} will reach, 0 or less while unknown */
    void at(long done, long total);

    void say(String message);

    boolean cancelled();

    /** @throws CancellationException when a person has cancelled: call it wherever stopping is safe */
    default void check() {
        if (cancelled()) throw new CancellationException("Cancelled.");
    }
}
