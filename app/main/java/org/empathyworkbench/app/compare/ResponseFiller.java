package org.empathyworkbench.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.InteractionGate;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.app.task.RunningTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.comparison.ComparedColumn;
import org.empathyworkbench.comparison.Comparison;
import org.empathyworkbench.comparison.ResponseWriting;
import org.empathyworkbench.comparison.SamplingPlan;

/**
 * Fills a comparison: responses to one context, scores of visible rows, and long work (all scores, or responses to all contexts). One
 * task of each kind at a time.
 */
final class ResponseFiller {
    /** Callbacks to the page, on the JavaFX thread. */
    interface Page {
        /** Displayed data may have changed. */
        void moved();

        /** Rows and metrics must be recomputed. */
        void refresh();

        void failed(Throwable failure);

        /** The long task has ended. @param said summary for the user; empty for none */
        void kept(String said);
    }

    private final CompareViewModel.Tasks tasks;
    private final LevelReading levels;
    private final ResponseWriting writing;
    private final ColumnList columns;
    private final InteractionGate giveWay;
    private final Page page;
    private final ReadOnlyBooleanWrapper answering = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<RunningTask> longWork = new ReadOnlyObjectWrapper<>();
    private boolean begun;
    private long question;

    ResponseFiller(CompareViewModel.Tasks tasks, LevelReading levels,
            ResponseWriting writing, ColumnList columns, InteractionGate giveWay, Page page) {
        this.tasks = tasks;
        this.levels = levels;
        this.writing = writing;
        this.columns = columns;
        this.giveWay = giveWay;
        this.page = page;
    }

    ReadOnlyBooleanProperty answeringProperty() { return answering.getReadOnlyProperty(); }

    ReadOnlyObjectProperty<RunningTask> longWorkProperty() { return longWork.getReadOnlyProperty(); }

    /** Whether the user has requested a response on this page. */
    boolean begun() { return begun; }

    /** Abandons current work: the selection has changed. */
    void forget() {
        stop();
        question++;
        answering.set(false);
    }

    /** Cancels the long task; its results so far are kept. */
    void stop() {
        if (longWork.get() != null) longWork.get().cancel();
        longWork.set(null);
    }

    /** Generates every shown system's response for a row, one after another, and scores them. */
    void answer(Comparison on, int row) {
        begun = true;
        answering.set(true);
        next(on, ++question, row, asked(), 0);
    }

    private void write(Comparison on, ComparedColumn column, ColumnSource source, SamplingPlan drawing, int[] rows, Progress progress) {
        ResponseWriting.write(on, column, (contexts, sample) -> source.ask(contexts, drawing, sample, progress),
                drawing.samples(), rows, new ProgressAdapter(progress, giveWay));
    }

    private List<CompareColumn> asked() { return columns.shown().stream().filter(CompareColumn::live).toList(); }

    private void next(Comparison on, long asked, int row, List<CompareColumn> systems, int index) {
        CompareColumn system = index < systems.size() ? systems.get(index) : null;
        SamplingPlan drawing = system == null ? null : system.drawing();
        // Waiting for a server must not block the models in memory.
        TaskExecutor where = system != null && system.source().kind() == ColumnSource.Kind.ENDPOINT ? tasks.quick() : tasks.inference();
        where.run(BackgroundTask.of(system == null ? "Scoring" : "Generating: " + system.title(), progress -> {
            ComparedColumn column = system == null ? null : on.column(system.key());
            if (column != null) write(on, column, system.source(), drawing, new int[] {row}, progress);
            levels.read(on, new int[] {row}, true, progress);
            return on;
        }).show(done -> {
            if (asked != question) return;
            page.moved();
            if (system != null) {
                next(on, asked, row, systems, index + 1);
                return;
            }
            answering.set(false);
            page.refresh();
        }).failed(failure -> {
            if (asked != question) return;
            answering.set(false);
            page.failed(failure);
        }).latestOf("comparison answer"));
    }

    /** Scores a few rows; a newer call replaces a waiting one. */
    void look(Comparison on, int[] seen) {
        if (on.unseen(seen, true).isEmpty()) return;
        tasks.inference().run(BackgroundTask.of("Scoring", progress -> {
            levels.read(on, seen, true, progress);
            return on;
        }).show(done -> page.refresh()).failed(page::failed).latestOf("comparison look").quietly());
    }

    void readAll(Comparison on) {
        minutes(BackgroundTask.of("Scoring", progress -> {
            levels.read(on, IntStream.range(0, on.size()).toArray(), false, progress);
            return "";
        }));
    }

    /** @param of description of the contexts */
    void answerAll(Comparison on, int[] rows, String of) {
        List<CompareColumn> systems = asked();
        List<SamplingPlan> drawings = systems.stream().map(CompareColumn::drawing).toList();
        List<String> titles = systems.stream().map(CompareColumn::title).toList();
        minutes(BackgroundTask.of("Writing responses", progress -> {
            List<String> kept = new ArrayList<>();
            for (int i = 0; i < systems.size(); i++) {
                ComparedColumn column = on.column(systems.get(i).key());
                ColumnSource source = systems.get(i).source();
                if (column == null) continue;
                progress.say(titles.get(i));
                int before = column.responses();
                try {
                    write(on, column, source, drawings.get(i), rows, new SubProgress(progress, i, systems.size()));
                } finally {
                    if (column.responses() > before)
                        kept.add(writing.keep(on, column, source.title(), drawings.get(i), source.facts(drawings.get(i)), of).name());
                }
            }
            progress.say("");
            levels.recall(on, rows);
            return kept.isEmpty() ? "Nothing to generate: every shown context has its responses."
                    : "Stored as the response set" + (kept.size() == 1 ? " " : "s ") + String.join(", ", kept) + ".";
        }));
    }

    private void minutes(BackgroundTask<String> task) {
        stop();
        RunningTask work = tasks.minutes().run(task.show(said -> {
            longWork.set(null);
            page.refresh();
            page.kept(said);
        }).failed(failure -> {
            longWork.set(null);
            page.refresh();
            page.failed(failure);
        }));
        longWork.set(work.done() ? null : work);
    }
}
