package org.empathyworkbench.app.task;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** Synchronous executor for tests of view models: {@link #run} returns when the task has finished. */
public final class SameThreadTasks implements TaskExecutor {
    private final Consumer<Throwable> onFailure;

    /** Unhandled failures are thrown unchanged. */
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
