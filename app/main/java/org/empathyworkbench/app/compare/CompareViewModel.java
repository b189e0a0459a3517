package org.empathyworkbench.app.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.empathyworkbench.app.compare.Contestant.Kind;
import org.empathyworkbench.app.control.BackgroundTask;
import org.empathyworkbench.app.control.Problem;
import org.empathyworkbench.app.control.Progress;
import org.empathyworkbench.app.control.TaskExecutor;
import org.empathyworkbench.app.example.ExamplesViewModel;
import org.empathyworkbench.app.example.Found;
import org.empathyworkbench.app.example.Typed;
import org.empathyworkbench.app.inference.Inference;
import org.empathyworkbench.app.inference.SamplingForm;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.shell.WorkspaceWatch.Contents;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.run.DemoCase;
import org.empathyworkbench.run.DemoOutcome;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.ResponseSetInfo;
import org.empathyworkbench.workspace.ResponseSets;

/**
 * One context answered by several systems. {@link #generate} fills the columns one after another, the reference first; a newer call, or
 * another context, takes the place of one that is not over.
 */
public final class CompareViewModel {
    /** Columns beside the reference. */
    public static final int MOST = 4;
    private static final String KIND = "comparison";

    private final Inference inference;
    private final ResponseSets responseSets;
    private final TaskExecutor thread;
    private final ExamplesViewModel examples;
    private final StringProperty context = new SimpleStringProperty("");
    private final StringProperty reference = new SimpleStringProperty("");
    private final StringProperty identifiers = new SimpleStringProperty("");
    private final StringProperty seed = new SimpleStringProperty("1");
    private final ObjectProperty<SamplingSettings> sampling = new SimpleObjectProperty<>(SamplingSettings.paper());
    private final ObservableList<Contestant> offered = FXCollections.observableArrayList();
    private final ObservableList<Contestant> offeredToRead = FXCollections.unmodifiableObservableList(offered);
    private final ObservableList<Contestant> chosen = FXCollections.observableArrayList();
    private final ObservableList<Contestant> chosenToRead = FXCollections.unmodifiableObservableList(chosen);
    private final ObservableList<String> identifierSets = FXCollections.observableArrayList();
    private final ObservableList<String> identifierSetsToRead = FXCollections.unmodifiableObservableList(identifierSets);
    private final ObservableList<Column> columns = FXCollections.observableArrayList();
    private final ObservableList<Column> columnsToRead = FXCollections.unmodifiableObservableList(columns);
    private final ReadOnlyObjectWrapper<Map<Mechanism, Level>> targets = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyBooleanWrapper working = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper missing = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper story = new ReadOnlyStringWrapper("");
    private final Map<String, SameContext> published = new HashMap<>();   // of the inference thread
    private boolean begun;
    private long question;

    /** @param thread the one inference thread */
    public CompareViewModel(Inference inference, ResponseSets responseSets, TaskExecutor thread, WorkspaceWatch watch, ExamplesViewModel examples) {
        this.inference = inference;
        this.responseSets = responseSets;
        this.thread = thread;
        this.examples = examples;
        watch.contentsProperty().subscribe(this::offer);
        examples.chosenProperty().addListener((o, before, now) -> { if (now != null) take(now); });
        context.addListener((o, before, now) -> forget());
        reference.addListener((o, before, now) -> forget());
        chosen.addListener((ListChangeListener<Contestant>) change -> forget());
        identifiers.addListener((o, before, now) -> forget());
        judge();
    }

    public ExamplesViewModel examples() { return examples; }

    /** One turn a line, the last line the speaker's. */
    public StringProperty contextProperty() { return context; }

    public StringProperty referenceProperty() { return reference; }

    /** Empty for none: then there are no levels. */
    public StringProperty identifiersProperty() { return identifiers; }

    public StringProperty seedProperty() { return seed; }

    public ObjectProperty<SamplingSettings> samplingProperty() { return sampling; }

    /** Everything that can stand in a column. */
    public ObservableList<Contestant> offered() { return offeredToRead; }

    /** In the columns' order. */
    public ObservableList<Contestant> chosen() { return chosenToRead; }

    public ObservableList<String> identifierSets() { return identifierSetsToRead; }

    /** The reference first when there is one; empty before the first answer and after a change. */
    public ObservableList<Column> columns() { return columnsToRead; }

    /** Levels of the reference; empty without a reference or identifiers. */
    public ReadOnlyObjectProperty<Map<Mechanism, Level>> targetsProperty() { return targets.getReadOnlyProperty(); }

    public ReadOnlyBooleanProperty workingProperty() { return working.getReadOnlyProperty(); }

    /** What has to be given before anything can be compared; empty when nothing is missing. */
    public ReadOnlyStringProperty missingProperty() { return missing.getReadOnlyProperty(); }

    /** Where the columns come from when nobody was asked for them here; else empty. */
    public ReadOnlyStringProperty storyProperty() { return story.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<Problem> problemProperty() { return problem.getReadOnlyProperty(); }

    /** Adds a system to the columns or takes it out; beyond the most there is no room. */
    public void toggle(Contestant contestant) {
        if (chosen.contains(contestant)) chosen.remove(contestant);
        else if (chosen.size() < MOST) chosen.add(contestant);
    }

    /** Takes over an example; when answers stand already, the new context is answered at once. */
    public void take(Found found) {
        boolean again = begun;
        context.set(Typed.text(found.context()));
        reference.set(found.reference());
        if (again) generate();
    }

    /** A page that was never used begins with the first example there is. */
    public void welcome() { if (context.get().isBlank()) examples.chooseFirst(); }

    /** Shows a case of the demo loop with the responses that were measured then; nobody is asked anew. */
    public void show(DemoOutcome outcome, DemoCase one) {
        Contestant before = new Contestant(Kind.GENERATOR, outcome.generator());
        Contestant after = new Contestant(Kind.GENERATOR, outcome.aligned());
        if (offered.containsAll(List.of(before, after))) chosen.setAll(before, after);
        if (identifierSets.contains(outcome.identifiers())) identifiers.set(outcome.identifiers());
        context.set(Typed.text(one.context()));
        reference.set(one.reference());
        forget();
        targets.set(one.targets());
        columns.setAll(new Column(null, one.reference(), "", one.referenceProfile(), one.referenceProfile().reward(one.targets())),
                new Column(before, one.before(), "", one.beforeProfile(), one.beforeProfile().reward(one.targets())),
                new Column(after, one.after(), "", one.afterProfile(), one.afterProfile().reward(one.targets())));
        story.set("The case \"" + one.emotion() + "\" of the demo loop, as it was measured before and after alignment. Generate asks the models anew.");
    }

    /** Answers the context with every chosen system. */
    public void generate() {
        if (!missing.get().isEmpty()) return;
        begun = true;
        long asked = ++question;
        problem.set(null);
        story.set("");
        working.set(true);
        targets.set(Map.of());
        List<String> turns = Typed.turns(context.get());
        String given = reference.get().strip();
        List<Contestant> systems = List.copyOf(chosen);
        List<Column> empty = new ArrayList<>();
        if (!given.isEmpty()) empty.add(new Column(null, given, "", null, null));
        systems.forEach(system -> empty.add(Column.awaited(system)));
        columns.setAll(empty);
        Asked all = new Asked(asked, turns, given, identifiers.get() == null ? "" : identifiers.get(), systems, sampling.get(), seedNumber());
        if (given.isEmpty() || all.identifiers.isEmpty()) {
            answer(all, 0, null);
            return;
        }
        run(all, "Reading the reference", progress -> inference.score(all.identifiers, List.of(turns), List.of(given), progress).get(0), profile -> {
            targets.set(profile.levels());
            columns.set(0, new Column(null, given, "", profile, profile.reward(profile.levels())));
            answer(all, 0, profile);
        });
    }

    /** The same with the next seed. */
    public void generateAnother() {
        seed.set(String.valueOf(seedNumber() + 1));
        generate();
    }

    /** What stands on the page, as Markdown. */
    public String markdown() {
        String how = "Levels by " + (identifiers.get() == null || identifiers.get().isEmpty() ? "nobody" : identifiers.get()) + "; seed " + seedNumber() + ", " + SamplingForm.words(sampling.get()) + ".";
        return ComparisonText.markdown(Typed.turns(context.get()), columns, targets.get(), how);
    }

    /** What was asked when a person pressed the button: later changes of the page do not reach into it. */
    private record Asked(long question, List<String> turns, String reference, String identifiers, List<Contestant> systems, SamplingSettings sampling, long seed) { }

    private void answer(Asked all, int index, EmpathyProfile target) {
        if (index == all.systems.size()) {
            working.set(false);
            return;
        }
        Contestant system = all.systems.get(index);
        run(all, system.kind() == Kind.GENERATOR ? "Asking " + system.name() : "Looking up " + system.name(), progress -> column(all, system, target, progress), column -> {
            columns.set(index + (all.reference.isEmpty() ? 0 : 1), column);
            answer(all, index + 1, target);
        });
    }

    private Column column(Asked all, Contestant system, EmpathyProfile target, Progress progress) {
        String text;
        if (system.kind() == Kind.GENERATOR) {
            text = inference.respond(system.name(), all.turns, all.sampling, all.seed, progress).text();
        } else {
            GivenResponse given = published.computeIfAbsent(system.name(), name -> new SameContext(responseSets.responses(name))).find(all.turns, all.reference).orElse(null);
            if (given == null) return Column.without(system, "This set holds no response to this context.");
            text = given.text();
        }
        if (text.isBlank()) return Column.without(system, "The response is empty.");
        if (all.identifiers.isEmpty()) return new Column(system, text, "", null, null);
        EmpathyProfile profile = inference.score(all.identifiers, List.of(all.turns), List.of(text), progress).get(0);
        return new Column(system, text, "", profile, target == null ? null : profile.reward(target.levels()));
    }

    private <T> void run(Asked all, String title, BackgroundTask.Compute<T> compute, java.util.function.Consumer<T> show) {
        thread.run(BackgroundTask.of(title, compute).show(result -> { if (all.question == question) show.accept(result); }).failed(failure -> {
            if (all.question != question) return;
            working.set(false);
            problem.set(Problem.of(failure));
        }).latestOf(KIND));
    }

    /** What stands in the columns was asked of something else. */
    private void forget() {
        question++;
        working.set(false);
        columns.clear();
        story.set("");
        targets.set(Map.of());
        judge();
    }

    private void judge() {
        missing.set(chosen.isEmpty() ? "Choose the systems to compare." : Typed.turns(context.get()).isEmpty() ? "Type a context or pick an example." : "");
    }

    private long seedNumber() { return seed.get().strip().matches("-?\\d{1,17}") ? Long.parseLong(seed.get().strip()) : 1; }

    private void offer(Contents contents) {
        List<Contestant> now = new ArrayList<>();
        for (ModelInfo model : contents.models()) if (model.kind() == ModelKind.GENERATOR) now.add(new Contestant(Kind.GENERATOR, model.name()));
        for (ResponseSetInfo set : contents.responseSets()) now.add(new Contestant(Kind.PUBLISHED, set.name()));
        boolean first = offered.isEmpty();
        if (!now.equals(offered)) {
            offered.setAll(now);
            if (!now.containsAll(chosen)) chosen.retainAll(now);
            if (first) chosen.setAll(now.subList(0, Math.min(2, now.size())));
        }
        List<String> sets = contents.identifierSets();
        if (sets.equals(identifierSets)) return;
        String before = identifiers.get();
        identifierSets.setAll(sets);
        identifiers.set(sets.contains(before) ? before : sets.isEmpty() ? "" : sets.get(0));
    }
}
