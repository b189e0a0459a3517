package org.empathyworkbench.app.runs;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.empathyworkbench.workspace.RunInfo;

/** Row of a run in list and table. The object is kept while the run changes, so that selection and scroll position are kept. */
public final class RunRow {
    private final String id;
    private final ReadOnlyObjectWrapper<RunInfo> run;
    private final ReadOnlyObjectWrapper<RunScore> best = new ReadOnlyObjectWrapper<>(RunScore.NONE);
    private final ReadOnlyStringWrapper changes = new ReadOnlyStringWrapper("");

    RunRow(RunInfo run) {
        this.id = run.id();
        this.run = new ReadOnlyObjectWrapper<>(run);
    }

    public String id() { return id; }

    public ReadOnlyObjectProperty<RunInfo> runProperty() { return run.getReadOnlyProperty(); }

    /** The best score so far. */
    public ReadOnlyObjectProperty<RunScore> bestProperty() { return best.getReadOnlyProperty(); }

    /** Settings that differ from the preset, such as {@code beta 0.02, steps 200}; empty for none, and until read. */
    public ReadOnlyStringProperty changesProperty() { return changes.getReadOnlyProperty(); }

    void update(RunInfo now) { run.set(now); }

    void best(RunScore now) { best.set(now); }

    void changes(String words) { changes.set(words); }
}
