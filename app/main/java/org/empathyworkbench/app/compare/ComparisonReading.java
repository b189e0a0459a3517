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
 * The comparison and its loading from the workspace: contexts from their source, and each column's stored responses with known levels.
 * Runs no model; see {@link ResponseFiller}.
 */
final class ComparisonReading {
    /** Contexts that have been read but are not shown yet. */
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
     * @param filled called when a column has been loaded
     * @param failed called when a column could not be loaded
     */
    ComparisonReading(Workspace workspace, TaskExecutor quick, LevelReading levels, Runnable filled, Consumer<Throwable> failed) {
        this.workspace = workspace;
        this.quick = quick;
        this.levels = levels;
        this.filled = filled;
        this.failed = failed;
    }

    /** The displayed comparison. */
    Comparison comparison() { return comparison; }

    /** True while contexts or responses are being read. */
    ReadOnlyBooleanProperty openingProperty() { return opening.getReadOnlyProperty(); }

    /** Abandons pending reads. */
    void giveUp() { opening.set(false); }

    /** Reads contexts; they are displayed by {@link #show}. */
    void read(ContextSource source, Consumer<Opened> then, Consumer<Throwable> otherwise) {
        opening.set(true);
        quick.run(BackgroundTask.of("Reading contexts", progress -> Opened.of(source.read(workspace))).show(found -> {
            opening.set(false);
            then.accept(found);
        }).failed(otherwise::accept).latestOf("comparison contexts"));
    }

    /** Replaces the comparison; its columns are empty. */
    void show(Opened found) {
        comparison = found.comparison;
        join = found.join;
    }

    /** Clears a column and loads its stored responses. */
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

    /** Removes a column's responses from the comparison. */
    ComparedColumn empty(CompareColumn column) {
        ComparedColumn fresh = new ComparedColumn(column.key(), comparison.size());
        comparison.put(fresh);
        return fresh;
    }

    /** Sets one response for the only context. */
    void put(String key, Answer answer) {
        ComparedColumn column = new ComparedColumn(key, 1);
        column.put(0, List.of(answer));
        comparison.put(column);
    }
}
