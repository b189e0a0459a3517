package org.empathyworkbench.run;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** Work of which a record tells others how it ended, whatever goes wrong in it. */
public final class FailureReporting {
    private FailureReporting() { }

    /**
     * Does the work on this thread.
     *
     * @param failed told what went wrong before it goes its way
     */
    public static <T> T result(Callable<T> work, Consumer<Throwable> failed) {
        // A task keeps whatever goes wrong, an error as well as an exception.
        FutureTask<T> task = new FutureTask<>(work);
        task.run();
        boolean interrupted = Thread.interrupted();
        try {
            return task.get();
        } catch (ExecutionException e) {
            failed.accept(e.getCause());
            if (e.getCause() instanceof Error error) throw error;
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            throw new IllegalStateException("The work throws nothing else.", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("A finished task does not wait.", e);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
