package org.empathyworkbench.app.task;

/** Where view models hand their work. In tests it is the calling thread. */
public interface TaskExecutor extends AutoCloseable {
    <T> RunningTask run(BackgroundTask<T> task);

    /** Cancels what is under way and accepts nothing more. */
    @Override
    void close();
}
