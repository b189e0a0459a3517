package org.empathyworkbench.app.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.run.RunMetric;
import org.empathyworkbench.run.RunMetrics;
import org.empathyworkbench.sweep.SweepControl;
import org.empathyworkbench.sweep.SweepState;
import org.empathyworkbench.sweep.SweepTable;
import org.empathyworkbench.sweep.SweepText;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;

/** The sweeps of the workspace, newest first, the selected one, and its table. */
public final class SweepsViewModel {
    private final WorkspaceWatch watch;
    private final Workspace workspace;
    private final SweepControl control;
    private final TaskExecutor tasks;
    private final Clock clock;
    private final NewSweepViewModel newSweep;
    private final ObservableList<SweepState> sweeps = FXCollections.observableArrayList();
    private final ObservableList<SweepState> sweepsToRead = FXCollections.unmodifiableObservableList(sweeps);
    private final ReadOnlyObjectWrapper<SweepState> selected = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<SweepTable> table = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();
    private final IntegerProperty baseline = new SimpleIntegerProperty(-1);
    private final ObservableList<RunMetric> figures = FXCollections.observableArrayList();
    private final ObservableList<RunMetric> offered = FXCollections.observableArrayList();
    private final BooleanProperty onTest = new SimpleBooleanProperty();
    private final EvaluationViewModel evaluation;
    private String wanted = "";

    public SweepsViewModel(WorkspaceWatch watch, Workspace workspace, SweepControl control,
            TaskExecutor tasks, Clock clock, NewSweepViewModel newSweep) {
        this.watch = watch;
        this.workspace = workspace;
        this.control = control;
        this.tasks = tasks;
        this.clock = clock;
        this.newSweep = newSweep;
        evaluation = new EvaluationViewModel(selected.getReadOnlyProperty(), watch, control, tasks, this::look, clock);
        watch.contentsProperty().subscribe(contents -> look());
        onTest.subscribe(now -> columns());
        baseline.subscribe(now -> fill());
        figures.addListener((ListChangeListener<RunMetric>) change -> fill());
    }

    public NewSweepViewModel newSweep() { return newSweep; }

    /** Evaluation of the selected sweep's models. */
    public EvaluationViewModel evaluation() { return evaluation; }

    /** True for metrics of the evaluation, false for those of the training curves. */
    public BooleanProperty onTestProperty() { return onTest; }

    public ObservableList<SweepState> sweeps() { return sweepsToRead; }

    /** Null if there is none. */
    public ReadOnlyObjectProperty<SweepState> selectedProperty() { return selected.getReadOnlyProperty(); }

    /** Table of the selected sweep; null until computed. */
    public ReadOnlyObjectProperty<SweepTable> tableProperty() { return table.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    /** Baseline row of the t-tests; -1 for none. */
    public IntegerProperty baselineProperty() { return baseline; }

    /** The table's columns. Mutable. */
    public ObservableList<RunMetric> figures() { return figures; }

    /** Available columns: the default metrics of the kind, and all other recorded ones. */
    public ObservableList<RunMetric> offered() { return offered; }

    public Instant now() { return clock.instant(); }

    /** Selects a sweep, now or when it is listed. */
    public void select(String name) {
        wanted = name;
        sweeps.stream().filter(sweep -> sweep.name().equals(name)).findFirst().ifPresent(this::choose);
    }

    public void pause() { act("Pausing the sweep", control::pause); }

    public void resume() { act("Resuming the sweep", control::resume); }

    public void stop() { act("Stopping the sweep", control::stop); }

    /** Deletes the selected sweep; its runs are kept. */
    public void forget() {
        act("Deleting the sweep", name -> {
            control.forget(name);
            return null;
        });
    }

    /** The table as text, for the clipboard. */
    public String copy() { return table.get() == null ? "" : SweepText.tabs(table.get()); }

    /** Exports the table; the file extension selects the format. @param done receives the file */
    public void export(Path file, Consumer<Path> done) {
        SweepTable now = table.get();
        problem.set(null);
        tasks.run(BackgroundTask.of("Exporting the table", progress -> {
            try {
                AtomicFile.write(file, SweepText.of(now, file.getFileName().toString()));
                return file;
            } catch (IOException e) {
                throw new UserInputException("The table could not be written to " + file + ": "
                        + FileFault.words(e) + ". The sweep is unchanged. Choose another folder.", e);
            }
        }).show(done).failed(failure -> problem.set(UserMessage.of(failure))));
    }

    private void act(String what, Function<String, SweepState> action) {
        if (selected.get() == null) return;
        String name = selected.get().name();
        problem.set(null);
        tasks.run(BackgroundTask.of(what, progress -> new Done(action.apply(name))).show(done -> {
            watch.look();
            look();
        }).failed(failure -> problem.set(UserMessage.of(failure))));
    }

    private record Done(SweepState state) { }

    void look() {
        tasks.run(BackgroundTask.of("Reading the sweeps", progress -> control.list()).show(this::take).latestOf("sweeps").quietly());
    }

    private void take(List<SweepState> now) {
        SweepState before = selected.get();
        if (!now.equals(sweeps)) sweeps.setAll(now);
        SweepState wish = now.stream().filter(sweep -> sweep.name().equals(wanted)).findFirst().orElse(null);
        if (wish != null) wanted = "";
        SweepState same = before == null ? null : now.stream().filter(sweep -> sweep.name().equals(before.name())).findFirst().orElse(null);
        choose(wish != null ? wish : same != null ? same : now.isEmpty() ? null : now.get(0));
    }

    private void choose(SweepState now) {
        SweepState before = selected.get();
        if (now != null && now.equals(before)) return;
        boolean other = now == null || before == null || !now.name().equals(before.name());
        selected.set(now);
        if (other) {
            table.set(null);
            RunKind kind = now == null ? null : now.plan().recipe().kind();
            baseline.set(now != null && now.plan().rows().size() > 1 ? 0 : -1);
            if (kind == RunKind.IDENTIFIERS) onTest.set(false);
            columns();
        }
        fill();
    }

    /** Default columns. */
    private void columns() {
        List<RunMetric> all = known();
        offered.setAll(all);
        figures.setAll(onTest.get() ? RunMetrics.usualOfEvaluation() : all);
    }

    private List<RunMetric> known() {
        SweepState now = selected.get();
        return now == null ? List.of() : onTest.get() ? RunMetrics.evaluated() : RunMetrics.of(now.plan().recipe().kind());
    }

    private void fill() {
        SweepState state = selected.get();
        if (state == null) return;
        List<RunMetric> columns = List.copyOf(figures);
        int against = baseline.get();
        tasks.run(BackgroundTask.of("Reading the sweep's metrics",
                progress -> new Filled(SweepTable.of(workspace, state, columns, against), metrics(state))).show(filled -> {
                    if (selected.get() == null || !selected.get().name().equals(state.name())) return;
                    table.set(filled.table());
                    List<RunMetric> all = new ArrayList<>(known());
                    if (!onTest.get())
                        filled.metrics().stream().filter(metric -> all.stream().noneMatch(one -> one.metric().equals(metric)))
                                .map(RunMetric::parse).forEach(all::add);
                    if (!all.equals(offered)) offered.setAll(all);
                }).failed(failure -> problem.set(UserMessage.of(failure))).latestOf("table of a sweep").quietly());
    }

    private record Filled(SweepTable table, List<String> metrics) { }

    /** Metrics of the first finished run, without system metrics (memory, speed). */
    private List<String> metrics(SweepState state) {
        return state.runs().stream().filter(run -> run.state() == RunState.FINISHED).findFirst().map(RunInfo::id)
                .map(workspace.runs()::metricNames).orElse(List.of()).stream()
                .filter(name -> !name.startsWith("memory/")).toList();
    }
}
