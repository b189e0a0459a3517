package org.empathyworkbench.comparison;

/** Watches what takes long, and may end it between two parts. */
public interface Watch {
    /** @param total what {@code done} will reach */
    void at(long done, long total);

    /** Called where stopping is safe. @throws java.util.concurrent.CancellationException when it is to end */
    void check();

    /** Nobody watches, nobody ends it. */
    static Watch nobody() {
        return new Watch() {
            @Override public void at(long done, long total) { }

            @Override public void check() { }
        };
    }
}
