package org.empathyworkbench.app.task;

/** A running task as shown in the window. Thread-safe: the worker sets plain fields that the window polls. */
public interface RunningTask {
    /** Title, such as "Reading the corpus". */
    String title();

    /** The worker's latest message, empty for none. */
    String message();

    /** Fraction from 0 to 1, or -1 if unknown. */
    double progress();

    /** Remaining seconds by extrapolation, or -1 if unknown. */
    double remainingSeconds();

    boolean done();

    /** True once cancellation was requested. */
    boolean cancelled();

    /** Requests cancellation; the result is not shown. */
    void cancel();
}
