package org.empathyworkbench.app.task;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.collections.ObservableList;

/**
 * Runs tasks on daemon threads and shows results on the JavaFX thread. With one thread, tasks run in sequence, as a model in memory
 * requires. Call {@link #run} on the JavaFX thread.
 */
public final class BackgroundTaskExecutor implements TaskExecutor {
    private final ExecutorService threads;
    private final Consumer<Throwable> onFailure;
    private final Map<String, Running<?>> latest = new ConcurrentHashMap<>();
    private final ObservableList<RunningTask> running;

    /**
     * @param running   non-quiet running tasks, oldest first; modified on the JavaFX thread; may be shared by executors
     * @param onFailure receives, on the JavaFX thread, failures without a handler
     */
    public BackgroundTaskExecutor(String name, int threadCount, ObservableList<RunningTask> running, Consumer<Throwable> onFailure) {
        this.running = running;
        this.onFailure = onFailure;
        this.threads = Executors.newFixedThreadPool(threadCount, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public <T> RunningTask run(BackgroundTask<T> task) {
        Running<T> work = new Running<>(task);
        if (!task.kind().isEmpty()) {
            Running<?> before = latest.put(task.kind(), work);
            if (before != null) before.cancel();
        }
        try {
            work.future = threads.submit(work.body);
            if (!task.quiet()) running.add(work);
        } catch (RejectedExecutionException closed) {
            work.cancel();                                                  // a timer of a closed page
        }
        return work;
    }

    @Override
    public void close() { threads.shutdownNow(); }

    /** Closes after pending tasks, such as stores of typed text, within a time limit. */
    public void closeAfter(Duration patience) {
        threads.shutdown();
        try {
            threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    private void end(Running<?> work, Runnable show) {
        Platform.runLater(() -> {
            running.remove(work);
            latest.remove(work.task.kind(), work);
            show.run();
        });
    }

    private final class Running<T> extends ProgressCounter {
        private final BackgroundTask<T> task;
        private final FutureTask<T> body;
        private volatile Future<?> future;

        Running(BackgroundTask<T> task) {
            super(task.title());
            this.task = task;
            this.body = new FutureTask<>(() -> task.compute().compute(this)) {
                @Override
                protected void done() { settled(); }
            };
        }

        @Override
        public void cancel() {
            super.cancel();
            body.cancel(false);
        }

        private void settled() {
            finish();
            if (body.isCancelled()) {
                end(this, () -> { });
                return;
            }
            try {
                T result = body.get();
                end(this, () -> { if (!cancelled()) task.show().accept(result); });
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                end(this, () -> {
                    if (cancelled() || cause instanceof CancellationException) return;
                    (task.failed() != null ? task.failed() : onFailure).accept(cause);
                });
            }
        }
    }
}
