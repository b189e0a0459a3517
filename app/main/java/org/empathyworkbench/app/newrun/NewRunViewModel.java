package org.empathyworkbench.app.newrun;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.shell.WorkspaceWatch.Contents;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.recipe.MemoryCheck;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.RecipePreset;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.torch.ComputeDevice;
import org.empathyworkbench.workspace.DatasetInfo;
import org.empathyworkbench.workspace.RunKind;

/**
 * View model of the New run form. A kind offers its presets; a preset fills the form from itself and the workspace. Empty choices mean
 * "none".
 */
public final class NewRunViewModel {
    private final WorkspaceWatch watch;
    private final TaskExecutor tasks;
    private final RunStart starter;
    private final IntSupplier threads;
    private final RunMemory runMemory;
    private final ObjectProperty<RunKind> kind = new SimpleObjectProperty<>();
    private final ObservableList<RecipePreset> presets = FXCollections.observableArrayList();
    private final ObjectProperty<RecipePreset> preset = new SimpleObjectProperty<>();
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty dataset = new SimpleStringProperty("");
    private final StringProperty base = new SimpleStringProperty("");
    private final StringProperty identifiers = new SimpleStringProperty("");
    private final StringProperty seed = new SimpleStringProperty("1");
    private final StringProperty model = new SimpleStringProperty("");
    private final StringProperty device = new SimpleStringProperty("cpu");
    private final ObjectProperty<Map<String, Object>> changes = new SimpleObjectProperty<>(Map.of());
    private final BooleanProperty settingsValid = new SimpleBooleanProperty(true);
    private final ObservableList<String> datasets = FXCollections.observableArrayList();
    private final ObservableList<String> bases = FXCollections.observableArrayList();
    private final ObservableList<String> identifierSets = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Map<String, ?>> filled = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyStringWrapper missing = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper starting = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();
    private final ObservableList<ComputeDevice> devices = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<MemoryCheck> memory = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<RunStart.Origin> origin = new ReadOnlyObjectWrapper<>();

    public NewRunViewModel(WorkspaceWatch watch, TaskExecutor tasks, RunStart starter, IntSupplier threads, RunMemory runMemory) {
        this.watch = watch;
        this.tasks = tasks;
        this.starter = starter;
        this.threads = threads;
        this.runMemory = runMemory;
        watch.contentsProperty().subscribe(contents -> { if (kind.get() != null) offer(contents); });
        kind.subscribe(this::chooseKind);
        preset.subscribe(this::choosePreset);
        InvalidationListener judge = o -> judge();
        List.of(name, dataset, base, identifiers, seed, settingsValid).forEach(property -> property.addListener(judge));
        InvalidationListener weigh = o -> weigh();
        List.of(preset, dataset, base, identifiers, device, changes, missing, devices).forEach(observable -> observable.addListener(weigh));
    }

    /** Resets the form for a kind; null keeps the current kind, or generator at first. */
    public void begin(RunKind wanted) {
        origin.set(null);
        problem.set(null);
        starting.set(false);
        lookForDevices();
        RunKind next = wanted != null ? wanted : kind.get() != null ? kind.get() : RunKind.GENERATOR;
        if (kind.get() == next) chooseKind(next);
        else kind.set(next);
    }

    /** Resets the form to clone a recipe, with a new model name. */
    public void begin(Recipe recipe) {
        begin(recipe.kind());
        RecipePreset from = presets.stream().filter(one -> one.name().equals(recipe.preset())).findFirst().orElse(null);
        if (from != null) preset.set(from);
        name.set(recipe.name());
        seed.set(String.valueOf(recipe.seed()));
        device.set(recipe.device());
        dataset.set(recipe.dataset());
        base.set(recipe.base());
        identifiers.set(recipe.identifiers());
        model.set("");
        filled.set(recipe.settings());
    }

    /** Resets the form for a branch from a checkpoint. */
    public void branch(Recipe recipe, RunStart.Origin from) {
        begin(recipe);
        name.set(from.name() + " from step " + from.step());
        origin.set(from);
    }

    /** The checkpoint to branch from; null for none. */
    public ReadOnlyObjectProperty<RunStart.Origin> originProperty() { return origin.getReadOnlyProperty(); }

    public ObjectProperty<RunKind> kindProperty() { return kind; }

    public ObservableList<RecipePreset> presets() { return presets; }

    public ObjectProperty<RecipePreset> presetProperty() { return preset; }

    public StringProperty nameProperty() { return name; }

    public StringProperty datasetProperty() { return dataset; }

    public StringProperty baseProperty() { return base; }

    public StringProperty identifiersProperty() { return identifiers; }

    public StringProperty seedProperty() { return seed; }

    public StringProperty modelProperty() { return model; }

    public StringProperty deviceProperty() { return device; }

    /** Settings that differ from the preset; set by the settings form. */
    public ObjectProperty<Map<String, Object>> changesProperty() { return changes; }

    public BooleanProperty settingsValidProperty() { return settingsValid; }

    /** Datasets suited to the kind, newest first. */
    public ObservableList<String> datasets() { return datasets; }

    /** Initial generators; the empty name first where training from scratch is possible. */
    public ObservableList<String> bases() { return bases; }

    public ObservableList<String> identifierSets() { return identifierSets; }

    /** Values to fill into the settings form, over the preset's. */
    public ReadOnlyObjectProperty<Map<String, ?>> filledProperty() { return filled.getReadOnlyProperty(); }

    /** What is missing before the run can start, in one sentence; empty when nothing. */
    public ReadOnlyStringProperty missingProperty() { return missing.getReadOnlyProperty(); }

    public ReadOnlyBooleanProperty startingProperty() { return starting.getReadOnlyProperty(); }

    /** Why the run could not be started; null for none. */
    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    /** Devices of this machine; empty until found. */
    public ObservableList<ComputeDevice> devices() { return devices; }

    /** Estimated memory; null while the form is incomplete. */
    public ReadOnlyObjectProperty<MemoryCheck> memoryProperty() { return memory.getReadOnlyProperty(); }

    private void lookForDevices() {
        tasks.run(BackgroundTask.of("Finding devices", progress -> runMemory.devices())
                .show(devices::setAll).latestOf("devices").quietly());
    }

    /** Estimates again; the latest recipe wins. */
    private void weigh() {
        if (kind.get() == null || !missing.get().isEmpty() || devices.isEmpty()) {
            memory.set(null);
            return;
        }
        Recipe wanted = recipe();
        List<ComputeDevice> found = List.copyOf(devices);
        tasks.run(BackgroundTask.of("Estimating memory", progress -> runMemory.check(wanted, found))
                .show(memory::set).failed(unreadable -> memory.set(null)).latestOf("memory estimate")
                .quietly());
    }

    /** The preset's settings. */
    public Record presetSettings() {
        return (preset.get() == null ? Recipes.defaults(kind.get()) : preset.get().recipe().runSettings()).record();
    }

    public Recipe recipe() {
        Recipe from = preset.get() == null ? Recipe.of(kind.get()) : preset.get().recipe();
        return from.withName(name.get().strip()).withSeed(Long.parseLong(seed.get().strip()))
                .withDataset(dataset.get()).withBase(base.get())
                .withIdentifiers(kind.get() == RunKind.PPO ? identifiers.get() : "").withModel(model.get().strip()).withDevice(device.get())
                .withThreads(threads.getAsInt()).withSettings(changes.get());
    }

    /** @param started receives the run's id, on the JavaFX thread */
    public void start(Consumer<String> started) {
        if (!missing.get().isEmpty() || starting.get()) return;
        Recipe wanted = recipe();
        RunStart.Origin from = origin.get();
        starting.set(true);
        problem.set(null);
        tasks.run(BackgroundTask.of("Starting the run", progress -> starter.start(wanted, from)).show(id -> {
            starting.set(false);
            watch.look();
            started.accept(id);
        }).failed(failure -> {
            starting.set(false);
            problem.set(UserMessage.of(failure));
        }));
    }

    private void chooseKind(RunKind now) {
        if (now == null) return;
        offer(watch.contents());
        List<RecipePreset> offered = Recipes.presets(now);
        if (!offered.equals(presets)) {
            preset.set(null);
            presets.setAll(offered);
        }
        RecipePreset fitting = offered.stream().filter(one -> datasets.contains(one.recipe().dataset())).findFirst()
                .orElse(offered.stream().filter(one -> one.recipe().dataset().isEmpty()).findFirst()
                        .orElse(offered.isEmpty() ? null : offered.get(0)));
        if (preset.get() == fitting) choosePreset(fitting);
        else preset.set(fitting);
    }

    private void choosePreset(RecipePreset now) {
        if (now == null) return;
        Recipe recipe = now.recipe();
        changes.set(Map.of());
        filled.set(Map.of());
        name.set(recipe.name().isEmpty() ? now.name() : recipe.name());
        seed.set(String.valueOf(recipe.seed()));
        device.set(recipe.device());
        model.set("");
        dataset.set(datasets.contains(recipe.dataset()) ? recipe.dataset() : datasets.isEmpty() ? "" : datasets.get(0));
        base.set(bases.contains(recipe.base()) && !recipe.base().isEmpty() ? recipe.base() : bases.isEmpty() ? "" : bases.get(0));
        identifiers.set(identifierSets.contains(recipe.identifiers()) ? recipe.identifiers()
                : identifierSets.isEmpty() ? "" : identifierSets.get(0));
        judge();
    }

    private void offer(Contents contents) {
        boolean pairs = kind.get() == RunKind.IDENTIFIERS;
        List<String> data = contents.datasets().stream().filter(one -> (pairs ? one.pairs() : one.responses()) > 0)
                .map(DatasetInfo::name).toList();
        List<String> generators = new ArrayList<>(contents.generators());
        if (kind.get() != RunKind.PPO) generators.add(0, "");
        replace(datasets, data, dataset);
        replace(bases, generators, base);
        replace(identifierSets, contents.identifierSets(), identifiers);
        judge();
    }

    /** Keeps the selection while the choices change. */
    private static void replace(ObservableList<String> list, List<String> now, StringProperty chosen) {
        if (list.equals(now)) return;
        String before = chosen.get();
        list.setAll(now);
        chosen.set(now.contains(before) ? before : now.isEmpty() ? "" : now.get(0));
    }

    private void judge() {
        if (kind.get() == null) return;
        missing.set(whatIsMissing());
    }

    private String whatIsMissing() {
        if (given(dataset).isEmpty()) {
            return kind.get() == RunKind.IDENTIFIERS ? "There is no dataset with labelled pairs yet. Import one on the page Datasets."
                    : "There is no dataset with conversations yet. Import one on the page Datasets.";
        }
        if (kind.get() == RunKind.PPO && given(base).isEmpty()) return "PPO aligns a generator: train or import one first.";
        if (kind.get() == RunKind.PPO && given(identifiers).isEmpty()) return "PPO needs identifiers for its reward: train them first.";
        if (given(name).isBlank()) return "Give the run a name.";
        if (!given(seed).strip().matches("-?\\d{1,18}")) return "The seed must be a whole number.";
        if (!settingsValid.get()) return "Correct the highlighted setting.";
        return "";
    }

    private static String given(StringProperty property) { return property.get() == null ? "" : property.get(); }
}
