package org.empathyworkbench.app.runs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.empathyworkbench.app.control.BackgroundTask;
import org.empathyworkbench.app.control.Problem;
import org.empathyworkbench.app.control.TaskExecutor;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.run.Pace;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.workspace.MetricPoint;
import org.empathyworkbench.workspace.RunEvent;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Runs;
import org.empathyworkbench.workspace.StoredSample;

/**
 * The run that is being looked at. Each {@link #look} reads what is new, away from the window; a look that is not over when the next is
 * due lets that one pass. A run that is taken up again is read again from its beginning, since a resume takes back what lay behind its
 * checkpoint.
 */
public final class RunViewModel {
    private final Runs runs;
    private final RunControl control;
    private final TaskExecutor tasks;
    private final Clock clock;
    private final ReadOnlyObjectWrapper<RunInfo> run = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<ChartPlan>> charts = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Map<String, List<MetricPoint>>> points = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyObjectWrapper<Map<String, Track>> tracks = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyObjectWrapper<Instant> now = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ObservableList<StoredSample> samples = FXCollections.observableArrayList();
    private final ObservableList<RunEvent> events = FXCollections.observableArrayList();
    private final ObservableList<CheckpointInfo> checkpoints = FXCollections.observableArrayList();
    private final Map<String, List<MetricPoint>> history = new HashMap<>();
    private final Pace pace = new Pace();
    private final FailedBatchViewModel failedBatch;
    private RunNews.Seen seen = RunNews.Seen.NOTHING;
    private String id = "";
    /** The run as it was when it was at rest and had nothing new to say: while it is equal, there is nothing to read. */
    private RunInfo settled;
    private boolean looking;
    /** Something was done with the run since the last look began, so that look may not have seen it. */
    private boolean changed;

    /** What a tile says of a curve. */
    public record Track(double first, double last, int lastStep, double lowest, double highest) {
        static Track of(MetricPoint point) { return new Track(point.value(), point.value(), point.step(), point.value(), point.value()); }

        Track with(MetricPoint point) {
            return new Track(first, point.value(), point.step(), Math.min(lowest, point.value()), Math.max(highest, point.value()));
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

    /** The batch at which the run stopped for a number that is not finite. */
    public FailedBatchViewModel failedBatch() { return failedBatch; }

    /** Null while none is chosen. */
    public ReadOnlyObjectProperty<RunInfo> runProperty() { return run.getReadOnlyProperty(); }

    /** The charts of the metrics that the run has so far, in the order in which they tell its story. */
    public ReadOnlyObjectProperty<List<ChartPlan>> chartsProperty() { return charts.getReadOnlyProperty(); }

    /** The points of the last look that had any, by metric; empty when the run has been opened or begun anew: forget what you drew. */
    public ReadOnlyObjectProperty<Map<String, List<MetricPoint>>> pointsProperty() { return points.getReadOnlyProperty(); }

    /** All points of a curve that were read so far. */
    public List<MetricPoint> history(String metric) { return Collections.unmodifiableList(history.getOrDefault(metric, List.of())); }

    public ReadOnlyObjectProperty<Map<String, Track>> tracksProperty() { return tracks.getReadOnlyProperty(); }

    /** When the last look was. */
    public ReadOnlyObjectProperty<Instant> nowProperty() { return now.getReadOnlyProperty(); }

    /** Why the run failed or what became of it; null when there is nothing to say. */
    public ReadOnlyObjectProperty<Problem> problemProperty() { return problem.getReadOnlyProperty(); }

    /** Newest first. */
    public ObservableList<StoredSample> samples() { return samples; }

    /** Oldest first. */
    public ObservableList<RunEvent> events() { return events; }

    /** Newest first. */
    public ObservableList<CheckpointInfo> checkpoints() { return checkpoints; }

    public String id() { return id; }

    /** Turns to another run; empty for none. */
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
        tasks.run(BackgroundTask.of("Looking at the run", progress -> new Look(RunNews.read(runs, wanted, from, known)))
                .show(look -> { if (wanted.equals(id)) { looking = false; take(look.news()); } })
                .failed(failure -> { if (wanted.equals(id)) { looking = false; problem.set(Problem.of(failure)); } }).quietly());
    }

    /** Null news when the run is gone. */
    private record Look(RunNews news) { }

    /** Asks the run to stop; it stores its model and a checkpoint, and comes to rest after its step. */
    public void stop() { act("Asking the run to stop", control::stop); }

    /** Ends the run's process in the middle of its step. */
    public void stopNow() { act("Stopping the run at once", control::stopNow); }

    /** Asks the run to save a checkpoint and rest after its step. */
    public void pause() { act("Asking the run to pause", control::pause); }

    /** Asks the run for a checkpoint after its step. */
    public void save() { act("Asking the run for a checkpoint", control::checkpoint); }

    /** Lets the run go on from its newest checkpoint, as soon as its device is free. */
    public void resume() { act("Resuming the run", control::resume); }

    /** Changes its place in the queue. @param by -1 for earlier, 1 for later */
    public void move(int by) { act("Changing the queue", run -> control.move(run, by)); }

    /** Keeps a checkpoint whatever comes after it, or no longer. */
    public void pin(int step, boolean pinned) { act(pinned ? "Pinning the checkpoint" : "Letting the checkpoint go", run -> control.pin(run, step, pinned)); }

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
        }).failed(failure -> { if (wanted.equals(id)) problem.set(Problem.of(failure)); }));
    }

    /** Steps a second over the last minutes, 0 while unknown. */
    public double pace() { return pace.stepsASecond(now.get()); }

    /** From the pace of the last minutes; null while unknown or at rest. */
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
        if (before != null && (before.startedAt() != null && !before.startedAt().equals(news.run().startedAt()) || news.run().step() < before.step())) {
            forget();
            run.set(news.run());
            look();
            return;
        }
        boolean any = news.points().values().stream().anyMatch(list -> !list.isEmpty());
        boolean silent = !any && news.samples().isEmpty() && news.events().isEmpty();
        settled = silent && !changed && news.run().state().atRest() ? news.run() : null;
        seen = seen.with(news);
        if (!news.run().equals(before)) {
            run.set(news.run());
            problem.set(problemOf(news.run()));
        }
        if (any) {
            Map<String, Track> tracked = new LinkedHashMap<>(tracks.get());
            news.points().forEach((name, list) -> history.computeIfAbsent(name, n -> new ArrayList<>()).addAll(list));
            news.points().forEach((name, list) -> list.forEach(point -> {
                tracked.merge(name, Track.of(point), (old, one) -> old.with(point));
                if (news.run().startedAt() == null || !point.at().isBefore(news.run().startedAt())) pace.at(point.step(), point.at());      // of this sitting
            }));
            List<ChartPlan> plans = ChartStory.of(news.run().kind(), List.copyOf(tracked.keySet()));
            if (!plans.equals(charts.get())) charts.set(plans);
            tracks.set(tracked);
            points.set(news.points());
        }
        if (!news.samples().isEmpty()) {
            List<StoredSample> newest = new ArrayList<>(news.samples());
            Collections.reverse(newest);
            samples.addAll(0, newest);
        }
        events.addAll(news.events());
        if (news.checkpoints() == null) return;
        List<CheckpointInfo> newestFirst = new ArrayList<>(news.checkpoints());
        Collections.reverse(newestFirst);
        if (!newestFirst.equals(checkpoints)) checkpoints.setAll(newestFirst);
    }

    private void forget() {
        seen = RunNews.Seen.NOTHING;
        settled = null;
        history.clear();
        pace.clear();
        samples.clear();
        events.clear();
        checkpoints.clear();
        charts.set(List.of());
        tracks.set(Map.of());
        points.set(Map.of());
    }

    private static Problem problemOf(RunInfo info) {
        if (info.message().isEmpty()) return null;
        return switch (info.state()) {
            case FAILED -> Problem.of(new BadInput(info.message()));
            case INTERRUPTED -> Problem.warning(info.message());
            default -> Problem.info(info.message());
        };
    }
}
