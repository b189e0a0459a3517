package org.empathyworkbench.app.task;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** Runs each task to its end before {@link #run} returns. For tests of view models: no toolkit, no waiting. */
public final class SameThreadTasks implements TaskExecutor {
    private final Consumer<Throwable> onFailure;

    /** Failures that no task handles are thrown as they are. */
    public SameThreadTasks() {
        this(failure -> {
            if (failure instanceof Error error) throw error;
            if (failure instanceof RuntimeException runtime) throw runtime;
            throw new IllegalStateException(failure);
        });
    }

    public SameThreadTasks(Consumer<Throwable> onFailure) { this.onFailure = onFailure; }

    @Override
    public <T> RunningTask run(BackgroundTask<T> task) {
        ProgressCounter counter = new ProgressCounter(task.title());
        FutureTask<T> future = new FutureTask<>(() -> task.compute().compute(counter));
        future.run();
        counter.finish();
        T result;
        try {
            result = future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return counter;
        } catch (ExecutionException e) {
            if (task.failed() != null) task.failed().accept(e.getCause());
            else onFailure.accept(e.getCause());
            return counter;
        }
        task.show().accept(result);
        return counter;
    }

    @Override
    public void close() { }
}
