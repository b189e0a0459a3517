package org.empathyworkbench.app.datasets;

import java.util.List;
import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.demo.DemoLoop;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.workspace.DatasetCounts;
import org.empathyworkbench.workspace.DatasetInfo;
import org.empathyworkbench.workspace.DialogueFilter;
import org.empathyworkbench.workspace.Page;
import org.empathyworkbench.workspace.Workspace;

/** The selected dataset, the query on it and its result. A changed query restarts at the first page; the latest query wins. */
public final class DatasetsViewModel {
    static final int PAGE = 25;

    /** Kind of item browsed. */
    public enum Kind { DIALOGUES, PAIRS }

    private final Workspace workspace;
    private final WorkspaceWatch watch;
    private final TaskExecutor tasks;
    private final ReadOnlyObjectWrapper<List<DatasetInfo>> datasets = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<DatasetInfo> selected = new SimpleObjectProperty<>();
    private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.DIALOGUES);
    private final ObjectProperty<Split> split = new SimpleObjectProperty<>();
    private final StringProperty emotion = new SimpleStringProperty("");
    private final StringProperty text = new SimpleStringProperty("");
    private final ObjectProperty<Mechanism> mechanism = new SimpleObjectProperty<>();
    private final ObjectProperty<Level> level = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<DatasetCounts> counts = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Page<Dialogue>> dialogues = new ReadOnlyObjectWrapper<>(new Page<>(0, 0, List.of()));
    private final ReadOnlyObjectWrapper<Page<LabelledPair>> pairs = new ReadOnlyObjectWrapper<>(new Page<>(0, 0, List.of()));
    private String wanted = "";
    private boolean changing;

    public DatasetsViewModel(Workspace workspace, WorkspaceWatch watch, TaskExecutor tasks) {
        this.workspace = workspace;
        this.watch = watch;
        this.tasks = tasks;
        watch.contentsProperty().subscribe(contents -> {
            datasets.set(contents.datasets());
            choose();
        });
        selected.subscribe(this::changeDataset);
        kind.subscribe(this::ask);
        split.subscribe(this::ask);
        emotion.subscribe(this::ask);
        text.subscribe(this::ask);
        mechanism.subscribe(now -> {
            if (now == null) level.set(null);
            ask();
        });
        level.subscribe(this::ask);
    }

    public ReadOnlyObjectProperty<List<DatasetInfo>> datasetsProperty() { return datasets.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<Boolean> lookedProperty() { return watch.lookedProperty(); }

    public ObjectProperty<DatasetInfo> selectedProperty() { return selected; }

    public ObjectProperty<Kind> kindProperty() { return kind; }

    /** Null for all. */
    public ObjectProperty<Split> splitProperty() { return split; }

    /** Empty for all. */
    public StringProperty emotionProperty() { return emotion; }

    public StringProperty textProperty() { return text; }

    /** Mechanism filter: null for all; combined with a level, items of that level. */
    public ObjectProperty<Mechanism> mechanismProperty() { return mechanism; }

    public ObjectProperty<Level> levelProperty() { return level; }

    /** Null until counted. */
    public ReadOnlyObjectProperty<DatasetCounts> countsProperty() { return counts.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<Page<Dialogue>> dialoguesProperty() { return dialogues.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<Page<LabelledPair>> pairsProperty() { return pairs.getReadOnlyProperty(); }

    /** Selects the dataset of this name as soon as the workspace lists it. */
    public void select(String name) {
        wanted = name;
        choose();
        watch.look();
    }

    /** The requested dataset if listed, else the current one, else the newest. */
    private void choose() {
        List<DatasetInfo> now = datasets.get();
        DatasetInfo found = now.stream().filter(dataset -> dataset.name().equals(wanted)).findFirst().orElse(null);
        if (found != null) {
            wanted = "";
            selected.set(found);
        } else if (selected.get() == null || !now.contains(selected.get())) {
            selected.set(now.isEmpty() ? null : now.get(0));
        }
    }

    public void go(int offset) { fetch(offset); }

    public void clearFilter() {
        changing = true;
        split.set(null);
        emotion.set("");
        text.set("");
        mechanism.set(null);
        level.set(null);
        changing = false;
        ask();
    }

    public DialogueFilter filter() {
        return new DialogueFilter(split.get(), emotion.get(), text.get().strip(), mechanism.get(), level.get());
    }

    /** Adds the bundled corpus. */
    public void addDemo() {
        tasks.run(BackgroundTask.of("Writing the bundled corpus", progress -> DemoLoop.addCorpus(workspace)).show(this::select));
    }

    public void delete(DatasetInfo dataset) {
        tasks.run(BackgroundTask.of("Deleting " + dataset.name(), progress -> {
            workspace.datasets().delete(dataset.name());
            return dataset;
        }).show(gone -> watch.look()));
    }

    private void changeDataset(DatasetInfo now) {
        counts.set(null);
        dialogues.set(new Page<>(0, 0, List.of()));
        pairs.set(new Page<>(0, 0, List.of()));
        if (now == null) return;
        changing = true;
        kind.set(now.dialogues() > 0 ? Kind.DIALOGUES : Kind.PAIRS);
        changing = false;
        clearFilter();
        tasks.run(BackgroundTask.of("Counting " + now.name(), progress -> workspace.datasets().counts(now.name()))
                .show(found -> { if (Objects.equals(selected.get(), now)) counts.set(found); }).latestOf("dataset counts").quietly());
    }

    private void ask() { if (!changing) fetch(0); }

    private void fetch(int offset) {
        DatasetInfo dataset = selected.get();
        if (dataset == null) return;
        DialogueFilter filter = filter();
        if (kind.get() == Kind.DIALOGUES) {
            tasks.run(BackgroundTask.of("Reading dialogues", progress -> workspace.datasets().page(dataset.name(), filter, offset, PAGE))
                    .show(dialogues::set).latestOf("dataset page").quietly());
        } else {
            tasks.run(BackgroundTask.of("Reading pairs", progress -> workspace.datasets().pairPage(dataset.name(), filter, offset, PAGE))
                    .show(pairs::set).latestOf("dataset page").quietly());
        }
    }
}
