package org.empathyworkbench.app.demo;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.demo.DemoCase;
import org.empathyworkbench.demo.DemoFolder;
import org.empathyworkbench.demo.DemoOutcome;
import org.empathyworkbench.demo.DemoRecord;

/**
 * The demo of the open workspace. It is a separate process, which any window or terminal may have started; {@link #look} reads its state
 * from the workspace.
 */
public final class DemoViewModel {
    private static final String CASE = "demo-case:";

    private final DemoFolder folder;
    private final LongConsumer launch;
    private final TaskExecutor tasks;
    private final ReadOnlyObjectWrapper<DemoRecord> record = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper starting = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper stopping = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();

    /** @param launch starts the demo's process with a seed and returns at once; called off the JavaFX thread */
    public DemoViewModel(DemoFolder folder, LongConsumer launch, TaskExecutor tasks) {
        this.folder = folder;
        this.launch = launch;
        this.tasks = tasks;
    }

    /** State of the latest demo; null when there is none. */
    public ReadOnlyObjectProperty<DemoRecord> recordProperty() { return record.getReadOnlyProperty(); }

    /** True from the click until the process exists. */
    public ReadOnlyBooleanProperty startingProperty() { return starting.getReadOnlyProperty(); }

    /** True from the request until the demo has stopped. */
    public ReadOnlyBooleanProperty stoppingProperty() { return stopping.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    public boolean running() { return starting.get() || (record.get() != null && record.get().running()); }

    public void look() {
        tasks.run(BackgroundTask.of("Reading the "
                + "demo's state", progress -> folder.read()).show(this::take).latestOf("demo look").quietly());
    }

    /** Starts the demo, unless one is running. After a finished one, the next seed is used. */
    public void start() {
        if (running()) return;
        starting.set(true);
        problem.set(null);
        long seed = nextSeed();
        tasks.run(BackgroundTask.of("Starting the demo", progress -> {
            launch.accept(seed);
            return folder.read();
        }).show(now -> {
            starting.set(false);
            take(now);
        }).failed(failure -> {
            starting.set(false);
            problem.set(UserMessage.of(failure));
        }));
    }

    /** Seed of the next demo. */
    public long nextSeed() {
        DemoRecord last = record.get();
        return last == null ? 1 : last.state() == DemoRecord.State.FINISHED ? last.seed() + 1 : last.seed();
    }

    /** Requests a stop; its runs finish their step and save. */
    public void stop() {
        if (record.get() == null || !record.get().running() || stopping.get()) return;
        stopping.set(true);
        tasks.run(BackgroundTask.of("Stopping the demo", progress -> {
            folder.requestStop();
            return true;
        }).failed(failure -> {
            stopping.set(false);
            problem.set(UserMessage.of(failure));
        }).quietly());
    }

    /** Results of the last finished demo. */
    public Optional<DemoOutcome> outcome() { return Optional.ofNullable(record.get()).map(DemoRecord::outcome); }

    /** Navigation subject for the case of that number. */
    public static String subject(int index) { return CASE + index; }

    /** The case named by a navigation subject; empty if it names none. */
    public Optional<DemoCase> caseOf(String subject) {
        if (!subject.startsWith(CASE) || outcome().isEmpty()) return Optional.empty();
        List<DemoCase> cases = outcome().get().cases();
        String number = subject.substring(CASE.length());
        return number.matches("\\d{1,3}") && Integer.parseInt(number) < cases.size()
                ? Optional.of(cases.get(Integer.parseInt(number))) : Optional.empty();
    }

    private void take(Optional<DemoRecord> now) {
        DemoRecord seen = now.orElse(null);
        if (seen == null || !seen.running()) stopping.set(false);
        if (!Objects.equals(seen, record.get())) record.set(seen);
    }
}
