package org.empathyworkbench.app.task;

/**
 * One piece of background work as the window sees it. All methods may be called from any thread; the numbers are plain fields that
 * the worker changes and the window looks at a few times a second.
 */
public interface RunningTask {
    /** What is being done, as a person would say it: "Reading the corpus". */
    String title();

    /** The worker's latest sentence, empty when it said nothing. */
    String message();

    /** From 0 to 1, or -1 while the length is unknown. */
    double progress();

    /** Seconds until the end as the pace so far suggests, or -1 while unknown. */
    double remainingSeconds();

    boolean done();

    /** True from the moment that somebody asked it to end. */
    boolean cancelled();

    /** Asks the work to end; its result is not shown. */
    void cancel();
}
