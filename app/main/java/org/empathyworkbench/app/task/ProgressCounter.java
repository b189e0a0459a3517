package org.empathyworkbench.app.task;

/** Progress values, set by a worker and polled by the window. */
class ProgressCounter implements Progress, RunningTask {
    private final String title;
    private final long startedAt = System.nanoTime();
    private volatile long reached;
    private volatile long total;
    private volatile String message = "";
    private volatile boolean cancelled;
    private volatile boolean done;

    ProgressCounter(String title) { this.title = title; }

    @Override
    public void at(long done, long total) {
        this.reached = done;
        this.total = total;
    }

    @Override
    public void say(String message) { this.message = message; }

    @Override
    public boolean cancelled() { return cancelled || Thread.currentThread().isInterrupted(); }

    @Override
    public String title() { return title; }

    @Override
    public String message() { return message; }

    @Override
    public double progress() { return total <= 0 ? -1 : Math.min(1, Math.max(0, reached / (double) total)); }

    @Override
    public double remainingSeconds() {
        double part = progress();
        double passed = (System.nanoTime() - startedAt) / 1e9;
        return part <= 0.01 || passed < 1 ? -1 : passed * (1 - part) / part;
    }

    @Override
    public boolean done() { return done; }

    @Override
    public void cancel() { cancelled = true; }

    void finish() { done = true; }
}
