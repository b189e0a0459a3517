package org.empathyworkbench.app.models;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.RunningTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.hub.HubId;
import org.empathyworkbench.modelimport.HubImport;
import org.empathyworkbench.workspace.ModelInfo;

/** Download of a model from the hub: look up, review sizes and licence, download. */
public final class HubDownloadViewModel {
    /** State; a changed id resets it. */
    public enum Stage { ASKING, LOOKING, SHOWN, DOWNLOADING }

    private final HubSource hub;
    private final UnaryOperator<String> freeName;
    private final TaskExecutor tasks;
    private final Consumer<String> stored;
    private final StringProperty id = new SimpleStringProperty("");
    private final StringProperty tokenizer = new SimpleStringProperty("");
    private final StringProperty name = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Stage> stage = new ReadOnlyObjectWrapper<>(Stage.ASKING);
    private final ReadOnlyObjectWrapper<HubImport.Plan> plan = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(-1);
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private RunningTask work;

    /**
     * @param freeName the name, or an unused one like it
     * @param stored receives the name of the new model
     */
    public HubDownloadViewModel(HubSource hub, UnaryOperator<String> freeName, TaskExecutor tasks, Consumer<String> stored) {
        this.hub = hub;
        this.freeName = freeName;
        this.tasks = tasks;
        this.stored = stored;
        id.subscribe(this::forget);
        tokenizer.subscribe(this::forget);
    }

    public StringProperty idProperty() { return id; }

    /** Id of a model whose tokenizer.json is used; empty for the model's own. */
    public StringProperty tokenizerProperty() { return tokenizer; }

    public StringProperty nameProperty() { return name; }

    public ReadOnlyObjectProperty<Stage> stageProperty() { return stage.getReadOnlyProperty(); }

    /** Result of the look-up; null before. */
    public ReadOnlyObjectProperty<HubImport.Plan> planProperty() { return plan.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    /** From 0 to 1, or -1 while unknown; updated by {@link #follow}. */
    public ReadOnlyDoubleProperty progressProperty() { return progress.getReadOnlyProperty(); }

    /** Current activity with the remaining time. */
    public ReadOnlyStringProperty messageProperty() { return message.getReadOnlyProperty(); }

    /** Looks the model up on the hub; offline, in the local download cache. */
    public void look() {
        if (busy() || id.get().isBlank()) return;
        problem.set(null);
        HubId wanted;
        try {
            wanted = HubId.of(id.get());
        } catch (UserInputException wrong) {
            problem.set(UserMessage.of(wrong));
            return;
        }
        String other = tokenizer.get().strip();
        begin(Stage.LOOKING);
        if (hub.offline()) {
            work = tasks.run(BackgroundTask.of("Importing " + wanted, p -> hub.storeOffline(wanted, freeName.apply(wanted.name())))
                    .show(this::done).failed(this::failed));
            return;
        }
        work = tasks.run(BackgroundTask.of("Looking up " + wanted, p -> hub.look(wanted, other, p::cancelled)).show(found -> {
            plan.set(found);
            name.set(freeName.apply(found.model().id().name()));
            stage.set(Stage.SHOWN);
        }).failed(this::failed).quietly());
    }

    /** Downloads the reviewed model. */
    public void download() {
        if (stage.get() != Stage.SHOWN || name.get().isBlank()) return;
        HubImport.Plan agreed = plan.get();
        String as = name.get().strip();
        problem.set(null);
        begin(Stage.DOWNLOADING);
        work = tasks.run(BackgroundTask.of("Downloading " + agreed.model().id(), p -> hub.store(agreed, as, (bytes, total, what) -> {
            p.at(bytes, total);
            p.say(what + ", " + ModelDetail.size(bytes) + " of " + ModelDetail.size(total));
        }, p::cancelled)).show(this::done).failed(this::failed));
    }

    /** Discards partial downloads and looks up again. */
    public void discard() {
        if (stage.get() != Stage.SHOWN) return;
        HubImport.Plan left = plan.get();
        problem.set(null);
        tasks.run(BackgroundTask.of("Deleting the partial download of " + left.model().id(), p -> {
            hub.discard(left);
            return left;
        }).show(gone -> look()).failed(this::failed));
    }

    /** Cancels; a partial download is kept for resuming. */
    public void cancel() {
        if (!busy()) return;
        if (work != null) work.cancel();
        boolean downloading = stage.get() == Stage.DOWNLOADING;
        stage.set(plan.get() == null ? Stage.ASKING : Stage.SHOWN);
        if (downloading)
            problem.set(UserMessage.info("The download was cancelled. The downloaded part is kept; Download resumes from there."));
    }

    public boolean busy() { return stage.get() == Stage.LOOKING || stage.get() == Stage.DOWNLOADING; }

    /** Updates progress; called a few times a second during work. */
    public void follow() {
        if (work == null || stage.get() != Stage.DOWNLOADING) return;
        progress.set(work.progress());
        message.set(work.message() + remaining(work.remainingSeconds()));
    }

    static String remaining(double seconds) {
        if (seconds < 0) return "";
        if (seconds < 90) return String.format(Locale.ROOT, "  ·  %d s left", Math.max(1, Math.round(seconds)));
        return String.format(Locale.ROOT, "  ·  %d min left", Math.round(seconds / 60));
    }

    private void begin(Stage now) {
        progress.set(-1);
        message.set(now == Stage.LOOKING ? "Contacting the hub." : "");
        stage.set(now);
    }

    private void forget() {
        if (busy()) cancel();
        plan.set(null);
        problem.set(null);
        stage.set(Stage.ASKING);
    }

    private void done(ModelInfo model) {
        stage.set(Stage.ASKING);
        stored.accept(model.name());
    }

    private void failed(Throwable failure) {
        stage.set(plan.get() == null ? Stage.ASKING : Stage.SHOWN);
        problem.set(UserMessage.of(failure));
    }
}
