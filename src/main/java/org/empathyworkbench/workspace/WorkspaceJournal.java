package org.empathyworkbench.workspace;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.empathyworkbench.journal.RunJournal;
import org.empathyworkbench.journal.RunSample;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Buffers a run's metrics, samples and messages and flushes them asynchronously in batches: calls only append to a list in memory; a daemon
 * thread stores the list a few times a second in one transaction, with a heartbeat, and polls for the user's requests.
 *
 * <p>If storing fails (a full disk, a lock) the list is kept and retried; after a minute of failures the next call throws, so that a run
 * does not continue for hours without storing. {@link #close} flushes the rest.
 */
public final class WorkspaceJournal implements RunJournal, AutoCloseable {
    static final long FLUSH_MILLIS = 400;
    static final long PATIENCE_MILLIS = 60_000;
    private static final Logger LOG = LoggerFactory.getLogger(WorkspaceJournal.class);

    private final Runs runs;
    private final String run;
    private final ScheduledExecutorService thread;

    // Guarded by this.
    private List<RunRecords.Measured> measured = new ArrayList<>();
    private List<RunSample> samples = new ArrayList<>();
    private List<RunRecords.Said> said = new ArrayList<>();
    private int step;
    private int totalSteps;
    private long failingSince;
    private WorkspaceException failure;
    private boolean closed;

    /** Held during a flush, so that two of them keep their order. */
    private final ReentrantLock flushing = new ReentrantLock();
    private volatile Runs.Requests requests = new Runs.Requests(false, false, 0);
    private volatile Future<?> schedule;        // null in a test that flushes manually

    private WorkspaceJournal(Runs runs, String run, ScheduledExecutorService thread) {
        this.runs = runs;
        this.run = run;
        this.thread = thread;
    }

    /** Starts the journal of a run that this process has {@linkplain Runs#started started}. */
    public static WorkspaceJournal open(Runs runs, String run) {
        WorkspaceJournal journal = withoutThread(runs, run, Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "journal of run " + run);
            daemon.setDaemon(true);
            return daemon;
        }));
        journal.schedule = journal.thread.scheduleWithFixedDelay(journal::flushAndKeepTrying,
                FLUSH_MILLIS, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        return journal;
    }

    /** For tests that flush manually. */
    static WorkspaceJournal withoutThread(Runs runs, String run, ScheduledExecutorService thread) {
        return new WorkspaceJournal(runs, run, thread);
    }

    @Override public synchronized void totalSteps(int steps) {
        check();
        totalSteps = steps;
    }

    @Override public synchronized void metrics(int atStep, Map<String, Double> values) {
        check();
        long now = runs.clock().millis();
        values.forEach((name, value) -> measured.add(new RunRecords.Measured(atStep, name, value, now)));
        step = Math.max(step, atStep);
    }

    @Override public synchronized void sample(RunSample sample) {
        check();
        samples.add(sample);
    }

    @Override public synchronized void say(String sentence) {
        check();
        said.add(new RunRecords.Said(runs.clock().millis(), Objects.requireNonNull(sentence)));
    }

    @Override public boolean stopRequested() { return requests.stop(); }

    @Override public boolean pauseRequested() { return requests.pause(); }

    @Override public long checkpointsRequested() { return requests.checkpoints(); }

    @Override public boolean store() {
        synchronized (this) {
            check();
        }
        try {
            flushPatiently(true);
            return true;
        } catch (WorkspaceException refused) {
            LOG.info("The journal of run {} could not be stored now", run, refused);
            return false;
        }
    }

    private void check() {
        if (closed) throw new IllegalStateException("The journal of run " + run + " has been closed.");
        if (schedule != null && schedule.isDone())
            throw new IllegalStateException("The thread of the journal of run " + run + " has ended.");
        if (failure != null && failure.reason() == WorkspaceException.Reason.GONE) {
            // only the database is missing: the model can be stored, so the run continues to its end
            if (Files.isDirectory(runs.folder(run))) return;
            throw failure;
        }
        if (failure != null && runs.clock().millis() - failingSince > PATIENCE_MILLIS) throw failure;
    }

    /** The daemon's task. An exception would end its schedule, so it is caught and kept. */
    void flushAndKeepTrying() {
        try {
            flush(false);
            synchronized (this) {
                if (failure != null) LOG.info("The journal of run {} can be stored again", run);
                failure = null;
            }
        } catch (WorkspaceException refused) {
            synchronized (this) {
                if (failure == null) {
                    failingSince = runs.clock().millis();
                    LOG.warn("The journal of run {} could not be stored and is kept in memory for a retry", run, refused);
                }
                failure = refused;
            }
        }
    }

    /** As {@link #flush}, with a longer time-out for another program's lock: a checkpoint and the end of a run require all earlier data. */
    private void flushPatiently(boolean durably) { runs.store().patiently(() -> flush(durably)); }

    /** Stores the buffer, with a heartbeat; on failure the buffer is unchanged. */
    private void flush(boolean durably) {
        flushing.lock();
        try {
            flushInTurn(durably);
        } finally {
            flushing.unlock();
        }
    }

    private void flushInTurn(boolean durably) {
        List<RunRecords.Measured> metricsNow;
        List<RunSample> samplesNow;
        List<RunRecords.Said> saidNow;
        int stepNow;
        int totalNow;
        synchronized (this) {
            metricsNow = measured;
            samplesNow = samples;
            saidNow = said;
            stepNow = step;
            totalNow = totalSteps;
            measured = new ArrayList<>();
            samples = new ArrayList<>();
            said = new ArrayList<>();
        }
        boolean stored = false;
        try {
            Store.Change change = connection -> {
                RunRecords.addMetrics(connection, run, metricsNow);
                RunRecords.addSamples(connection, run, samplesNow);
                RunRecords.addEvents(connection, run, saidNow);
                RunRows.progress(connection, run, stepNow, totalNow);
                RunRows.beat(connection, run, runs.clock().millis());
            };
            if (durably) runs.store().changeDurably(change);
            else runs.store().change(change);
            stored = true;
            requests = runs.requests(run);
        } finally {
            if (!stored) putBack(metricsNow, samplesNow, saidNow);
        }
    }

    private synchronized void putBack(List<RunRecords.Measured> metricsNow, List<RunSample> samplesNow, List<RunRecords.Said> saidNow) {
        metricsNow.addAll(measured);
        samplesNow.addAll(samples);
        saidNow.addAll(said);
        measured = metricsNow;
        samples = samplesNow;
        said = saidNow;
    }

    /**
     * Ends the thread and flushes the rest.
     *
     * @throws WorkspaceException if the rest could not be stored
     */
    @Override public void close() {
        synchronized (this) {
            if (closed) return;
            closed = true;
        }
        thread.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = thread.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException askedToHurry) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        flushPatiently(false);
    }
}
