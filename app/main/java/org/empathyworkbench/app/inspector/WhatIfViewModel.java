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

/** What-if analysis: levels without a word or a sentence, or with a replacement. Computed only while visible. */
public final class WhatIfViewModel {
    /** An edit of the response and its levels. */
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

    /** @param put replaces the response */
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

    /** True while visible; nothing is computed otherwise. */
    public BooleanProperty lookedAtProperty() { return lookedAt; }

    /** The selected range, in the scored response; null for none. */
    public ObjectProperty<TextSpan> partProperty() { return part; }

    /** The replacement; empty deletes the range. */
    public StringProperty insteadProperty() { return instead; }

    /** Null before the first search; of the previous response during a search. */
    public ReadOnlyObjectProperty<EditReport> reportProperty() { return report.getReadOnlyProperty(); }

    /** Result of the last edit; null before one and after a change of the response. */
    public ReadOnlyObjectProperty<Tried> triedProperty() { return tried.getReadOnlyProperty(); }

    public ReadOnlyBooleanProperty searchingProperty() { return searching.getReadOnlyProperty(); }

    /** The current or last search, for its progress; null before the first. */
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

    /** Interrupts a search in favour of a shorter query; {@link #goOn} resumes it. */
    void giveWay() {
        if (work.get() == null || !searching.get()) return;
        work.get().cancel();
        gaveWay = true;
    }

    /** Restarts an interrupted search, even for the same response. */
    void goOn() {
        if (!gaveWay) return;
        gaveWay = false;
        if (lookedAt.get()) later.accept(this::search);
        else searching.set(false);
    }

    /** Cancels the search; earlier results are kept. */
    public void cancel() {
        if (work.get() != null) work.get().cancel();
        searching.set(false);
    }

    /** Scores the response with the replacement. */
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

    /** Text of the selection; empty for none. */
    public String chosenText() {
        return part.get() == null || answered.getValue() == null ? "" : part.get().of(answered.getValue().response());
    }

    /** Applies an edit to the response. */
    public void take(String text) { put.accept(text); }
}
