package org.empathyworkbench.text;

/** Receives the progress of a task. Called often and on the task's thread; must return at once. */
@FunctionalInterface
public interface ProgressListener {
    /**
     * @param fraction done so far, 0 to 1, non-decreasing
     * @param what     current work, short display text
     */
    void at(double fraction, String what);

    static ProgressListener none() { return (fraction, what) -> { }; }
}
