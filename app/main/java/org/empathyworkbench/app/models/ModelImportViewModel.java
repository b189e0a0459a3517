package org.empathyworkbench.app.models;

import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.workspace.ModelInfo;

/** Import of a T5 from a Hugging Face folder: the engine loads it once for verification before it is stored. */
public final class ModelImportViewModel {
    private final BiFunction<Path, String, ModelInfo> engine;
    private final UnaryOperator<String> freeName;
    private final TaskExecutor tasks;
    private final Consumer<String> stored;
    private final StringProperty folder = new SimpleStringProperty("");
    private final StringProperty name = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();

    /**
     * @param engine checks and stores the folder under a name
     * @param freeName the name, or an unused one like it
     * @param stored receives the name of the new model
     */
    public ModelImportViewModel(BiFunction<Path, String, ModelInfo> engine,
            UnaryOperator<String> freeName, TaskExecutor tasks, Consumer<String> stored) {
        this.engine = engine;
        this.freeName = freeName;
        this.tasks = tasks;
        this.stored = stored;
    }

    public StringProperty folderProperty() { return folder; }

    /** Empty for the folder's own name. */
    public StringProperty nameProperty() { return name; }

    public ReadOnlyBooleanProperty busyProperty() { return busy.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    public void store() {
        if (busy.get() || folder.get().isBlank()) return;
        Path from = Path.of(folder.get().strip()).toAbsolutePath().normalize();
        String given = name.get().strip();
        problem.set(null);
        busy.set(true);
        tasks.run(BackgroundTask.of("Importing " + from.getFileName(),
                progress -> engine.apply(from, given.isEmpty() ? freeName.apply(from.getFileName().toString()) : given))
                .show(model -> {
                    busy.set(false);
                    stored.accept(model.name());
                }).failed(failure -> {
                    busy.set(false);
                    problem.set(UserMessage.of(failure));
                }));
    }
}
