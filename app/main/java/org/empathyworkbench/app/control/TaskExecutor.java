package org.empathyworkbench.app.control;

/** Where view models hand their work. In tests it is the calling thread. */
public interface TaskExecutor extends AutoCloseable {
    <T> Work run(BackgroundTask<T> task);

    /** Cancels what is under way and accepts nothing more. */
    @Override
    void close();
}
