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
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Runs;

/** The list of runs, newest first, and which of them is looked at. */
public final class RunsViewModel {
    private final Runs runs;
    private final TaskExecutor tasks;
    private final ObservableList<RunRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<RunRow> selected = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Boolean> looked = new ReadOnlyObjectWrapper<>(false);
    private final RunViewModel current;
    private final WorkspaceWatch watch;
    private String wanted = "";

    public RunsViewModel(WorkspaceWatch watch, Runs runs, TaskExecutor tasks, Clock clock) {
        this.watch = watch;
        this.runs = runs;
        this.tasks = tasks;
        this.current = new RunViewModel(runs, tasks, clock);
        watch.contentsProperty().subscribe(contents -> update(contents.runs()));
        watch.lookedProperty().subscribe(now -> looked.set(now));
    }

    public ObservableList<RunRow> rows() { return FXCollections.unmodifiableObservableList(rows); }

    /** Null while there is none. */
    public ReadOnlyObjectProperty<RunRow> selectedProperty() { return selected.getReadOnlyProperty(); }

    /** False until the workspace has been looked at. */
    public ReadOnlyObjectProperty<Boolean> lookedProperty() { return looked.getReadOnlyProperty(); }

    /** The selected run as it goes on. */
    public RunViewModel current() { return current; }

    /** Turns to a run; one that the list does not have yet is turned to as soon as it has. */
    public void select(String id) {
        wanted = id;
        rows.stream().filter(row -> row.id().equals(id)).findFirst().ifPresent(this::choose);
    }

    /** Looks at the workspace now, not at the next turn of the watch. */
    public void refresh() { watch.look(); }

    /** Forgets a run at rest; the model it made stays. */
    public void delete(RunRow row) {
        tasks.run(BackgroundTask.of("Deleting the run", progress -> {
            runs.delete(row.id());
            return row;
        }).show(gone -> refresh()));
    }

    private void choose(RunRow row) {
        selected.set(row);
        current.open(row == null ? "" : row.id());
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
