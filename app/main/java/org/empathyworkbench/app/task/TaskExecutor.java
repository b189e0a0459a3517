package org.empathyworkbench.app.task;

/** Executor of view models' background tasks; synchronous in tests. */
public interface TaskExecutor extends AutoCloseable {
    <T> RunningTask run(BackgroundTask<T> task);

    /** Cancels running tasks and rejects new ones. */
    @Override
    void close();
}
