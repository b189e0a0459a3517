package org.empathyworkbench.app.runs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.workspace.Runs;
import org.empathyworkbench.workspace.StoredSample;

/** Responses of the recorded step nearest to a chart point, with moves to the previous and next recorded step. */
public final class StepViewModel {
    /** Maximum responses to fixed prompts read at once, for runs without other samples. */
    private static final int ANSWERS = 2_000;

    /**
     * An open step.
     *
     * @param asked   the clicked step
     * @param step    the displayed recorded step; undefined without samples
     * @param place   index among the recorded steps, from 0
     * @param count   number of recorded steps
     * @param samples empty if the run has recorded none
     */
    public record Opened(String run, int asked, int step, int place, int count, List<RunSample> samples) {
        public Opened { samples = List.copyOf(samples); }

        public boolean exact() { return asked == step; }

        public boolean hasPrevious() { return place > 0; }

        public boolean hasNext() { return place + 1 < count; }
    }

    private final Runs runs;
    private final TaskExecutor tasks;
    private final ReadOnlyObjectWrapper<Opened> opened = new ReadOnlyObjectWrapper<>();
    private String wanted = "";

    public StepViewModel(Runs runs, TaskExecutor tasks) {
        this.runs = runs;
        this.tasks = tasks;
    }

    /** Null while none is open. */
    public ReadOnlyObjectProperty<Opened> openedProperty() { return opened.getReadOnlyProperty(); }

    /** Opens the recorded step nearest to {@code step}; the earlier of two. */
    public void open(String run, int step) {
        wanted = run;
        read(run, step, 0);
    }

    public void next() { move(1); }

    public void previous() { move(-1); }

    public void close() {
        wanted = "";
        opened.set(null);
    }

    private void move(int by) {
        Opened now = opened.get();
        if (now == null || now.count() == 0) return;
        read(now.run(), now.step(), by);
    }

    /** @param by recorded steps from the one nearest to {@code step} */
    private void read(String run, int step, int by) {
        tasks.run(BackgroundTask.of("Reading samples", progress -> find(run, step, by))
                .show(now -> { if (wanted.equals(run)) opened.set(now); })
                .latestOf("samples of a step").quietly());
    }

    private Opened find(String run, int step, int by) {
        int[] steps = runs.sampledSteps(run);
        List<StoredSample> answers = steps.length > 0 ? List.of() : answers(run);
        if (steps.length == 0) steps = answers.stream().mapToInt(one -> one.sample().step()).distinct().sorted().toArray();
        if (steps.length == 0) return new Opened(run, step, step, 0, 0, List.of());
        int at = Math.max(0, Math.min(steps.length - 1, nearest(steps, step) + by));
        int found = steps[at];
        List<RunSample> samples = (answers.isEmpty() ? runs.samplesAt(run, found, found)
                : answers.stream().filter(one -> one.sample().step() == found).toList())
                .stream().map(StoredSample::sample).toList();
        return new Opened(run, by == 0 ? step : found, found, at, steps.length, samples);
    }

    private List<StoredSample> answers(String run) {
        List<StoredSample> all = new ArrayList<>();
        List<StoredSample> some;
        do {
            some = runs.promptAnswers(run, all.isEmpty() ? 0 : all.get(all.size() - 1).row(), ANSWERS);
            all.addAll(some);
        } while (some.size() == ANSWERS);
        return all;
    }

    /** Index of the nearest of ascending numbers, the lower of two. */
    static int nearest(int[] rising, int to) {
        int at = Arrays.binarySearch(rising, to);
        if (at >= 0) return at;
        int right = -at - 1;
        if (right == 0) return 0;
        if (right == rising.length) return right - 1;
        return to - rising[right - 1] <= rising[right] - to ? right - 1 : right;
    }
}
