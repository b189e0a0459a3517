package org.empathyworkbench.app.models;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.Workspace;

/** The models of the workspace, the selected one and its details. */
public final class ModelsViewModel {
    private final Workspace workspace;
    private final WorkspaceWatch watch;
    private final TaskExecutor tasks;
    private final ReadOnlyObjectWrapper<List<ModelInfo>> models = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<ModelInfo> selected = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<ModelDetail> detail = new ReadOnlyObjectWrapper<>();
    private String wanted = "";

    public ModelsViewModel(Workspace workspace, WorkspaceWatch watch, TaskExecutor tasks) {
        this.workspace = workspace;
        this.watch = watch;
        this.tasks = tasks;
        watch.contentsProperty().subscribe(contents -> {
            models.set(contents.models());
            choose();
        });
        selected.subscribe(this::look);
    }

    public ReadOnlyObjectProperty<List<ModelInfo>> modelsProperty() { return models.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<Boolean> lookedProperty() { return watch.lookedProperty(); }

    public ObjectProperty<ModelInfo> selectedProperty() { return selected; }

    /** Null until read. */
    public ReadOnlyObjectProperty<ModelDetail> detailProperty() { return detail.getReadOnlyProperty(); }

    public Path folder(ModelInfo model) { return workspace.models().folder(model.name()); }

    /** Selects the model of this name as soon as the workspace lists it. */
    public void select(String name) {
        wanted = name;
        choose();
        watch.look();
    }

    public void delete(ModelInfo model) {
        tasks.run(BackgroundTask.of("Deleting " + model.name(), progress -> {
            workspace.models().delete(model.name());
            return model;
        }).show(gone -> watch.look()));
    }

    private void choose() {
        List<ModelInfo> now = models.get();
        ModelInfo found = now.stream().filter(model -> model.name().equals(wanted)).findFirst().orElse(null);
        if (found != null) {
            wanted = "";
            selected.set(found);
        } else if (selected.get() == null || !now.contains(selected.get())) {
            selected.set(now.isEmpty() ? null : now.get(0));
        }
    }

    private void look(ModelInfo model) {
        detail.set(null);
        if (model == null) return;
        tasks.run(BackgroundTask.of("Reading " + model.name(), progress -> ModelDetail.of(model, folder(model)))
                .show(found -> { if (Objects.equals(selected.get(), model)) detail.set(found); }).latestOf("model detail").quietly());
    }
}
