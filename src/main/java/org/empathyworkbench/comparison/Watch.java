package org.empathyworkbench.comparison;

/** Progress and cancellation of a long operation. */
public interface Watch {
    /** @param total final value of {@code done} */
    void at(long done, long total);

    /**
     * Called where cancelling is safe.
     *
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    void check();

    /** No progress, never cancelled. */
    static Watch nobody() {
        return new Watch() {
            @Override public void at(long done, long total) { }

            @Override public void check() { }
        };
    }
}
