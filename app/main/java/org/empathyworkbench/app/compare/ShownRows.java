package org.empathyworkbench.app.compare;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.comparison.Comparison;
import org.empathyworkbench.comparison.Metrics;
import org.empathyworkbench.comparison.RowFilter;

/** The rows that match the filter and the metrics over them, computed in the background by {@link #refresh}; the latest request wins. */
public final class ShownRows {
    private final TaskExecutor quick;
    private final ColumnList columns;
    private final Supplier<Comparison> comparison;
    private final BooleanSupplier levelsRead;
    private final Runnable moved;
    private final Metrics.Counter counter = new Metrics.Counter();
    private final FilterViewModel filter = new FilterViewModel(this::refresh);
    private final ReadOnlyObjectWrapper<int[]> shown = new ReadOnlyObjectWrapper<>(new int[0]);
    private final ReadOnlyObjectWrapper<Metrics> figures = new ReadOnlyObjectWrapper<>(Metrics.NONE);
    private final ReadOnlyIntegerWrapper unseen = new ReadOnlyIntegerWrapper();

    /**
     * @param comparison the displayed one
     * @param levelsRead whether identifiers are chosen
     * @param moved      called when rows or metrics were set
     */
    ShownRows(TaskExecutor quick, ColumnList columns, Supplier<Comparison> comparison, BooleanSupplier levelsRead, Runnable moved) {
        this.quick = quick;
        this.columns = columns;
        this.comparison = comparison;
        this.levelsRead = levelsRead;
        this.moved = moved;
    }

    /** The filter. */
    public FilterViewModel filter() { return filter; }

    /** The matching rows of the comparison. */
    public ReadOnlyObjectProperty<int[]> shownProperty() { return shown.getReadOnlyProperty(); }

    /** The metrics over the matching rows. */
    public ReadOnlyObjectProperty<Metrics> figuresProperty() { return figures.getReadOnlyProperty(); }

    /** Number of unscored responses. */
    public ReadOnlyIntegerProperty unseenProperty() { return unseen.getReadOnlyProperty(); }

    /** Clears the rows until the next refresh. */
    void clear() { shown.set(new int[0]); }

    private record Look(int[] rows, Metrics figures, int unseen) { }

    /** Recomputes rows and metrics; also called during long work. */
    void refresh() {
        Comparison of = comparison.get();
        RowFilter asked = filter.filter();
        List<String> systems = columns.shownSystems();
        List<String> keys = columns.shown().stream().map(CompareColumn::key).toList();
        quick.run(BackgroundTask.of("Filtering the comparison", progress -> {
            int[] found = asked.rows(of, systems);
            progress.check();
            return new Look(found, counter.count(of, keys, found), of.unseenCount());
        }).show(look -> {
            if (of == comparison.get()) show(look);
        }).latestOf("comparison rows").quietly());
    }

    private void show(Look look) {
        if (!Arrays.equals(look.rows, shown.get())) shown.set(look.rows);
        figures.set(look.figures);
        columns.all().forEach(column -> column.figures(look.figures.of(column.key())));
        unseen.set(levelsRead.getAsBoolean() ? look.unseen : 0);
        moved.run();
    }
}
