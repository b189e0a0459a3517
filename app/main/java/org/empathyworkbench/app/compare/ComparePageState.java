package org.empathyworkbench.app.compare;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.workspace.Workspace;

/** Restores the page state when it is created and saves it on change, off the JavaFX thread. */
final class ComparePageState {
    /** The restored state. @param checkpoints of all runs if a column showed one, else none */
    record Found(Optional<CompareState> state, List<ColumnSource> checkpoints) { }

    private final Workspace workspace;
    private final TaskExecutor quick;

    ComparePageState(Workspace workspace, TaskExecutor quick) {
        this.workspace = workspace;
        this.quick = quick;
    }

    void read(WorkspaceColumns columns, Consumer<Found> then) {
        quick.run(BackgroundTask.of("Restoring the page", progress -> {
            Optional<CompareState> state = workspace.pageStates().get(CompareState.PAGE).flatMap(CompareState::parse);
            boolean checkpoints = state.map(left -> left.columns().stream().anyMatch(column -> column.key().startsWith("checkpoint:")))
                    .orElse(false);
            return new Found(state, checkpoints ? columns.checkpoints(workspace.runs().list()) : List.of());
        }).show(then::accept).quietly());
    }

    void keep(CompareState state) {
        String json = state.json();
        quick.run(BackgroundTask.of("Saving the page state", progress -> {
            workspace.pageStates().put(CompareState.PAGE, json);
            return json;
        }).latestOf("comparison state").quietly());
    }
}
