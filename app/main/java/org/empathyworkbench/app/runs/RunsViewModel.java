package org.empathyworkbench.app.runs;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.empathyworkbench.app.control.BackgroundTask;
import org.empathyworkbench.app.control.TaskExecutor;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Runs;
import org.empathyworkbench.workspace.Workspace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The list of runs, newest first, and which of them is looked at. */
public final class RunsViewModel {
    private static final Logger LOG = LoggerFactory.getLogger(RunsViewModel.class);
    private final Runs runs;
    private final String folder;
    private final TaskExecutor tasks;
    private final ObservableList<RunRow> rows = FXCollections.observableArrayList();
    private final ObservableList<RunRow> rowsToRead = FXCollections.unmodifiableObservableList(rows);
    private final ReadOnlyObjectWrapper<RunRow> selected = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Boolean> looked = new ReadOnlyObjectWrapper<>(false);
    private final RunViewModel current;
    private final RunSelection selection = new RunSelection();
    private final ChartsViewModel charts;
    private final StepViewModel step;
    private final WorkspaceWatch watch;
    private final ReadOnlyObjectWrapper<RecipeLines> recipe = new ReadOnlyObjectWrapper<>();
    private String wanted = "";

    public RunsViewModel(WorkspaceWatch watch, Workspace workspace, RunControl control, TaskExecutor tasks, Clock clock) {
        this.watch = watch;
        this.runs = workspace.runs();
        this.folder = workspace.folder().toString();
        this.tasks = tasks;
        this.current = new RunViewModel(runs, control, tasks, clock);
        this.charts = new ChartsViewModel(current, selection, runs, tasks);
        this.step = new StepViewModel(runs, tasks);
        watch.contentsProperty().subscribe(contents -> update(contents.runs()));
        watch.lookedProperty().subscribe(now -> looked.set(now));
    }

    public ObservableList<RunRow> rows() { return rowsToRead; }

    /** Null while there is none. */
    public ReadOnlyObjectProperty<RunRow> selectedProperty() { return selected.getReadOnlyProperty(); }

    /** False until the workspace has been looked at. */
    public ReadOnlyObjectProperty<Boolean> lookedProperty() { return looked.getReadOnlyProperty(); }

    /** The selected run as it goes on. */
    public RunViewModel current() { return current; }

    /** The runs that are drawn together with the selected one; the list's check boxes write it. */
    public RunSelection selection() { return selection; }

    /** What is drawn of the selected run and of those chosen to stand beside it. */
    public ChartsViewModel charts() { return charts; }

    /** The responses behind a point of a chart. */
    public StepViewModel step() { return step; }

    /** Turns to a run; one that the list does not have yet is turned to as soon as it has. */
    public void select(String id) {
        wanted = id;
        rows.stream().filter(row -> row.id().equals(id)).findFirst().ifPresent(this::choose);
    }

    /** What the selected run follows; null while that is being read, and when this version of the program cannot read it. */
    ReadOnlyObjectProperty<RecipeLines> recipeProperty() { return recipe.getReadOnlyProperty(); }

    /** Looks at the workspace now, not at the next turn of the watch. */
    public void refresh() { watch.look(); }

    /** Forgets a run at rest; the model it made stays. */
    public void delete(String id) {
        tasks.run(BackgroundTask.of("Deleting the run", progress -> {
            runs.delete(id);
            return id;
        }).show(gone -> refresh()));
    }

    private void choose(RunRow row) {
        if (selected.get() == row) return;
        selected.set(row);
        recipe.set(null);
        current.open(row == null ? "" : row.id());
        if (row == null) return;
        RunInfo run = row.runProperty().get();
        tasks.run(BackgroundTask.of("Reading the recipe", progress -> RecipeLines.of(run.recipe(), run.id(), folder)).show(recipe::set)
                .failed(unreadable -> LOG.info("The recipe of run {} is shown to nobody", run.id(), unreadable)).latestOf("recipe of a run").quietly());
    }

    private void update(List<RunInfo> now) {
        Map<String, RunRow> known = new HashMap<>();
        rows.forEach(row -> known.put(row.id(), row));
        for (RunInfo run : now) {
            RunRow row = known.get(run.id());
            if (row == null) {
                known.put(run.id(), row = new RunRow(run));
                measure(row, run);
            } else if (!row.runProperty().get().equals(run)) {
                row.update(run);
                measure(row, run);
            }
        }
        List<RunRow> order = now.stream().map(run -> known.get(run.id())).toList();
        if (!order.equals(rows)) rows.setAll(order);
        selection.ids().removeIf(id -> order.stream().noneMatch(row -> row.id().equals(id)));
        RunRow wish = order.stream().filter(row -> row.id().equals(wanted)).findFirst().orElse(null);
        if (wish != null) choose(wish);
        else if (selected.get() == null || !order.contains(selected.get())) choose(order.isEmpty() ? null : order.get(0));
        wanted = wish == null ? wanted : "";
    }

    private void measure(RunRow row, RunInfo run) {
        tasks.run(BackgroundTask.of("Measuring the run", progress -> BestSoFar.of(runs, run)).show(row::best)
                .latestOf("best of " + run.id()).quietly());
    }
}
