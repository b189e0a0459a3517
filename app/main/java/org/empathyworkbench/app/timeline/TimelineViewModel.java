package org.empathyworkbench.app.timeline;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.empathyworkbench.app.example.ExampleHit;
import org.empathyworkbench.app.example.ExamplesViewModel;
import org.empathyworkbench.app.example.TurnText;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.RunningTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.LevelScores;
import org.empathyworkbench.casestudy.Provenance;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.timeline.TimelinePoint;
import org.empathyworkbench.timeline.TimelineQuestion;
import org.empathyworkbench.timeline.TimelineStop;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;

/**
 * One context over all saved models of a run. Models generate one after another, so that responses appear as they are generated and the
 * user can cancel in between.
 */
public final class TimelineViewModel {
    private static final String KIND = "timeline";

    private final TimelineModels models;
    private final TaskExecutor thread;
    private final TaskExecutor tasks;
    private final Clock clock;
    private final ExamplesViewModel examples;
    private final StringProperty context = new SimpleStringProperty("");
    private final StringProperty reference = new SimpleStringProperty("");
    private final StringProperty identifiers = new SimpleStringProperty("");
    private final StringProperty seed = new SimpleStringProperty("1");
    private final ObjectProperty<SamplingSettings> sampling = new SimpleObjectProperty<>(SamplingSettings.paper());
    private final ObservableList<String> identifierSets = FXCollections.observableArrayList();
    private final ObservableList<TimelineStop> stops = FXCollections.observableArrayList();
    private final ObservableList<TimelinePoint> points = FXCollections.observableArrayList();
    private final ObservableList<TimelinePoint> pointsToRead = FXCollections.unmodifiableObservableList(points);
    private final ReadOnlyBooleanWrapper working = new ReadOnlyBooleanWrapper();
    private final ReadOnlyIntegerWrapper asked = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<EmpathyProfile> target = new ReadOnlyObjectWrapper<>();
    private String emotion = "";
    private RunInfo run;
    private Asked answered;
    private long question;
    private RunningTask work;

    /** The inputs at the time of the click. */
    private record Asked(long number, RunInfo run, List<TimelineStop> stops, TimelineQuestion question, String readers, String emotion) { }

    /** @param thread the one inference thread; @param tasks for all that needs no model */
    public TimelineViewModel(TimelineModels models, TaskExecutor thread, TaskExecutor tasks,
            WorkspaceWatch watch, ExamplesViewModel examples, Clock clock) {
        this.models = models;
        this.thread = thread;
        this.tasks = tasks;
        this.clock = clock;
        this.examples = examples;
        examples.chosenProperty().addListener((o, before, now) -> { if (now != null) take(now); });
        context.addListener((o, before, now) -> emotion = "");
        watch.contentsProperty().subscribe(contents -> {
            if (!identifierSets.equals(contents.identifierSets())) identifierSets.setAll(contents.identifierSets());
            if (!identifierSets.contains(identifiers.get())) identifiers.set(identifierSets.isEmpty() ? "" : identifierSets.get(0));
        });
    }

    public ExamplesViewModel examples() { return examples; }

    /** One turn per line, the last line the speaker's. */
    public StringProperty contextProperty() { return context; }

    /** Reference; if empty, there is no reward. */
    public StringProperty referenceProperty() { return reference; }

    public StringProperty identifiersProperty() { return identifiers; }

    public ObservableList<String> identifierSets() { return identifierSets; }

    public StringProperty seedProperty() { return seed; }

    /** Sampling settings of all models; the paper's by default. */
    public ObjectProperty<SamplingSettings> samplingProperty() { return sampling; }

    /** The saved models, oldest first. */
    public ObservableList<TimelineStop> stops() { return stops; }

    /** Responses so far, in the order of the models. */
    public ObservableList<TimelinePoint> points() { return pointsToRead; }

    public ReadOnlyBooleanProperty workingProperty() { return working.getReadOnlyProperty(); }

    /** Number of models of the current request. */
    public ReadOnlyIntegerProperty askedProperty() { return asked.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    /** The run; changing it clears the responses. Null for none. */
    public void show(RunInfo now) {
        boolean other = run == null || now == null || !run.id().equals(now.id());
        boolean saved = other || run.step() != now.step() || run.state() != now.state();
        run = now;
        if (other) {
            cancel();
            points.clear();
            stops.clear();
            answered = null;
            problem.set(null);
        }
        if (now == null || now.kind() == RunKind.IDENTIFIERS || !saved) return;
        tasks.run(BackgroundTask.of("Finding checkpoints", progress -> models.stops(now)).show(found -> {
            if (run == null || !run.id().equals(now.id())) return;
            if (!stops.equals(found)) stops.setAll(found);
        }).failed(failure -> problem.set(UserMessage.of(failure))).latestOf("timeline stops").quietly());
        if (!other) return;
        tasks.run(BackgroundTask.of("Reading the recipe", progress -> models.identifiers(now)).show(own -> {
            if (identifierSets.contains(own)) identifiers.set(own);
        })
                .failed(failure -> problem.set(UserMessage.of(failure))).latestOf("timeline identifiers").quietly());
    }

    /** A new page starts with the first example. */
    public void welcome() { if (context.get().isBlank()) examples.chooseFirst(); }

    public void take(ExampleHit found) {
        context.set(TurnText.text(found.context()));
        reference.set(found.reference());
        emotion = found.emotion();
    }

    /** Generates with every model of the run. */
    public void follow() {
        List<String> turns = TurnText.turns(context.get());
        if (turns.isEmpty() || stops.isEmpty() || run == null || working.get()) return;
        String readers = identifiers.get() == null ? "" : identifiers.get();
        Asked now = new Asked(++question, run, List.copyOf(stops),
                new TimelineQuestion(turns, reference.get().strip(), sampling.get(), seedNumber()), readers, emotion);
        answered = now;
        points.clear();
        target.set(null);
        problem.set(null);
        asked.set(now.stops().size());
        working.set(true);
        step(now, "Reading the reference", progress -> models.target(readers, now.question(), progress), found -> {
            target.set(found);
            ask(now, 0);
        });
    }

    /** Cancels after the current model; responses so far are kept. */
    public void cancel() {
        question++;
        if (work != null) work.cancel();
        working.set(false);
    }

    private void ask(Asked now, int index) {
        if (index == now.stops().size()) {
            working.set(false);
            return;
        }
        TimelineStop stop = now.stops().get(index);
        step(now, "Timeline: " + stop.label() + ", " + (index + 1) + " of " + now.stops().size(), progress -> {
            progress.at(index, now.stops().size());
            return models.ask(now.run(), stop, now.question(), now.readers(), target.get(), progress);
        }, point -> {
            points.add(point);
            ask(now, index + 1);
        });
    }

    private <T> void step(Asked now, String title, BackgroundTask.Compute<T> compute, Consumer<T> show) {
        work = thread.run(BackgroundTask.of(title, compute).show(result -> {
            if (now.number() == question) show.accept(result);
        }).failed(failure -> {
            if (now.number() != question) return;
            working.set(false);
            problem.set(UserMessage.of(failure));
        }).latestOf(KIND).quietly());             // the tab shows its own progress and Cancel
    }

    /** The content as a case: reference and every model's response. */
    public CaseDraft draft() {
        if (answered == null) return CaseDraft.of(List.of());
        TimelineQuestion asked = answered.question();
        CaseDraft draft = CaseDraft.of(asked.context()).emotion(answered.emotion())
                .source("timeline of " + answered.run().name() + " (" + answered.run().id() + ")")
                .reference(asked.reference(),
                        target.get() == null ? null : LevelScores.of(answered.readers(), target.get()), clock.instant());
        for (TimelinePoint point : points) {
            if (!point.note().isEmpty()) continue;
            boolean checkpoint = point.stop().kind() == TimelineStop.Kind.CHECKPOINT;
            Provenance from = checkpoint
                    ? Provenance.checkpoint(point.stop().name(), asked.seed(), Settings.toMap(asked.sampling()), clock.instant())
                    : Provenance.generator(point.stop().name(), asked.seed(), Settings.toMap(asked.sampling()), clock.instant());
            CaseResponse one = CaseResponse.of(checkpoint ? "step " + point.stop().step() : point.stop().name(), from, point.text());
            draft = draft.response(point.profile() == null ? one
                    : one.read(LevelScores.of(answered.readers(), point.profile()), point.reward()));
        }
        return draft;
    }

    private long seedNumber() { return seed.get().strip().matches("-?\\d{1,17}") ? Long.parseLong(seed.get().strip()) : 1; }
}
