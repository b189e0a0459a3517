package org.empathyworkbench.app.task;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A background task: {@code compute} runs off the JavaFX thread, {@code show} on it. Failures go to {@code failed}, or to the executor's
 * handler if there is none.
 *
 * @param title   shown in the status bar
 * @param kind    only the latest task of a kind is shown; empty for independent tasks
 * @param quiet   true if not shown in the status bar
 * @param failed null for the executor's handler
 */
public record BackgroundTask<T>(String title, String kind, boolean quiet, Compute<T> compute, Consumer<T> show,
                                Consumer<Throwable> failed) {
    /** The part that runs off the JavaFX thread. */
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

    /** Not shown in the status bar. */
    public BackgroundTask<T> quietly() { return new BackgroundTask<>(title, kind, true, compute, show, failed); }
}
