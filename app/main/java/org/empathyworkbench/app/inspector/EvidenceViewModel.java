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
 * Evidence for the current levels. As attribution can take longer than scoring, it starts after a pause and is interrupted by a new
 * query. Every change of response, method or settings starts a new search; the displayed evidence is always of one search.
 */
public final class EvidenceViewModel {
    /** Evidence with the response it belongs to. */
    public record Found(ScoredResponse answer, Map<Mechanism, Evidence> evidence) {
        public Found { evidence = Map.copyOf(evidence); }

        public EvidenceMethod method() { return evidence.values().iterator().next().method(); }

        /** Granularity: per word, or the mean over each sentence. */
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
    private EvidenceMethod wished;      // the user's choice; null for none
    private boolean choosing;
    private boolean gaveWay;

    /** @param later runs the latest submitted action after a pause */
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

    /** Attribution method; null until the identifiers' methods are known: then the best by measurement, unless the user chose one. */
    public ObjectProperty<EvidenceMethod> methodProperty() { return method; }

    public ObjectProperty<EvidenceSettings> settingsProperty() { return settings; }

    /** The method that the user chose; empty for the default. */
    public Optional<EvidenceMethod> wished() { return Optional.ofNullable(wished); }

    /** The user's granularity; null for the default. */
    public ObjectProperty<EvidenceUnit> unitProperty() { return unit; }

    /** Displayed granularity: the user's choice, else sentences (better by measurement), or words if there is only one sentence. */
    public ReadOnlyObjectProperty<EvidenceUnit> drawnProperty() { return drawn.getReadOnlyProperty(); }

    /** The displayed mechanism; null for all three. */
    public ObjectProperty<Mechanism> shownProperty() { return shown; }

    /** Methods of the current identifiers. */
    public ObservableList<EvidenceMethod> methods() { return methodsToRead; }

    /** Null before the first search. May belong to the previous response during a search. */
    public ReadOnlyObjectProperty<Found> foundProperty() { return found.getReadOnlyProperty(); }

    public ReadOnlyBooleanProperty searchingProperty() { return searching.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    /** Interrupts a search in favour of a shorter query; {@link #goOn} resumes it. */
    void giveWay() {
        if (work == null || !searching.get()) return;
        work.cancel();
        gaveWay = true;
    }

    /** Restarts an interrupted search, even for the same response. */
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
