package org.empathyworkbench.app.sweep;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.sweep.EvaluationPlan;
import org.empathyworkbench.sweep.SweepControl;
import org.empathyworkbench.sweep.SweepState;
import org.empathyworkbench.workspace.SweepEvaluationInfo;

/** Evaluation of a sweep's models on the test split: settings, progress, outcome. Runs as a separate process. */
public final class EvaluationViewModel {
    private final ReadOnlyObjectProperty<SweepState> sweep;
    private final SweepControl control;
    private final TaskExecutor tasks;
    private final Runnable look;
    private final Clock clock;
    private final ObservableList<String> sets = FXCollections.observableArrayList();
    private final ObjectProperty<String> identifiers = new SimpleObjectProperty<>();
    private final StringProperty contexts = new SimpleStringProperty(String.valueOf(EvaluationPlan.EXAMPLES));
    private final ReadOnlyStringWrapper missing = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper starting = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<SweepEvaluationInfo> state = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();

    EvaluationViewModel(ReadOnlyObjectProperty<SweepState> sweep, WorkspaceWatch watch,
            SweepControl control, TaskExecutor tasks, Runnable look, Clock clock) {
        this.sweep = sweep;
        this.control = control;
        this.tasks = tasks;
        this.look = look;
        this.clock = clock;
        watch.contentsProperty().subscribe(now -> {
            if (!now.identifierSets().equals(sets)) sets.setAll(now.identifierSets());
            suggest();
        });
        sweep.subscribe((before, now) -> {
            if (before == null || now == null || !before.name().equals(now.name())) {
                identifiers.set(null);
                problem.set(null);
                suggest();
            }
            state.set(now == null ? null : now.evaluation());
            check();
        });
        contexts.subscribe(this::check);
        identifiers.subscribe(this::check);
    }

    /** The sweep's identifiers if any, else the first set for all mechanisms. */
    private void suggest() {
        if (sweep.get() == null || identifiers.get() != null && sets.contains(identifiers.get())) return;
        String own = sweep.get().plan().recipe().identifiers();
        identifiers.set(sets.contains(own) ? own : sets.isEmpty() ? null : sets.get(0));
    }

    private void check() {
        SweepState now = sweep.get();
        missing.set(now == null || !now.answers() ? "No run has finished with a model yet."
                : !contexts.get().strip().matches("\\d{1,7}") ? "Enter the number of contexts; 0 for all." : "");
    }

    /** Identifier sets for all three mechanisms. */
    public ObservableList<String> sets() { return sets; }

    /** Identifiers of the evaluation; null without any set: Emp-F1 and reward are then omitted. */
    public ObjectProperty<String> identifiersProperty() { return identifiers; }

    /** Number of contexts; 0 for the whole split. */
    public StringProperty contextsProperty() { return contexts; }

    /** Why it cannot be started; empty when it can. */
    public ReadOnlyStringProperty missingProperty() { return missing.getReadOnlyProperty(); }

    /** True from the click until the process exists. */
    public ReadOnlyBooleanProperty startingProperty() { return starting.getReadOnlyProperty(); }

    /** The latest evaluation; null if there was none. */
    public ReadOnlyObjectProperty<SweepEvaluationInfo> stateProperty() { return state.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    public boolean running() { return starting.get() || state.get() != null && state.get().running(); }

    /** {@code ed-ppo-2 (2 of 8)  ·  about 3 min left}, or the outcome; empty if there was none. */
    public String words() {
        SweepEvaluationInfo now = state.get();
        if (starting.get() && !(now != null && now.running())) return "Starting\u2026";
        if (now == null) return "";
        if (!now.running()) return now.message();
        return (now.stopRequested() ? "Stopping\u2026" : now.what()) + (now.remaining(clock.instant()) == null
                ? "" : "  \u00b7  about " + SweepWords.about(now.remaining(clock.instant())) + " left");
    }

    /** Evaluates the models of the selected sweep. */
    public void start() {
        if (sweep.get() == null || running() || !missing.get().isEmpty()) return;
        String name = sweep.get().name();
        EvaluationPlan plan = EvaluationPlan.on(sweep.get().plan().recipe().dataset(),
                identifiers.get() == null ? List.of() : List.of(identifiers.get()))
                .withExamples(Integer.parseInt(contexts.get().strip()));
        starting.set(true);
        act("Starting the evaluation", () -> control.evaluate(name, plan));
    }

    /** Requests a stop; finished evaluations are kept. */
    public void stop() {
        if (sweep.get() == null) return;
        String name = sweep.get().name();
        act("Stopping the evaluation", () -> control.stopEvaluation(name));
    }

    /** Polls its progress. */
    public void look() { look.run(); }

    private void act(String what, Supplier<SweepState> action) {
        problem.set(null);
        tasks.run(BackgroundTask.of(what, progress -> action.get()).show(now -> {
            if (sweep.get() != null && sweep.get().name().equals(now.name())) state.set(now.evaluation());
            starting.set(false);
            look.run();
        }).failed(failure -> {
            starting.set(false);
            problem.set(UserMessage.of(failure));
        }));
    }
}
