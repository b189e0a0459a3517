package org.empathyworkbench.app.example;

import java.util.ArrayList;
import java.util.List;
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
import org.empathyworkbench.app.example.ExampleSource.Kind;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.shell.WorkspaceWatch.Contents;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.workspace.DatasetInfo;
import org.empathyworkbench.workspace.Page;
import org.empathyworkbench.workspace.ResponseSetInfo;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;

/**
 * Search for an example: source, split, text, and paged results. {@link #next} and {@link #previous} move through the results across
 * pages. A newer search replaces an unfinished one.
 */
public final class ExamplesViewModel {
    /** Conversations, pairs or responses per page. */
    static final int PORTION = 40;

    private final Workspace workspace;
    private final TaskExecutor tasks;
    private final ObservableList<ExampleSource> sources = FXCollections.observableArrayList();
    private final ObservableList<ExampleSource> sourcesToRead = FXCollections.unmodifiableObservableList(sources);
    private final ObjectProperty<ExampleSource> source = new SimpleObjectProperty<>();
    private final ObjectProperty<Split> split = new SimpleObjectProperty<>();
    private final StringProperty text = new SimpleStringProperty("");
    private final ObservableList<ExampleHit> found = FXCollections.observableArrayList();
    private final ObservableList<ExampleHit> foundToRead = FXCollections.unmodifiableObservableList(found);
    private final ReadOnlyIntegerWrapper total = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper offset = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<ExampleHit> chosen = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper searching = new ReadOnlyBooleanWrapper();
    private boolean first;

    public ExamplesViewModel(Workspace workspace, WorkspaceWatch watch, TaskExecutor tasks) {
        this.workspace = workspace;
        this.tasks = tasks;
        source.addListener((o, before, now) -> search(0, 0));
        split.addListener((o, before, now) -> search(0, 0));
        text.addListener((o, before, now) -> search(0, 0));
        watch.contentsProperty().subscribe(this::offer);
    }

    /** Datasets with dialogues or pairs, response sets, and runs with samples. */
    public ObservableList<ExampleSource> sources() { return sourcesToRead; }

    /** Null while there is none. */
    public ObjectProperty<ExampleSource> sourceProperty() { return source; }

    /** Null for all splits. */
    public ObjectProperty<Split> splitProperty() { return split; }

    public StringProperty textProperty() { return text; }

    /** The current page. */
    public ObservableList<ExampleHit> found() { return foundToRead; }

    /** Total number of matches. */
    public ReadOnlyIntegerProperty totalProperty() { return total.getReadOnlyProperty(); }

    /** Offset of the current page. */
    public ReadOnlyIntegerProperty offsetProperty() { return offset.getReadOnlyProperty(); }

    public ReadOnlyBooleanProperty searchingProperty() { return searching.getReadOnlyProperty(); }

    /** The last picked example; null before the first. */
    public ReadOnlyObjectProperty<ExampleHit> chosenProperty() { return chosen.getReadOnlyProperty(); }

    public void choose(ExampleHit example) { chosen.set(example); }

    /** Picks the first result, now or when the search ends, unless one has been picked by then. */
    public void chooseFirst() {
        if (chosen.get() != null) return;
        if (!found.isEmpty()) choose(found.get(0));
        else first = true;
    }

    /** Shows another page. */
    public void go(int to) { search(Math.max(0, to), 0); }

    /** Picks the next example; the first when none is picked. */
    public void next() {
        int at = found.indexOf(chosen.get());
        if (at + 1 < found.size()) choose(found.get(at + 1));
        else if (offset.get() + PORTION < total.get()) search(offset.get() + PORTION, 1);
    }

    public void previous() {
        int at = found.indexOf(chosen.get());
        if (at > 0) choose(found.get(at - 1));
        else if (at == 0 && offset.get() > 0) search(Math.max(0, offset.get() - PORTION), -1);
    }

    /** @param then 1 picks the first of the new page, -1 the last, 0 none */
    private void search(int from, int then) {
        ExampleSource wanted = source.get();
        if (wanted == null) {
            found.clear();
            total.set(0);
            return;
        }
        Split part = wanted.inParts() ? split.get() : null;
        String words = text.get() == null ? "" : text.get().strip();
        searching.set(true);
        tasks.run(BackgroundTask.of("Finding examples", progress -> wanted.read(workspace, part, words, from, PORTION)).show(page -> {
            searching.set(false);
            take(page, then);
        }).latestOf("examples " + System.identityHashCode(this)).quietly());
    }

    private void take(Page<ExampleHit> page, int then) {
        offset.set(page.offset());
        total.set(page.total());
        found.setAll(page.rows());
        if (first && !found.isEmpty()) {
            first = false;
            chooseFirst();
        }
        if (then == 0 || found.isEmpty()) return;
        choose(found.get(then > 0 ? 0 : found.size() - 1));
    }

    private void offer(Contents contents) {
        List<ExampleSource> now = new ArrayList<>();
        for (DatasetInfo dataset : contents.datasets()) {
            if (dataset.responses() > 0) now.add(new ExampleSource(Kind.DIALOGUES, dataset.name()));
            if (dataset.pairs() > 0) now.add(new ExampleSource(Kind.PAIRS, dataset.name()));
        }
        for (ResponseSetInfo set : contents.responseSets()) now.add(new ExampleSource(Kind.RESPONSES, set.name()));
        for (RunInfo run : contents.runs()) {
            boolean answers = run.kind() != RunKind.IDENTIFIERS && run.step() > 0;
            if (answers) now.add(new ExampleSource(Kind.SAMPLES, run.id(), run.name()));
        }
        if (now.equals(sources)) return;
        ExampleSource before = source.get();
        sources.setAll(now);
        source.set(now.contains(before) ? before
                : now.stream().filter(one -> one.kind() == Kind.DIALOGUES).findFirst().orElse(now.isEmpty() ? null : now.get(0)));
    }
}
