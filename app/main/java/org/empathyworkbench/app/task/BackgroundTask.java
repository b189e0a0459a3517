package org.empathyworkbench.app.task;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Work in two halves: {@code compute} away from the window, {@code show} on its thread. What fails goes to {@code failed}, or to the
 * executor's own handler when there is none.
 *
 * @param title   what is being done, shown in the status bar
 * @param kind    tasks of one kind replace each other: only the latest is shown; empty for tasks that all count
 * @param quiet   true for work that is too short or too frequent for the status bar
 * @param failed  null for the executor's handler
 */
public record BackgroundTask<T>(String title, String kind, boolean quiet, Compute<T> compute, Consumer<T> show,
                                Consumer<Throwable> failed) {
    /** The half that runs away from the window. */
    @FunctionalInterface
    public interface Compute<T> {
        T compute(Progress progress) throws IOException;
    }

    public BackgroundTask {
        Objects.requireNonNull(title);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(compute);
        Objects.requireNonNull(show);
    }

    public static <T> BackgroundTask<T> of(String title, Compute<T> compute) {
        return new BackgroundTask<>(title, "", false, compute, result -> { }, null);
    }

    public BackgroundTask<T> show(Consumer<T> show) { return new BackgroundTask<>(title, kind, quiet, compute, show, failed); }

    public BackgroundTask<T> failed(Consumer<Throwable> failed) { return new BackgroundTask<>(title, kind, quiet, compute, show, failed); }

    /** A newer task of the same kind cancels this one. */
    public BackgroundTask<T> latestOf(String kind) { return new BackgroundTask<>(title, kind, quiet, compute, show, failed); }

    /** Not mentioned in the status bar. */
    public BackgroundTask<T> quietly() { return new BackgroundTask<>(title, kind, true, compute, show, failed); }
}
