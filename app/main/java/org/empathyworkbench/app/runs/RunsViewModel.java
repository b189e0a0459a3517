package org.empathyworkbench.app.runs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.io.RegularFiles;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.RecipeCommand;
import org.empathyworkbench.recipe.RecipeDifference;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.run.Rerun;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.run.RunMetrics;
import org.empathyworkbench.run.RunRecord;
import org.empathyworkbench.workspace.RunAnnotations;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunTrash;
import org.empathyworkbench.workspace.Runs;
import org.empathyworkbench.workspace.Workspace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of the workspace, newest first: filter, selection, and actions on several. */
public final class RunsViewModel {
    private static final Logger LOG = LoggerFactory.getLogger(RunsViewModel.class);
    private final Workspace workspace;
    private final Runs runs;
    private final RunControl control;
    private final TaskExecutor tasks;
    private final ObservableList<RunRow> rows = FXCollections.observableArrayList();
    private final FilteredList<RunRow> shown = new FilteredList<>(rows);
    private final ObservableList<RunRow> shownToRead = FXCollections.unmodifiableObservableList(shown);
    private final ObservableList<String> tags = FXCollections.observableArrayList();
    private final ObservableList<String> tagsToRead = FXCollections.unmodifiableObservableList(tags);
    private final RunFilter filter = new RunFilter();
    private final ObjectProperty<RunsLayout> layout = new SimpleObjectProperty<>(RunsLayout.LIST);
    private final ReadOnlyObjectWrapper<RunRow> selected = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Boolean> looked = new ReadOnlyObjectWrapper<>(false);
    private final ReadOnlyLongWrapper changes = new ReadOnlyLongWrapper();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper onlyTrash = new ReadOnlyBooleanWrapper();
    private final RunViewModel current;
    private final RunSelection selection = new RunSelection();
    private final ChartsViewModel charts;
    private final StepViewModel step;
    private final WorkspaceWatch watch;
    private final ReadOnlyObjectWrapper<RecipeLines> recipe = new ReadOnlyObjectWrapper<>();
    private String wanted = "";

    public RunsViewModel(WorkspaceWatch watch, Workspace workspace, RunControl control, TaskExecutor tasks, Clock clock) {
        this.watch = watch;
        this.workspace = workspace;
        this.runs = workspace.runs();
        this.control = control;
        this.tasks = tasks;
        this.current = new RunViewModel(runs, control, tasks, clock);
        this.charts = new ChartsViewModel(current, selection, runs, tasks);
        this.step = new StepViewModel(runs, tasks);
        filter.listen(o -> sift());
        watch.contentsProperty().subscribe(contents -> update(contents.runs()));
        watch.lookedProperty().subscribe(now -> looked.set(now));
    }

    /** The runs that match the filter. */
    public ObservableList<RunRow> rows() { return shownToRead; }

    /** Number of runs, unfiltered. */
    public int count() { return rows.size(); }

    public RunFilter filter() { return filter; }

    ObjectProperty<RunsLayout> layoutProperty() { return layout; }

    /** All tags in alphabetical order. */
    public ObservableList<String> tags() { return tagsToRead; }

    /** Incremented when the text of any row changes. */
    public ReadOnlyLongProperty changesProperty() { return changes.getReadOnlyProperty(); }

    /** Whether all runs are in the trash; the page then links to it. */
    public ReadOnlyBooleanProperty onlyTrashProperty() { return onlyTrash.getReadOnlyProperty(); }

    /** Error of the last action; null for none. */
    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    /** Null if there is none. */
    public ReadOnlyObjectProperty<RunRow> selectedProperty() { return selected.getReadOnlyProperty(); }

    /** False until the workspace has been read. */
    public ReadOnlyObjectProperty<Boolean> lookedProperty() { return looked.getReadOnlyProperty(); }

    /** View model of the selected run. */
    public RunViewModel current() { return current; }

    /** Runs overlaid on the selected one; written by list and table. */
    public RunSelection selection() { return selection; }

    /** Charts of the selected run and the overlaid ones. */
    public ChartsViewModel charts() { return charts; }

    /** Responses at a point of a chart. */
    public StepViewModel step() { return step; }

    /** Selects a run, now or when it is listed. */
    public void select(String id) {
        wanted = id;
        rows.stream().filter(row -> row.id().equals(id)).findFirst().ifPresent(this::choose);
    }

    /** Recipe of the selected run; null while loading, and if this version cannot read it. */
    ReadOnlyObjectProperty<RecipeLines> recipeProperty() { return recipe.getReadOnlyProperty(); }

    /** Reads the workspace now instead of at the next poll. */
    public void refresh() { watch.look(); }

    /** Changes tags and notes of runs. */
    public void mark(List<String> ids, UnaryOperator<RunAnnotations> change) {
        act("Saving tags and notes", () -> ids.forEach(id -> runs.mark(id, change)), done -> current.look());
    }

    /** Moves runs to the trash. @param done called when all are in the trash */
    public void trash(List<String> ids, Runnable done) {
        act("Moving to the trash", () -> ids.forEach(runs.trash()::put), any -> done.run());
    }

    public void restore(List<String> ids) { act("Restoring runs", () -> ids.forEach(runs.trash()::restore), done -> { }); }

    /** Deletes runs from the trash permanently. @param done called when they are deleted */
    public void delete(List<String> ids, Runnable done) {
        act("Deleting runs", () -> ids.forEach(runs.trash()::delete), any -> done.run());
    }

    /** Reads the trash. */
    public void readTrash(Consumer<List<RunTrash.Trashed>> show) { read("Reading the trash", progress -> runs.trash().list(), show); }

    /** Computes the differences between the recipes of some runs. */
    public void compare(List<RunInfo> which, Consumer<List<RecipeDifference>> show) {
        read("Comparing settings", progress -> RecipeDifference.between(which.stream().map(RunsViewModel::recipeOf).toList()), show);
    }

    /** The command line that repeats a run. */
    public void command(RunInfo run, Consumer<String> show) {
        read("Copying the command", progress -> RecipeCommand.of(workspace, run).text(), show);
    }

    /** The recipe of a run. */
    public void recipe(RunInfo run, Consumer<Recipe> show) { read("Reading the recipe", progress -> recipeOf(run), show); }

    /** Writes the record of a run to a file, atomically. @param done receives the file */
    public void exportRecord(RunInfo run, Path to, Consumer<Path> done) {
        read("Exporting the record", progress -> {
            Path record = runs.folder(run.id()).resolve(RunRecord.FILE);
            if (!Files.exists(record))
                throw new UserInputException("The run \"" + run.name()
                        + "\" has no record: it has not started, or was made by an earlier version of the program. Nothing was written.");
            RegularFiles.require(record);
            AtomicFile.write(to, out -> Files.copy(record, out));
            return to;
        }, done);
    }

    /** Compares a record with the workspace. */
    public void readRecord(Path file, Consumer<Rerun> show) {
        read("Comparing data and models with the record", progress -> Rerun.of(workspace, RunRecord.read(file)), show);
    }

    /** Runs a record again, whatever differs. @param started receives the new run's id */
    public void rerun(Rerun rerun, Consumer<String> started) {
        read("Starting the run", progress -> control.rerun(rerun).id(), id -> {
            refresh();
            select(id);
            started.accept(id);
        });
    }

    private static Recipe recipeOf(RunInfo run) { return Recipes.parse(run.recipe(), "The recipe of run " + run.id()); }

    private <T> void read(String what, BackgroundTask.Compute<T> compute, Consumer<T> show) {
        problem.set(null);
        tasks.run(BackgroundTask.of(what, compute).show(show).failed(failure -> problem.set(UserMessage.of(failure))));
    }

    private void act(String what, Runnable action, Consumer<Boolean> done) {
        problem.set(null);
        tasks.run(BackgroundTask.of(what, progress -> {
            action.run();
            return true;
        }).show(any -> {
            refresh();
            done.accept(any);
        }).failed(failure -> {
            problem.set(UserMessage.of(failure));
            refresh();
        }));
    }

    private void choose(RunRow row) {
        if (selected.get() == row) return;
        selected.set(row);
        recipe.set(null);
        current.open(row == null ? "" : row.id());
        if (row == null) return;
        RunInfo run = row.runProperty().get();
        tasks.run(BackgroundTask.of("Reading the recipe", progress -> RecipeLines.of(workspace, run)).show(recipe::set)
                .failed(unreadable -> LOG.info("The recipe of run {} is no longer shown", run.id(), unreadable))
                .latestOf("recipe of a run").quietly());
    }

    private void update(List<RunInfo> now) {
        Map<String, RunRow> known = new HashMap<>();
        rows.forEach(row -> known.put(row.id(), row));
        boolean changed = false;
        for (RunInfo run : now) {
            RunRow row = known.get(run.id());
            if (row == null) {
                known.put(run.id(), row = new RunRow(run));
                measure(row, run, true);
            } else if (!row.runProperty().get().equals(run)) {
                row.update(run);
                changed = true;
                measure(row, run, false);
            }
        }
        List<RunRow> order = now.stream().map(run -> known.get(run.id())).toList();
        if (!order.equals(rows)) rows.setAll(order);
        selection.ids().removeIf(id -> order.stream().noneMatch(row -> row.id().equals(id)));
        List<String> words = now.stream().flatMap(run -> run.marks().tags().stream()).distinct()
                .sorted(String.CASE_INSENSITIVE_ORDER).toList();
        if (!words.equals(tags)) tags.setAll(words);
        if (filter.tagProperty().get() != null && !words.contains(filter.tagProperty().get())) filter.tagProperty().set(null);
        if (changed) said();
        if (!now.isEmpty()) onlyTrash.set(false);
        else
            tasks.run(BackgroundTask.of("Reading the trash", progress -> !runs.trash().list().isEmpty())
                    .show(any -> onlyTrash.set(any && rows.isEmpty())).latestOf("trash").quietly());
        RunRow wish = order.stream().filter(row -> row.id().equals(wanted)).findFirst().orElse(null);
        if (wish != null) choose(wish);
        else if (selected.get() == null || !order.contains(selected.get()))
            choose(shown.isEmpty() ? order.isEmpty() ? null : order.get(0) : shown.get(0));
        wanted = wish == null ? wanted : "";
    }

    /** Row texts changed: tables refresh and the filter is applied again. */
    private void said() {
        changes.set(changes.get() + 1);
        if (filter.activeProperty().get()) sift();
    }

    private void sift() { shown.setPredicate(filter.activeProperty().get() ? filter::leaves : null); }

    private void measure(RunRow row, RunInfo run, boolean first) {
        String before = row.changesProperty().get();
        tasks.run(BackgroundTask.of("Measuring the size of the run",
                progress -> new Measured(RunScore.of(RunMetrics.best(runs, run)), first ? changesOf(run) : before)).show(now -> {
                    row.best(now.best());
                    row.changes(now.changes());
                    said();
                }).latestOf("best of " + run.id()).quietly());
    }

    private record Measured(RunScore best, String changes) { }

    private static String changesOf(RunInfo run) {
        try {
            return RecipeDifference.changes(recipeOf(run));
        } catch (UserInputException unreadable) {
            return "";                  // of another version (reported on the run's page)
        }
    }
}
