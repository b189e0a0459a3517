package org.empathyworkbench.app.compare;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.workspace.Workspace;

/** How the page was left, read when it is made and kept when it changes, away from the window. */
final class ComparePageState {
    /** What was found. @param checkpoints of all runs when one of them stood in a column, else none */
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
