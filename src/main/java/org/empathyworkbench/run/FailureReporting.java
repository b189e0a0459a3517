package org.empathyworkbench.run;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** Runs a task and reports any failure before rethrowing it. */
public final class FailureReporting {
    private FailureReporting() { }

    /**
     * Runs the task on this thread.
     *
     * @param failed receives the failure before it is rethrown
     */
    public static <T> T result(Callable<T> work, Consumer<Throwable> failed) {
        // FutureTask catches errors as well as exceptions
        FutureTask<T> task = new FutureTask<>(work);
        task.run();
        boolean interrupted = Thread.interrupted();
        try {
            return task.get();
        } catch (ExecutionException e) {
            failed.accept(e.getCause());
            if (e.getCause() instanceof Error error) throw error;
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            throw new IllegalStateException("Unexpected kind of failure.", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("A finished task cannot be interrupted.", e);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
