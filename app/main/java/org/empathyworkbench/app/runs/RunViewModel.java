package org.empathyworkbench.app.runs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.chart.ChartPlan;
import org.empathyworkbench.chart.ChartStory;
import org.empathyworkbench.chart.RunCurves;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.checkpoint.DamagedCheckpoint;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.run.StepRate;
import org.empathyworkbench.workspace.MetricBlock;
import org.empathyworkbench.workspace.RunEvent;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Runs;
import org.empathyworkbench.workspace.StoredSample;

/**
 * The open run. Each {@link #look} reads new data off the JavaFX thread and is skipped while the previous one is running. A resumed run
 * is read again from the start, as a resume removes data after its checkpoint.
 */
public final class RunViewModel {
    /** Number of points for the step rate. */
    private static final int PACED = 1_000;
    private final Runs runs;
    private final RunControl control;
    private final TaskExecutor tasks;
    private final Clock clock;
    private final ReadOnlyObjectWrapper<RunInfo> run = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<ChartPlan>> charts = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyLongWrapper reads = new ReadOnlyLongWrapper();
    private final ReadOnlyObjectWrapper<Map<String, Track>> tracks = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyObjectWrapper<Instant> now = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();
    private final ObservableList<StoredSample> samples = FXCollections.observableArrayList();
    private final ObservableList<StoredSample> answers = FXCollections.observableArrayList();
    private final ObservableList<RunEvent> events = FXCollections.observableArrayList();
    private final ObservableList<CheckpointInfo> checkpoints = FXCollections.observableArrayList();
    private final ObservableList<DamagedCheckpoint> damagedCheckpoints = FXCollections.observableArrayList();
    private final StepRate pace = new StepRate();
    private final FailedBatchViewModel failedBatch;
    private RunCurves curves = new RunCurves();
    private RunNews.Seen seen = RunNews.Seen.NOTHING;
    private String id = "";
    /** Last state of an idle run without new data: while equal, nothing is read. */
    private RunInfo settled;
    /** Of the database, as it was before the look that found the run settled. */
    private long settledVersion;
    private boolean looking;
    /** Set when an action was taken since the last read began, which may have missed it. */
    private boolean changed;

    /** Value of a tile. */
    public record Track(double first, double last, int lastStep, double lowest, double highest) {
        /** The curve; null before the first point. */
        static Track with(Track before, MetricBlock more) {
            double low = before == null ? Double.POSITIVE_INFINITY : before.lowest;
            double high = before == null ? Double.NEGATIVE_INFINITY : before.highest;
            for (double value : more.values()) {
                if (Double.isNaN(value)) continue;
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
            int end = more.size() - 1;
            return new Track(before == null ? more.values()[0] : before.first, more.values()[end], more.steps()[end], low, high);
        }
    }

    public RunViewModel(Runs runs, RunControl control, TaskExecutor tasks, Clock clock) {
        this.runs = runs;
        this.control = control;
        this.tasks = tasks;
        this.clock = clock;
        now.set(clock.instant());
        failedBatch = new FailedBatchViewModel(runs, tasks);
        run.subscribe(failedBatch::of);
    }

    /** The batch at which the run stopped because of a non-finite value. */
    public FailedBatchViewModel failedBatch() { return failedBatch; }

    /** Null if none is open. */
    public ReadOnlyObjectProperty<RunInfo> runProperty() { return run.getReadOnlyProperty(); }

    /** Charts of the recorded metrics, in display order. */
    public ReadOnlyObjectProperty<List<ChartPlan>> chartsProperty() { return charts.getReadOnlyProperty(); }

    /** Incremented by every read with new points, and when the run is opened or restarted. */
    public ReadOnlyLongProperty readsProperty() { return reads.getReadOnlyProperty(); }

    /** The curves; a new object when the run is opened or restarted. */
    RunCurves curves() { return curves; }

    public ReadOnlyObjectProperty<Map<String, Track>> tracksProperty() { return tracks.getReadOnlyProperty(); }

    /** Time of the last read. */
    public ReadOnlyObjectProperty<Instant> nowProperty() { return now.getReadOnlyProperty(); }

    /** Failure or outcome of the run; null for none. */
    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    /** Samples, newest first, without responses to fixed prompts. */
    public ObservableList<StoredSample> samples() { return samples; }

    /** Responses to fixed prompts, oldest first. */
    public ObservableList<StoredSample> answers() { return answers; }

    /** Oldest first. */
    public ObservableList<RunEvent> events() { return events; }

    /** Newest first. */
    public ObservableList<CheckpointInfo> checkpoints() { return checkpoints; }

    /** Checkpoint folders without a usable one, with the reason, oldest first. */
    public ObservableList<DamagedCheckpoint> damagedCheckpoints() { return damagedCheckpoints; }

    public String id() { return id; }

    /** Opens another run; empty for none. */
    public void open(String runId) {
        if (id.equals(runId)) return;
        id = runId;
        looking = false;
        forget();
        run.set(null);
        problem.set(null);
        if (!id.isEmpty()) look();
    }

    public void look() {
        if (id.isEmpty() || looking) return;
        looking = true;
        changed = false;
        String wanted = id;
        RunNews.Seen from = seen;
        RunInfo known = settled;
        long version = settledVersion;
        tasks.run(BackgroundTask.of("Reading the run", progress -> {
            long now = runs.version();
            return known != null && now == version ? new Look(now, true, null)
                    : new Look(now, false, RunNews.read(runs, wanted, from, known));
        }).show(look -> {
                    if (!wanted.equals(id)) return;
                    looking = false;
                    if (look.same()) return;
                    settledVersion = look.version();
                    take(look.news());
                })
                .failed(failure -> { if (wanted.equals(id)) { looking = false; problem.set(UserMessage.of(failure)); } }).quietly());
    }

    /** @param same true if nothing has changed since the run settled, so nothing was read @param news null if the run was deleted */
    private record Look(long version, boolean same, RunNews news) { }

    /** Requests a stop: the run ends after its step and saves its model and a checkpoint. */
    public void stop() { act("Asking the run to stop", control::stop); }

    /** Kills the run's process. */
    public void stopNow() { act("Killing the run", control::stopNow); }

    /** Requests a pause: the run saves a checkpoint after its step and ends. */
    public void pause() { act("Asking the run to pause", control::pause); }

    /** Requests a checkpoint after the current step. */
    public void save() { act("Asking the run for a checkpoint", control::checkpoint); }

    /** Resumes the run from its newest checkpoint, as soon as its device is free. */
    public void resume() { act("Resuming the run", control::resume); }

    /** Moves it in the queue. @param by -1 for earlier, 1 for later */
    public void move(int by) { act("Changing the queue", run -> control.move(run, by)); }

    /** Pins or unpins a checkpoint. */
    public void pin(int step, boolean pinned) {
        act(pinned ? "Pinning the checkpoint" : "Unpinning the checkpoint", run -> control.pin(run, step, pinned));
    }

    private void act(String what, Consumer<String> action) {
        String wanted = id;
        tasks.run(BackgroundTask.of(what, progress -> {
            action.accept(wanted);
            return runs.find(wanted).orElse(null);
        }).show(info -> {
            if (!wanted.equals(id)) return;
            run.set(info);
            settled = null;
            changed = true;
            look();
        }).failed(failure -> { if (wanted.equals(id)) problem.set(UserMessage.of(failure)); }));
    }

    /** Steps per second over the last minutes, 0 if unknown. */
    public double pace() { return pace.stepsASecond(now.get()); }

    /** Remaining time from the recent step rate; null if unknown or not running. */
    public Duration remaining() {
        RunInfo info = run.get();
        return info == null || info.state() != RunState.RUNNING ? null : pace.remaining(info.step(), info.totalSteps(), now.get());
    }

    private void take(RunNews news) {
        now.set(clock.instant());
        if (news == null) {
            open("");
            return;
        }
        RunInfo before = run.get();
        if (before != null && (before.startedAt() != null && !before.startedAt().equals(news.run().startedAt())
                || news.run().step() < before.step())) {
            forget();
            run.set(news.run());
            look();
            return;
        }
        boolean any = news.points().any();
        boolean silent = !any && news.samples().isEmpty() && news.answers().isEmpty() && news.events().isEmpty();
        settled = silent && !changed && news.run().state().atRest() ? news.run() : null;
        curves.take(news.points());
        seen = seen.with(news, curves.seen());
        if (!news.run().equals(before)) {
            run.set(news.run());
            problem.set(problemOf(news.run()));
        }
        if (any) {
            Map<String, Track> tracked = new LinkedHashMap<>(tracks.get());
            news.points().blocks().forEach((name, block) -> {
                if (block.size() == 0) return;
                tracked.put(name, Track.with(tracked.get(name), block));
                mark(block, news.run().startedAt());
            });
            List<ChartPlan> plans = ChartStory.of(news.run().kind(), curves.names());
            if (!plans.equals(charts.get())) charts.set(plans);
            tracks.set(tracked);
            reads.set(reads.get() + 1);
        }
        if (!news.samples().isEmpty()) {
            List<StoredSample> newest = new ArrayList<>(news.samples());
            Collections.reverse(newest);
            samples.addAll(0, newest);
        }
        answers.addAll(news.answers());
        events.addAll(news.events());
        if (news.checkpoints() != null) {
            List<CheckpointInfo> newestFirst = new ArrayList<>(news.checkpoints());
            Collections.reverse(newestFirst);
            if (!newestFirst.equals(checkpoints)) checkpoints.setAll(newestFirst);
        }
        if (news.damaged() != null && !news.damaged().equals(damagedCheckpoints)) damagedCheckpoints.setAll(news.damaged());
        if (news.more()) look();
    }

    /** Updates the step rate with the newest points of this session. */
    private void mark(MetricBlock block, Instant startedAt) {
        for (int i = Math.max(0, block.size() - PACED); i < block.size(); i++) {
            Instant at = Instant.ofEpochMilli(block.at()[i]);
            if (startedAt == null || !at.isBefore(startedAt)) pace.at(block.steps()[i], at);
        }
    }

    private void forget() {
        seen = RunNews.Seen.NOTHING;
        settled = null;
        curves = new RunCurves();
        pace.clear();
        samples.clear();
        answers.clear();
        events.clear();
        checkpoints.clear();
        damagedCheckpoints.clear();
        charts.set(List.of());
        tracks.set(Map.of());
        reads.set(reads.get() + 1);
    }

    private static UserMessage problemOf(RunInfo info) {
        if (info.message().isEmpty()) return null;
        return switch (info.state()) {
            case FAILED -> UserMessage.of(new UserInputException(info.message()));
            case INTERRUPTED -> UserMessage.warning(info.message());
            default -> UserMessage.info(info.message());
        };
    }
}
