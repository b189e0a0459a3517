package org.empathyworkbench.app.inspector;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.empathyworkbench.app.inference.Inspection;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.RunningTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.identifier.Evidence;
import org.empathyworkbench.identifier.EvidenceMethod;
import org.empathyworkbench.identifier.EvidenceSettings;
import org.empathyworkbench.identifier.EvidenceUnit;
import org.empathyworkbench.text.TextSpan;

/**
 * Which words carry the levels that were read last. Finding them may take longer than reading levels, so it waits for a pause and gives way
 * at once when there is something new to read. Every answer, method and setting leads to a new search;
 * what is shown is always of one of them whole.
 */
public final class EvidenceViewModel {
    /** What was found, of which answer. */
    public record Found(ScoredResponse answer, Map<Mechanism, Evidence> evidence) {
        public Found { evidence = Map.copyOf(evidence); }

        public EvidenceMethod method() { return evidence.values().iterator().next().method(); }

        /** Each word's own score, or its sentence's mean. */
        Found by(EvidenceUnit unit) {
            Map<Mechanism, Evidence> all = new EnumMap<>(Mechanism.class);
            evidence.forEach((mechanism, one) -> all.put(mechanism, one.by(unit, answer.response())));
            return new Found(answer, all);
        }
    }

    private record Finding(List<EvidenceMethod> methods, Found found) { }

    private final Inspection inspection;
    private final TaskExecutor thread;
    private final ObservableValue<ScoredResponse> answered;
    private final Consumer<Runnable> later;
    private final ObjectProperty<EvidenceMethod> method = new SimpleObjectProperty<>();
    private final ObjectProperty<EvidenceSettings> settings = new SimpleObjectProperty<>(EvidenceSettings.standard());
    private final ObjectProperty<EvidenceUnit> unit = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<EvidenceUnit> drawn = new ReadOnlyObjectWrapper<>(EvidenceUnit.SENTENCE);
    private final ObjectProperty<Mechanism> shown = new SimpleObjectProperty<>();
    private final ObservableList<EvidenceMethod> methods = FXCollections.observableArrayList();
    private final ObservableList<EvidenceMethod> methodsToRead = FXCollections.unmodifiableObservableList(methods);
    private final ReadOnlyObjectWrapper<Found> found = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper searching = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();
    private RunningTask work;
    private EvidenceMethod wished;      // by a person; null while nobody chose
    private boolean choosing;
    private boolean gaveWay;

    /** @param later runs the latest of what it is given after a pause */
    EvidenceViewModel(Inspection inspection, TaskExecutor thread, ObservableValue<ScoredResponse> answered, Consumer<Runnable> later) {
        this.inspection = inspection;
        this.thread = thread;
        this.answered = answered;
        this.later = later;
        answered.addListener((o, before, now) -> ask());
        method.addListener((o, before, now) -> {
            if (choosing || now == null) return;
            wished = now;
            find();
        });
        settings.addListener((o, before, now) -> find());
        unit.addListener((o, before, now) -> draw(found.get()));
    }

    /** Null until identifiers were asked which methods they have: then the one that is best by measurement, unless a person chose. */
    public ObjectProperty<EvidenceMethod> methodProperty() { return method; }

    public ObjectProperty<EvidenceSettings> settingsProperty() { return settings; }

    /** The method that a person chose; empty while it is the one that is best by measurement. */
    public Optional<EvidenceMethod> wished() { return Optional.ofNullable(wished); }

    /** What a person wants drawn; null while nobody chose. */
    public ObjectProperty<EvidenceUnit> unitProperty() { return unit; }

    /**
     * What is drawn: what a person chose, otherwise sentences, which is better by measurement, and words where there is one sentence alone.
     */
    public ReadOnlyObjectProperty<EvidenceUnit> drawnProperty() { return drawn.getReadOnlyProperty(); }

    /** The one mechanism that is drawn; null for all three. */
    public ObjectProperty<Mechanism> shownProperty() { return shown; }

    /** What the present identifiers have. */
    public ObservableList<EvidenceMethod> methods() { return methodsToRead; }

    /** Null while nothing was read. May be of an answer before the present one while the new one is looked at. */
    public ReadOnlyObjectProperty<Found> foundProperty() { return found.getReadOnlyProperty(); }

    public ReadOnlyBooleanProperty searchingProperty() { return searching.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    /** Ends a search under way, for something shorter is asked of the models; {@link #goOn} takes it up again. */
    void giveWay() {
        if (work == null || !searching.get()) return;
        work.cancel();
        gaveWay = true;
    }

    /** Searches again after it gave way, also when the answer is still the same. */
    void goOn() { if (gaveWay) ask(); }

    private void ask() {
        gaveWay = false;
        if (work != null) work.cancel();
        if (answered.getValue() == null) {
            found.set(null);
            searching.set(false);
            return;
        }
        searching.set(true);
        later.accept(this::find);
    }

    private void find() {
        ScoredResponse of = answered.getValue();
        if (of == null) return;
        EvidenceMethod wanted = wished;
        EvidenceSettings how = settings.get();
        searching.set(true);
        work = thread.run(BackgroundTask.of("Computing evidence", progress -> {
            List<EvidenceMethod> has = inspection.methods(of.identifiers(), progress);
            EvidenceMethod by = wanted != null && has.contains(wanted) ? wanted : has.get(0);
            return new Finding(has, new Found(of, inspection.evidence(of.identifiers(), of.context(), of.response(), by, how, progress)));
        }).show(finding -> {
            if (!of.equals(answered.getValue())) return;
            searching.set(false);
            problem.set(null);
            choosing = true;
            if (!methods.equals(finding.methods())) methods.setAll(finding.methods());
            method.set(finding.found().method());
            choosing = false;
            draw(finding.found());
            found.set(finding.found());
        }).failed(failure -> {
            searching.set(false);
            found.set(null);
            problem.set(UserMessage.of(failure));
        }).latestOf("inspector evidence").quietly());
    }

    private void draw(Found now) {
        boolean one = now != null && TextSpan.sentences(now.answer().response()).size() < 2;
        drawn.set(unit.get() != null ? unit.get() : one ? EvidenceUnit.WORD : EvidenceUnit.SENTENCE);
    }
}
