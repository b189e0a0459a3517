package org.empathyworkbench.app.shell;

import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.casestudy.CaseCollection;
import org.empathyworkbench.workspace.DatasetInfo;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.ResponseSetInfo;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;

/**
 * Polls the workspace. Other processes change it at any time, so the shell polls every second; a page polls at once after its own
 * changes.
 */
public final class WorkspaceWatch {
    /** One poll. Lists are newest first, except collections (by creation). */
    public record Contents(List<DatasetInfo> datasets, List<ModelInfo> models,
            List<RunInfo> runs, List<ResponseSetInfo> responseSets, List<CaseCollection> cases) {
        public static final Contents NONE = new Contents(List.of(), List.of(), List.of(), List.of(), List.of());

        public Contents {
            datasets = List.copyOf(datasets);
            models = List.copyOf(models);
            runs = List.copyOf(runs);
            responseSets = List.copyOf(responseSets);
            cases = List.copyOf(cases);
        }

        /** Names of the generators. */
        public List<String> generators() {
            return models.stream().filter(model -> model.kind() == ModelKind.GENERATOR).map(ModelInfo::name).toList();
        }

        /** Names of the identifier sets for all three mechanisms. */
        public List<String> identifierSets() {
            return models.stream().filter(ModelInfo::readsEveryMechanism).map(ModelInfo::name).toList();
        }

        /** Whether no run works or waits: then nothing happens here by itself. */
        boolean atRest() { return runs.stream().allMatch(run -> run.state().atRest()); }

        public long running() { return runs.stream().filter(run -> run.state() == RunState.RUNNING).count(); }
    }

    private final Workspace workspace;
    private final TaskExecutor tasks;
    private final Runnable beside;
    private final Runnable upkeep;
    private Seen seen;
    private final ReadOnlyObjectWrapper<Contents> contents = new ReadOnlyObjectWrapper<>(Contents.NONE);
    private final ReadOnlyObjectWrapper<Boolean> looked = new ReadOnlyObjectWrapper<>(false);

    /** A watch whose only upkeep marks runs whose process has ended. */
    public WorkspaceWatch(Workspace workspace, TaskExecutor tasks) { this(workspace, tasks, () -> workspace.runs().markInterrupted()); }

    /** @param upkeep done before each poll, off the JavaFX thread */
    public WorkspaceWatch(Workspace workspace, TaskExecutor tasks, Runnable upkeep) { this(workspace, tasks, () -> { }, upkeep); }

    /**
     * @param beside looked at each time too, away from the window: what lies outside the workspace
     * @param upkeep done away from the window before a look that reads
     */
    public WorkspaceWatch(Workspace workspace, TaskExecutor tasks, Runnable beside, Runnable upkeep) {
        this.beside = beside;
        this.workspace = workspace;
        this.tasks = tasks;
        this.upkeep = upkeep;
    }

    public ReadOnlyObjectProperty<Contents> contentsProperty() { return contents.getReadOnlyProperty(); }

    /** False until the first poll: distinguishes unknown from empty. */
    public ReadOnlyObjectProperty<Boolean> lookedProperty() { return looked.getReadOnlyProperty(); }

    public Contents contents() { return contents.get(); }

    public void look() {
        Seen before = seen;
        tasks.run(BackgroundTask.of("Reading the workspace", progress -> {
            beside.run();
            long version = workspace.version();
            if (before != null && before.version == version && before.contents.atRest()) return before;
            upkeep.run();
            return new Seen(version, new Contents(workspace.datasets().list(), workspace.models().list(), workspace.runs().list(),
                    workspace.responseSets().list(), workspace.cases().list()));
        }).show(now -> {
            seen = now;
            if (now != before && !now.contents.equals(contents.get())) contents.set(now.contents);
            looked.set(true);
        }).latestOf("workspace watch").quietly());
    }

    /** @param version of the database, as it was before the contents were read */
    private record Seen(long version, Contents contents) { }
}
