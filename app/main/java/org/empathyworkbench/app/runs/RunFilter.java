package org.empathyworkbench.app.runs;

import java.util.List;
import java.util.Locale;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.RunState;

/** Filter of runs. Null means all. */
public final class RunFilter {
    private final StringProperty text = new SimpleStringProperty("");
    private final ObjectProperty<RunState> state = new SimpleObjectProperty<>();
    private final ObjectProperty<RunKind> kind = new SimpleObjectProperty<>();
    private final ObjectProperty<String> tag = new SimpleObjectProperty<>();
    private final BooleanProperty starred = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper active = new ReadOnlyBooleanWrapper();

    RunFilter() {
        listen(o -> active.set(!text.get().isBlank() || state.get() != null || kind.get() != null || tag.get() != null || starred.get()));
    }

    void listen(InvalidationListener listener) {
        List.of(text, state, kind, tag, starred).forEach(property -> property.addListener(listener));
    }

    /** Text query: every word must occur in the run's name, id, preset, model, sweep, tags, note or changed settings. */
    public StringProperty textProperty() { return text; }

    public ObjectProperty<RunState> stateProperty() { return state; }

    public ObjectProperty<RunKind> kindProperty() { return kind; }

    public ObjectProperty<String> tagProperty() { return tag; }

    public BooleanProperty starredProperty() { return starred; }

    /** Whether any criterion is set. */
    public ReadOnlyBooleanProperty activeProperty() { return active.getReadOnlyProperty(); }

    public void clear() {
        text.set("");
        state.set(null);
        kind.set(null);
        tag.set(null);
        starred.set(false);
    }

    boolean leaves(RunRow row) {
        RunInfo run = row.runProperty().get();
        if (state.get() != null && run.state() != state.get() || kind.get() != null && run.kind() != kind.get()) return false;
        if (tag.get() != null && !run.marks().tags().contains(tag.get()) || starred.get() && !run.marks().starred()) return false;
        if (text.get().isBlank()) return true;
        String words = String.join("\n", run.name(), run.id(), run.preset(), run.model(), run.sweep(),
                String.join("\n", run.marks().tags()), run.marks().note(), row.changesProperty().get())
                .toLowerCase(Locale.ROOT);
        for (String wanted : text.get().toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (!words.contains(wanted)) return false;
        }
        return true;
    }
}
