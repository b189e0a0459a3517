package org.empathyworkbench.app.runs;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.journal.FailedBatch;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Runs;

/** The batch at which a run stopped because of a non-finite value; only failed runs have one. */
public final class FailedBatchViewModel {
    private final Runs runs;
    private final TaskExecutor tasks;
    private final ReadOnlyObjectWrapper<FailedBatch> batch = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();
    private String shown = "";

    FailedBatchViewModel(Runs runs, TaskExecutor tasks) {
        this.runs = runs;
        this.tasks = tasks;
    }

    /** Null if there is none. */
    public ReadOnlyObjectProperty<FailedBatch> batchProperty() { return batch.getReadOnlyProperty(); }

    /** Why the stored batch cannot be read; null if it can. */
    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    /** Sets the run, null for none; reads only for another run or failure. */
    void of(RunInfo run) {
        String wanted = run == null || run.state() != RunState.FAILED ? "" : run.id() + " " + run.finishedAt();
        if (wanted.equals(shown)) return;
        shown = wanted;
        batch.set(null);
        problem.set(null);
        if (wanted.isEmpty()) return;
        tasks.run(BackgroundTask.of("Reading the failed batch", progress -> FailedBatch.in(runs.folder(run.id())))
                .show(found -> { if (wanted.equals(shown)) batch.set(found.orElse(null)); })
                .failed(failure -> { if (wanted.equals(shown)) problem.set(UserMessage.of(failure)); }).quietly());
    }
}
