package org.empathyworkbench.app.inspector;

import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.empathyworkbench.app.inference.Inspection;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.RunningTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.identifier.EditReport;
import org.empathyworkbench.identifier.EditSearch;
import org.empathyworkbench.text.TextSpan;

/**
 * What would happen to the levels without a word or a sentence, or with another one in its place. Looked for while somebody looks at it.
 */
public final class WhatIfViewModel {
    /** A part of the response with something else in its place, and what is read then. */
    public record Tried(TextSpan part, String instead, String text, EmpathyProfile before, EmpathyProfile after) { }

    private final Inspection inspection;
    private final TaskExecutor thread;
    private final ObservableValue<ScoredResponse> answered;
    private final Consumer<Runnable> later;
    private final Consumer<String> put;
    private final BooleanProperty lookedAt = new SimpleBooleanProperty();
    private final ObjectProperty<TextSpan> part = new SimpleObjectProperty<>();
    private final StringProperty instead = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<EditReport> report = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Tried> tried = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper searching = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<RunningTask> work = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();
    private ScoredResponse reported;
    private boolean gaveWay;

    /** @param put takes a text over as the response */
    WhatIfViewModel(Inspection inspection, TaskExecutor thread,
            ObservableValue<ScoredResponse> answered, Consumer<Runnable> later, Consumer<String> put) {
        this.inspection = inspection;
        this.thread = thread;
        this.answered = answered;
        this.later = later;
        this.put = put;
        answered.addListener((o, before, now) -> {
            if (before == null || now == null || !before.response().equals(now.response())) part.set(null);
            tried.set(null);
            gaveWay = false;
            if (work.get() != null) work.get().cancel();
            searching.set(false);
            if (now == null) report.set(null);
            else if (lookedAt.get()) later.accept(this::search);
        });
        lookedAt.addListener((o, before, now) -> {
            if (now && answered.getValue() != null && !answered.getValue().equals(reported)) search();
        });
        part.addListener((o, before, now) -> tried.set(null));
    }

    /** True while the page shows it; nothing is looked for otherwise. */
    public BooleanProperty lookedAtProperty() { return lookedAt; }

    /** The word or sentence that something is put in place of; null for none. Places are of the answered response. */
    public ObjectProperty<TextSpan> partProperty() { return part; }

    /** What is put there; empty leaves the part out. */
    public StringProperty insteadProperty() { return instead; }

    /** Null before the first search; of the answer before while a new one is looked at. */
    public ReadOnlyObjectProperty<EditReport> reportProperty() { return report.getReadOnlyProperty(); }

    /** What the last trial gave; null before one and when the response changed. */
    public ReadOnlyObjectProperty<Tried> triedProperty() { return tried.getReadOnlyProperty(); }

    public ReadOnlyBooleanProperty searchingProperty() { return searching.getReadOnlyProperty(); }

    /** The search under way or the last one, for its progress; null before the first. */
    public ReadOnlyObjectProperty<RunningTask> workProperty() { return work.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    public void search() {
        ScoredResponse of = answered.getValue();
        if (of == null) return;
        searching.set(true);
        problem.set(null);
        work.set(thread.run(BackgroundTask.of("Finding the smallest edits",
                progress -> inspection.edits(of.identifiers(), of.context(), of.response(), EditSearch.standard(), progress))
                .show(found -> {
                    if (!of.equals(answered.getValue())) return;
                    searching.set(false);
                    reported = of;
                    report.set(found);
                }).failed(failure -> {
                    searching.set(false);
                    problem.set(UserMessage.of(failure));
                }).latestOf("inspector what-if")));
    }

    /** Ends a search under way, for something shorter is asked of the models; {@link #goOn} takes it up again. */
    void giveWay() {
        if (work.get() == null || !searching.get()) return;
        work.get().cancel();
        gaveWay = true;
    }

    /** Searches again after it gave way, also when the answer is still the same. */
    void goOn() {
        if (!gaveWay) return;
        gaveWay = false;
        if (lookedAt.get()) later.accept(this::search);
        else searching.set(false);
    }

    /** Ends the search; what stood there before stays. */
    public void cancel() {
        if (work.get() != null) work.get().cancel();
        searching.set(false);
    }

    /** Reads the response with the chosen part replaced. */
    public void tryIt() {
        ScoredResponse of = answered.getValue();
        TextSpan at = part.get();
        if (of == null || at == null) return;
        String word = instead.get().strip();
        String text = (of.response().substring(0, at.from()) + word + of.response().substring(at.to())).replaceAll("\\s{2,}", " ").strip();
        thread.run(BackgroundTask.of("Scoring the edit", progress -> inspection.read(of.identifiers(), of.context(), text, progress))
                .show(after -> {
                    if (of.equals(answered.getValue())) tried.set(new Tried(at, word, text, of.profile(), after));
                }).failed(failure -> problem.set(UserMessage.of(failure))).latestOf("inspector trial").quietly());
    }

    /** The chosen part's text; empty for none. */
    public String chosenText() {
        return part.get() == null || answered.getValue() == null ? "" : part.get().of(answered.getValue().response());
    }

    /** Makes an edited text the response. */
    public void take(String text) { put.accept(text); }
}
