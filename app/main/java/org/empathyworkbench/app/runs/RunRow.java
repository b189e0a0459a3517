package org.empathyworkbench.app.runs;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.empathyworkbench.workspace.RunInfo;

/** A run in the list. The row stays while the run changes, so that a selection and a scroll position stay too. */
public final class RunRow {
    private final String id;
    private final ReadOnlyObjectWrapper<RunInfo> run;
    private final ReadOnlyStringWrapper best = new ReadOnlyStringWrapper("");

    RunRow(RunInfo run) {
        this.id = run.id();
        this.run = new ReadOnlyObjectWrapper<>(run);
    }

    public String id() { return id; }

    public ReadOnlyObjectProperty<RunInfo> runProperty() { return run.getReadOnlyProperty(); }

    /** The best that the run has reached so far, such as {@code perplexity 24.1}; empty while there is nothing to say. */
    public ReadOnlyStringProperty bestProperty() { return best.getReadOnlyProperty(); }

    void update(RunInfo now) { run.set(now); }

    void best(String words) { best.set(words); }
}
