package org.empathyworkbench.text;

/** Hears how far a task has come. Called often and from the task's own thread; must return at once. */
@FunctionalInterface
public interface ProgressListener {
    /**
     * @param fraction done so far, 0 to 1, never falling
     * @param what     what is being done, a few words for people
     */
    void at(double fraction, String what);

    static ProgressListener none() { return (fraction, what) -> { }; }
}
