package org.empathyworkbench.app.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import javafx.beans.InvalidationListener;
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
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.shell.WorkspaceWatch.Contents;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.setting.SettingInfo;
import org.empathyworkbench.sweep.SweepControl;
import org.empathyworkbench.sweep.SweepEstimate;
import org.empathyworkbench.sweep.SweepPlan;
import org.empathyworkbench.sweep.SweepPreset;
import org.empathyworkbench.workspace.DatasetInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;

/**
 * View model of the New sweep form: base recipe, table rows, seeds. Rows come from a sweep preset or are the combinations of the given
 * values. Every change recomputes the plan and its error.
 */
public final class NewSweepViewModel {
    /** A base recipe. @param title displayed: of the preset or the run */
    public record Begin(String title, Recipe recipe) { }

    /** A setting with its values, one per row. */
    public static final class Axis {
        private final ObjectProperty<SettingInfo> setting = new SimpleObjectProperty<>();
        private final StringProperty values = new SimpleStringProperty("");

        public ObjectProperty<SettingInfo> settingProperty() { return setting; }

        /** Comma-separated. */
        public StringProperty valuesProperty() { return values; }
    }

    private final WorkspaceWatch watch;
    private final Workspace workspace;
    private final SweepControl control;
    private final TaskExecutor tasks;
    private final IntSupplier threads;
    private final ObservableList<Begin> begins = FXCollections.observableArrayList();
    private final ObjectProperty<Begin> begin = new SimpleObjectProperty<>();
    private final ObservableList<SweepPreset> presets = FXCollections.observableArrayList();
    private final ObjectProperty<SweepPreset> preset = new SimpleObjectProperty<>();
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty dataset = new SimpleStringProperty("");
    private final StringProperty base = new SimpleStringProperty("");
    private final StringProperty identifiers = new SimpleStringProperty("");
    private final StringProperty device = new SimpleStringProperty("cpu");
    private final StringProperty seeds = new SimpleStringProperty("1..5");
    private final ObservableList<Axis> axes = FXCollections.observableArrayList();
    private final ObservableList<SettingInfo> settings = FXCollections.observableArrayList();
    private final ObservableList<String> datasets = FXCollections.observableArrayList();
    private final ObservableList<String> bases = FXCollections.observableArrayList();
    private final ObservableList<String> identifierSets = FXCollections.observableArrayList();
    private final ObservableList<SweepPlan.Row> rows = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper missing = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper estimate = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper starting = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();
    private final InvalidationListener changed = o -> plan();
    private SweepPlan plan;
    private boolean filling;

    public NewSweepViewModel(WorkspaceWatch watch, Workspace workspace, SweepControl control, TaskExecutor tasks, IntSupplier threads) {
        this.watch = watch;
        this.workspace = workspace;
        this.control = control;
        this.tasks = tasks;
        this.threads = threads;
        begin.subscribe(this::chooseBegin);
        preset.subscribe(this::choosePreset);
        List.of(dataset, base, identifiers, device, seeds).forEach(property -> property.addListener(changed));
        axes.addListener((ListChangeListener<Axis>) change -> {
            while (change.next()) {
                for (Axis axis : change.getAddedSubList()) {
                    axis.setting.addListener(changed);
                    axis.values.addListener(changed);
                }
            }
            plan();
        });
        watch.contentsProperty().subscribe(contents -> { if (begin.get() != null) offer(contents); });
    }

    /** Resets the form; null for a preset that suits the workspace. */
    public void begin(Recipe recipe) {
        problem.set(null);
        starting.set(false);
        List<Begin> all = new ArrayList<>();
        if (recipe != null) all.add(new Begin("As the run \"" + recipe.name() + "\"", recipe));
        Recipes.presets().forEach(one -> all.add(new Begin(one.title(), one.recipe())));
        begins.setAll(all);
        Contents contents = watch.contents();
        boolean align = !contents.generators().isEmpty() && !contents.identifierSets().isEmpty();
        axes.clear();
        begin.set(null);
        begin.set(recipe != null ? all.get(0) : all.stream()
                .filter(one -> one.recipe().preset().equals(align ? "small-ppo" : "demo-generator")).findFirst().orElse(all.get(0)));
        name.set(workspaceName());
    }

    private String workspaceName() {
        return "sweep "
                + (watch.contents().runs().stream().map(run -> run.sweep()).filter(sweep -> !sweep.isEmpty()).distinct().count() + 1);
    }

    public ObservableList<Begin> begins() { return begins; }

    public ObjectProperty<Begin> beginProperty() { return begin; }

    /** Presets of the recipe's kind. */
    public ObservableList<SweepPreset> presets() { return presets; }

    /** Null for custom rows. */
    public ObjectProperty<SweepPreset> presetProperty() { return preset; }

    public StringProperty nameProperty() { return name; }

    public StringProperty datasetProperty() { return dataset; }

    public StringProperty baseProperty() { return base; }

    public StringProperty identifiersProperty() { return identifiers; }

    public StringProperty deviceProperty() { return device; }

    /** {@code 1..5} or {@code 1, 2, 7}. */
    public StringProperty seedsProperty() { return seeds; }

    /** Settings with values; ignored while a preset gives the rows. Mutable. */
    public ObservableList<Axis> axes() { return axes; }

    /** Settings that can be varied. */
    public ObservableList<SettingInfo> settings() { return settings; }

    public ObservableList<String> datasets() { return datasets; }

    public ObservableList<String> bases() { return bases; }

    public ObservableList<String> identifierSets() { return identifierSets; }

    /** Rows of the current plan; empty if invalid. */
    public ObservableList<SweepPlan.Row> rows() { return rows; }

    /** Error in a sentence; empty when the sweep can start. */
    public ReadOnlyStringProperty missingProperty() { return missing.getReadOnlyProperty(); }

    /** {@code 12 runs: 4 rows, 3 seeds}; empty while there is no plan. */
    public ReadOnlyStringProperty summaryProperty() { return summary.getReadOnlyProperty(); }

    /** Estimated duration and its basis. */
    public ReadOnlyStringProperty estimateProperty() { return estimate.getReadOnlyProperty(); }

    public ReadOnlyBooleanProperty startingProperty() { return starting.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    /** Whether the recipe's kind uses identifiers. */
    public boolean aligns() { return begin.get() != null && begin.get().recipe().kind() == RunKind.PPO; }

    /** Adds the first setting that is not varied yet. */
    public void addAxis() {
        Axis axis = new Axis();
        settings.stream().filter(one -> axes.stream().noneMatch(other -> one.equals(other.setting.get()))).findFirst()
                .ifPresent(axis.setting::set);
        axes.add(axis);
    }

    /** @param started receives the sweep's name, on the JavaFX thread */
    public void start(Consumer<String> started) {
        if (plan == null || starting.get()) return;
        SweepPlan wanted = plan;
        String title = name.get().strip();
        starting.set(true);
        problem.set(null);
        tasks.run(BackgroundTask.of("Starting the sweep", progress -> control.start(title, wanted).name()).show(made -> {
            starting.set(false);
            watch.look();
            started.accept(made);
        }).failed(failure -> {
            starting.set(false);
            problem.set(UserMessage.of(failure));
        }));
    }

    private void chooseBegin(Begin now) {
        if (now == null) return;
        filling = true;
        settings.setAll(now.recipe().describe());
        for (Axis axis : axes) {
            SettingInfo before = axis.setting.get();
            axis.setting.set(before == null ? null
                    : settings.stream().filter(one -> one.name().equals(before.name())).findFirst().orElse(null));
        }
        SweepPreset kept = preset.get();
        List<SweepPreset> fitting = SweepPreset.of(now.recipe().kind());
        if (!fitting.equals(presets)) presets.setAll(fitting);
        preset.set(kept != null && fitting.contains(kept) ? kept : null);
        offer(watch.contents());
        device.set(now.recipe().device());
        dataset.set(choice(datasets, now.recipe().dataset()));
        base.set(choice(bases, now.recipe().base()));
        identifiers.set(choice(identifierSets, now.recipe().identifiers()));
        filling = false;
        plan();
    }

    private static String choice(List<String> offered, String wanted) {
        return offered.contains(wanted) ? wanted : offered.isEmpty() ? "" : offered.get(0);
    }

    private void choosePreset(SweepPreset now) {
        if (now != null)
            seeds.set(now.seeds().size() == 1 ? String.valueOf(now.seeds().get(0))
                    : now.seeds().get(0) + ".." + now.seeds().get(now.seeds().size() - 1));
        plan();
    }

    private void offer(Contents contents) {
        RunKind kind = begin.get().recipe().kind();
        replace(datasets, contents.datasets().stream().filter(one -> (kind == RunKind.IDENTIFIERS ? one.pairs() : one.responses()) > 0)
                .map(DatasetInfo::name).toList(), dataset);
        List<String> generators = new ArrayList<>(contents.generators());
        if (kind != RunKind.PPO) generators.add(0, "");
        replace(bases, generators, base);
        replace(identifierSets, kind == RunKind.PPO ? contents.identifierSets() : List.of(), identifiers);
    }

    private static void replace(ObservableList<String> list, List<String> now, StringProperty chosen) {
        if (list.equals(now)) return;
        String before = chosen.get();
        list.setAll(now);
        chosen.set(now.contains(before) ? before : now.isEmpty() ? "" : now.get(0));
    }

    /** The base recipe of all runs. */
    private Recipe recipe() {
        return begin.get().recipe().withDataset(given(dataset)).withBase(given(base))
                .withIdentifiers(aligns() ? given(identifiers) : "").withDevice(given(device)).withThreads(threads.getAsInt())
                .withModel("");
    }

    private static String given(StringProperty property) { return property.get() == null ? "" : property.get().strip(); }

    /** Recomputes the plan or its error. */
    private void plan() {
        if (filling || begin.get() == null) return;
        plan = null;
        String wrong = "";
        try {
            if (given(dataset).isEmpty()) throw new UserInputException("There is no dataset to train on yet.");
            if (aligns() && given(base).isEmpty()) throw new UserInputException("PPO aligns a generator: train or import one first.");
            if (aligns() && given(identifiers).isEmpty())
                throw new UserInputException("PPO needs identifiers for its reward: train them first.");
            SweepPlan made = preset.get() == null ? SweepPlan.grid(recipe(), values(), SweepPlan.seeds(given(seeds)))
                    : new SweepPlan(recipe(), preset.get().rows(recipe()), SweepPlan.seeds(given(seeds)));
            // validates the value
            for (int row = 0; row < made.rows().size(); row++) made.recipe("", row, 1).runSettings();
            plan = made;
        } catch (UserInputException e) {
            wrong = e.getMessage().replace(" Nothing was started.", "");
        }
        missing.set(wrong);
        rows.setAll(plan == null ? List.of() : plan.rows());
        summary.set(plan == null ? ""
                : count(plan.runs(), "run") + ": " + count(plan.rows().size(), "row") + ", " + count(plan.seeds().size(), "seed"));
        foresee();
    }

    private static String count(int n, String what) { return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s"); }

    private Map<String, List<String>> values() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Axis axis : axes) {
            if (axis.setting.get() == null) throw new UserInputException("Choose a setting to vary, or remove the line.");
            if (given(axis.values).isEmpty())
                throw new UserInputException("Enter the values of \"" + axis.setting.get().label() + "\", separated by commas.");
            if (values.put(axis.setting.get().name(), List.of(given(axis.values).split("\\s*,\\s*", -1))) != null) {
                throw new UserInputException("\"" + axis.setting.get().label() + "\" is listed twice. Put its values into one line.");
            }
        }
        return values;
    }

    /** The latest plan wins. */
    private void foresee() {
        estimate.set("");
        if (plan == null) return;
        SweepPlan wanted = plan;
        tasks.run(BackgroundTask.of("Estimating the time", progress -> SweepEstimate.of(workspace, wanted))
                .show(known -> estimate.set(known.map(NewSweepViewModel::words)
                        .orElse("No similar run has finished here yet, so the time cannot be estimated.")))
                .latestOf("time of a sweep").quietly());
    }

    private static String words(SweepEstimate known) {
        return "Estimated time: about " + SweepWords.about(known.total()) + ", one run after another ("
                + SweepWords.about(known.each()) + " a run, as \"" + known.like() + "\" took).";
    }

    /** For tests: the plan that would be started. */
    SweepPlan planned() { return plan; }
}
