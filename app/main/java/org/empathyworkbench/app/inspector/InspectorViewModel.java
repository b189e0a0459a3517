package org.empathyworkbench.app.inspector;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
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
import org.empathyworkbench.app.inference.Inference;
import org.empathyworkbench.app.inference.Inspection;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.shell.WorkspaceWatch.Contents;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.LevelScores;
import org.empathyworkbench.casestudy.Provenance;
import org.empathyworkbench.demo.DemoCase;
import org.empathyworkbench.demo.DemoOutcome;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.setting.Settings;

/**
 * View model of the Inspector. Any change of context, response, reference or identifiers requests a new scoring. One runs at a time;
 * meanwhile only the newest request is kept, so that levels keep up with typing. {@code profile} and {@code reward} are set by results
 * only, in order.
 */
public final class InspectorViewModel {
    private final Inference inference;
    private final Inspection inspection;
    private final TaskExecutor thread;
    private final EvidenceViewModel evidence;
    private final WhatIfViewModel whatIf;
    private final PiecesViewModel pieces;
    private final ExamplesViewModel examples;
    private final StringProperty context = new SimpleStringProperty("");
    private final StringProperty response = new SimpleStringProperty("");
    private final StringProperty reference = new SimpleStringProperty("");
    private final StringProperty identifiers = new SimpleStringProperty("");
    private final StringProperty generator = new SimpleStringProperty("");
    private final StringProperty seed = new SimpleStringProperty("1");
    private final ObjectProperty<SamplingSettings> sampling = new SimpleObjectProperty<>(SamplingSettings.paper());
    private final ObservableList<String> identifierSets = FXCollections.observableArrayList();
    private final ObservableList<String> identifierSetsToRead = FXCollections.unmodifiableObservableList(identifierSets);
    private final ObservableList<String> generators = FXCollections.observableArrayList();
    private final ObservableList<String> generatorsToRead = FXCollections.unmodifiableObservableList(generators);
    private final ReadOnlyObjectWrapper<EmpathyProfile> profile = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Reward> reward = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Map<Mechanism, Level>> labelled = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyBooleanWrapper scoring = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper writing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<ScoredResponse> answered = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<TypedPair> spoken = new ReadOnlyObjectWrapper<>(TypedPair.NOTHING);
    private Question known;             // the last scored reference
    private EmpathyProfile knownTarget;
    private boolean reading;
    private boolean again;
    private Written written;            // last generated response; still current if the text is equal
    private ExampleHit taken;                // last example

    private record Written(String generator, long seed, SamplingSettings sampling, List<String> turns, String text, Instant at) { }

    /** @param reference empty for none */
    private record Question(String identifiers, List<String> turns, String response, String reference) { }

    private record Levels(EmpathyProfile response, EmpathyProfile reference) { }

    /** Debouncers; each runs the latest action a moment after the last call. */
    public record Pauses(Consumer<Runnable> levels, Consumer<Runnable> evidence, Consumer<Runnable> edits, Consumer<Runnable> pieces) { }

    /** @param thread the one inference thread */
    public InspectorViewModel(Inference inference, Inspection inspection, TaskExecutor thread,
            WorkspaceWatch watch, ExamplesViewModel examples, Pauses pauses) {
        this.inference = inference;
        this.inspection = inspection;
        this.thread = thread;
        this.examples = examples;
        Consumer<Runnable> soon = pauses.levels();
        this.evidence = new EvidenceViewModel(inspection, thread, answered, pauses.evidence());
        this.whatIf = new WhatIfViewModel(inspection, thread, answered, pauses.edits(), response::set);
        this.pieces = new PiecesViewModel(inspection, thread, spoken, generator, pauses.pieces(), response::set);
        watch.contentsProperty().subscribe(this::offer);
        for (StringProperty changed : List.of(context, response, reference))
            changed.addListener((o, before, now) -> soon.accept(this::read));
        reference.addListener((o, before, now) -> labelled.set(Map.of()));
        identifiers.addListener((o, before, now) -> read());
        examples.chosenProperty().addListener((o, before, now) -> { if (now != null) take(now); });
    }

    public ExamplesViewModel examples() { return examples; }

    /** Evidence for the levels. */
    public EvidenceViewModel evidence() { return evidence; }

    public WhatIfViewModel whatIf() { return whatIf; }

    /** Token probabilities of the generator. */
    public PiecesViewModel pieces() { return pieces; }

    /** The response of the displayed levels; null if none. */
    public ReadOnlyObjectProperty<ScoredResponse> answeredProperty() { return answered.getReadOnlyProperty(); }

    /** Context and response, debounced. */
    public ReadOnlyObjectProperty<TypedPair> spokenProperty() { return spoken.getReadOnlyProperty(); }

    /** One turn per line, the last line the speaker's. */
    public StringProperty contextProperty() { return context; }

    public StringProperty responseProperty() { return response; }

    /** Reference; if empty, there is no reward. */
    public StringProperty referenceProperty() { return reference; }

    public StringProperty identifiersProperty() { return identifiers; }

    public StringProperty generatorProperty() { return generator; }

    public StringProperty seedProperty() { return seed; }

    public ObjectProperty<SamplingSettings> samplingProperty() { return sampling; }

    public ObservableList<String> identifierSets() { return identifierSetsToRead; }

    public ObservableList<String> generators() { return generatorsToRead; }

    /** Predicted levels of the response; null without a response. */
    public ReadOnlyObjectProperty<EmpathyProfile> profileProperty() { return profile.getReadOnlyProperty(); }

    /** Null while there is no response or no reference. */
    public ReadOnlyObjectProperty<Reward> rewardProperty() { return reward.getReadOnlyProperty(); }

    /** The corpus's levels of the reference; empty if unknown or the reference was changed. */
    public ReadOnlyObjectProperty<Map<Mechanism, Level>> labelledProperty() { return labelled.getReadOnlyProperty(); }

    /** True while scoring. */
    public ReadOnlyBooleanProperty scoringProperty() { return scoring.getReadOnlyProperty(); }

    public ReadOnlyBooleanProperty writingProperty() { return writing.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    /** Loads an example. Its reference also becomes the response, unless the example has one, or the user or a model wrote one. */
    public void take(ExampleHit found) {
        boolean own = !response.get().isBlank() && !response.get().equals(reference.get());
        taken = found;
        context.set(TurnText.text(found.context()));
        reference.set(found.reference());
        labelled.set(found.response().isEmpty() ? found.levels() : Map.of());     // else they are that response's
        if (!found.response().isEmpty()) response.set(found.response());
        else if (!own) response.set(found.reference());
    }

    /** Shows the aligned generator's response of a demo case. */
    public void show(DemoOutcome outcome, DemoCase one) {
        if (identifierSets.contains(outcome.identifiers())) identifiers.set(outcome.identifiers());
        if (generators.contains(outcome.aligned())) generator.set(outcome.aligned());
        context.set(TurnText.text(one.context()));
        reference.set(one.reference());
        response.set(one.after());
    }

    /** A new page starts with the first example. */
    public void welcome() { if (context.get().isBlank() && response.get().isBlank()) examples.chooseFirst(); }

    /** Generates a response with the chosen generator. */
    public void write() {
        List<String> turns = TurnText.turns(context.get());
        String name = generator.get();
        if (turns.isEmpty() || name == null || name.isEmpty() || writing.get()) return;
        long wanted = seed.get().strip().matches("-?\\d{1,18}") ? Long.parseLong(seed.get().strip()) : 1;
        SamplingSettings settings = sampling.get();
        writing.set(true);
        problem.set(null);
        thread.run(BackgroundTask.of("Generating a response", progress -> inference.respond(name, turns, settings, wanted, progress))
                .show(answer -> {
                    writing.set(false);
                    written = new Written(name, wanted, settings, turns, answer.text(), Instant.now());
                    response.set(answer.text());
                }).failed(failure -> {
                    writing.set(false);
                    problem.set(UserMessage.of(failure));
                }));
    }

    /** Generates with the next seed. */
    public void writeAnother() {
        if (writing.get()) return;
        seed.set(String.valueOf(seed.get().strip().matches("-?\\d{1,17}") ? Long.parseLong(seed.get().strip()) + 1 : 1));
        write();
    }

    /** The page's content as a case: reference, and response with its system and levels. */
    public CaseDraft draft() {
        List<String> turns = TurnText.turns(context.get());
        String said = response.get().strip();
        String target = reference.get().strip();
        boolean example = taken != null && taken.context().equals(turns);
        Question now = question();
        LevelScores targetReading = now != null && sameTarget(now, known) ? LevelScores.of(now.identifiers(), knownTarget) : null;
        CaseDraft draft = CaseDraft.of(turns).emotion(example ? taken.emotion() : "")
                .source(example ? taken.id() : "").reference(target, targetReading, Instant.now());
        if (said.isEmpty() || said.equals(target)) return draft;
        boolean generated = written != null && written.text().strip().equals(said) && written.turns().equals(turns);
        Provenance from = generated
                ? Provenance.generator(written.generator(), written.seed(), Settings.toMap(written.sampling()), written.at())
                : Provenance.of(example && taken.response().strip().equals(said) ? Provenance.Kind.PUBLISHED : Provenance.Kind.PERSON,
                        "", Instant.now());
        CaseResponse one = CaseResponse.of(generated ? written.generator() : from.kind() == Provenance.Kind.PERSON ? "Typed" : "Published",
                from, said);
        ScoredResponse answer = answered.get();
        boolean read = answer != null && answer.response().equals(said) && answer.context().equals(turns);
        if (read)
            one = one.read(LevelScores.of(answer.identifiers(), answer.profile()),
                    targetReading == null ? null : answer.profile().reward(knownTarget.levels()));
        return draft.response(one);
    }

    private void read() {
        spoken.set(new TypedPair(TurnText.turns(context.get()), response.get().strip()));
        Question question = question();
        if (question == null) {
            again = false;
            publish(null, null);
            scoring.set(false);
            return;
        }
        scoring.set(true);
        evidence.giveWay();
        whatIf.giveWay();
        if (reading) {
            again = true;
            return;
        }
        reading = true;
        again = false;
        EmpathyProfile target = sameTarget(question, known) ? knownTarget : null;
        thread.run(BackgroundTask.of("Scoring", progress -> {
            EmpathyProfile of = inspection.read(question.identifiers(), question.turns(), question.response(), progress);
            boolean needed = target == null && !question.reference().isEmpty();
            return new Levels(of,
                    needed ? inspection.read(question.identifiers(), question.turns(), question.reference(), progress) : target);
        }).show(levels -> {
            reading = false;
            Question now = question();
            if (now != null && now.identifiers().equals(question.identifiers()) && now.turns().equals(question.turns())) {
                problem.set(null);
                if (levels.reference() != null) {
                    known = question;
                    knownTarget = levels.reference();
                }
                publish(question, levels);
            }
            next();
        }).failed(failure -> {
            reading = false;
            if (!again) {
                publish(null, null);
                problem.set(UserMessage.of(failure));
            }
            next();
        }).quietly());
    }

    private void next() {
        if (again) {
            read();
            return;
        }
        scoring.set(false);
        evidence.goOn();
        whatIf.goOn();
    }

    /** The pair to score; null while incomplete. */
    private Question question() {
        List<String> turns = TurnText.turns(context.get());
        String set = identifiers.get();
        String answer = response.get().strip();
        return turns.isEmpty() || answer.isEmpty() || set == null || set.isEmpty()
                ? null : new Question(set, turns, answer, reference.get().strip());
    }

    private static boolean sameTarget(Question one, Question other) {
        return other != null && !one.reference().isEmpty() && one.identifiers().equals(other.identifiers())
                && one.turns().equals(other.turns()) && one.reference().equals(other.reference());
    }

    private void publish(Question question, Levels levels) {
        profile.set(question == null ? null : levels.response());
        reward.set(question == null || levels.reference() == null || question.reference().isEmpty()
                ? null : Reward.of(levels.response(), levels.reference()));
        answered.set(question == null ? null
                : new ScoredResponse(question.identifiers(), question.turns(), question.response(), levels.response()));
    }

    private void offer(Contents contents) {
        replace(identifierSets, contents.identifierSets(), identifiers);
        replace(generators, contents.generators(), generator);
    }

    private static void replace(ObservableList<String> list, List<String> now, StringProperty chosen) {
        if (list.equals(now)) return;
        String before = chosen.get();
        list.setAll(now);
        chosen.set(now.contains(before) ? before : now.isEmpty() ? "" : now.get(0));
    }
}
