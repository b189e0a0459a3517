package org.empathyworkbench.app.compare;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.comparison.ComparedColumn;
import org.empathyworkbench.comparison.ComparedContext;
import org.empathyworkbench.comparison.Comparison;
import org.empathyworkbench.comparison.ContextSource;
import org.empathyworkbench.comparison.ResponseWriting;
import org.empathyworkbench.comparison.SamplingPlan;
import org.empathyworkbench.data.ContextJoin;
import org.empathyworkbench.workspace.Workspace;

/**
 * The table behind the page, and how it is read from the workspace: contexts from their source, and into each column the responses that are
 * stored, with the levels that are known. No model is asked here; that is {@link ResponseFiller}.
 */
final class ComparisonReading {
    /** Contexts that were read, before they are on the page. */
    record Opened(Comparison comparison, ContextJoin join) {
        static Opened of(List<ComparedContext> contexts) {
            return new Opened(new Comparison(contexts), new ContextJoin(contexts.stream().map(ComparedContext::example).toList()));
        }
    }

    private final Workspace workspace;
    private final TaskExecutor quick;
    private final LevelReading levels;
    private final Runnable filled;
    private final Consumer<Throwable> failed;
    private final ReadOnlyBooleanWrapper opening = new ReadOnlyBooleanWrapper();
    private Comparison comparison = new Comparison(List.of());
    private ContextJoin join = new ContextJoin(List.of());

    /**
     * @param filled hears when a column was filled
     * @param failed hears why one could not be
     */
    ComparisonReading(Workspace workspace, TaskExecutor quick, LevelReading levels, Runnable filled, Consumer<Throwable> failed) {
        this.workspace = workspace;
        this.quick = quick;
        this.levels = levels;
        this.filled = filled;
        this.failed = failed;
    }

    /** The table that is on the page. */
    Comparison comparison() { return comparison; }

    /** While contexts or responses are being read. */
    ReadOnlyBooleanProperty openingProperty() { return opening.getReadOnlyProperty(); }

    /** Nothing more is waited for. */
    void giveUp() { opening.set(false); }

    /** Reads contexts; they are not on the page before {@link #show}. */
    void read(ContextSource source, Consumer<Opened> then, Consumer<Throwable> otherwise) {
        opening.set(true);
        quick.run(BackgroundTask.of("Reading contexts", progress -> Opened.of(source.read(workspace))).show(found -> {
            opening.set(false);
            then.accept(found);
        }).failed(otherwise::accept).latestOf("comparison contexts"));
    }

    /** Replaces the table; its columns are empty. */
    void show(Opened found) {
        comparison = found.comparison;
        join = found.join;
    }

    /** Empties a column and reads into it what is stored of its kind. */
    void fill(CompareColumn column) {
        Comparison into = comparison;
        ContextJoin by = join;
        SamplingPlan drawing = column.drawing();
        ColumnSource source = column.source();
        ComparedColumn fresh = empty(column);
        column.joined("");
        opening.set(true);
        quick.run(BackgroundTask.of("Reading the responses of " + source.title(), progress -> {
            String words = ResponseWriting.fill(fresh, source.stored(drawing),
                    source.live() ? drawing.samples() : SamplingPlan.MOST_SAMPLES, by);
            levels.recall(into, IntStream.range(0, into.size()).toArray());
            return (words + " " + source.leftOut()).strip();
        }).show(words -> {
            opening.set(false);
            column.joined(words);
            filled.run();
        }).failed(failed::accept).latestOf("comparison column " + column.key()));
    }

    /** Takes what a column holds out of the table. */
    ComparedColumn empty(CompareColumn column) {
        ComparedColumn fresh = new ComparedColumn(column.key(), comparison.size());
        comparison.put(fresh);
        return fresh;
    }

    /** Puts one answer to the only context. */
    void put(String key, Answer answer) {
        ComparedColumn column = new ComparedColumn(key, 1);
        column.put(0, List.of(answer));
        comparison.put(column);
    }
}
