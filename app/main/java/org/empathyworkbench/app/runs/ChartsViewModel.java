package org.empathyworkbench.app.runs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.empathyworkbench.app.chart.ChartNotes;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.chart.ChartNote;
import org.empathyworkbench.chart.ChartsOfRuns;
import org.empathyworkbench.chart.ChartsOfRuns.Chart;
import org.empathyworkbench.chart.ChartsOfRuns.Shown;
import org.empathyworkbench.chart.RunCurves;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Runs;
import org.empathyworkbench.workspace.StepNote;

/**
 * The lines of the charts: the open run's curves in sections; with overlaid runs of its kind, one chart per metric with a line per run,
 * or a mean with a band for runs that differ only in their seed. Reads other runs and all notes off the JavaFX thread.
 */
public final class ChartsViewModel implements ChartNotes {
    /** A line of the legend. @param ids of the runs that it represents; lines carry the first */
    record Entry(String label, List<String> ids, int place) {
        Entry { ids = List.copyOf(ids); }
    }

    /** An overlaid run. */
    private static final class Other {
        private RunInfo run;
        private RunCurves curves = new RunCurves();
    }

    private record Read(String id, RunInfo run, RunCurves.Blocks blocks) { }

    private record Look(List<Read> others, List<StepNote> notes) { }

    private final RunViewModel current;
    private final RunSelection selection;
    private final Runs runs;
    private final TaskExecutor tasks;
    private final ChartsOfRuns figures = new ChartsOfRuns();
    private final Map<String, Other> others = new LinkedHashMap<>();
    private final ReadOnlyObjectWrapper<List<Shown>> shown = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Entry>> legend = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Chart>> charts = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<ChartNote>> notes = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyLongWrapper grown = new ReadOnlyLongWrapper();
    private final BooleanProperty bySeed = new SimpleBooleanProperty();
    private Object drawn;
    private long points;
    private boolean looking;
    private boolean again;

    ChartsViewModel(RunViewModel current, RunSelection selection, Runs runs, TaskExecutor tasks) {
        this.current = current;
        this.selection = selection;
        this.runs = runs;
        this.tasks = tasks;
        selection.ids().addListener((InvalidationListener) changed -> {
            others.keySet().retainAll(selection.ids());
            rebuild();
            look();
        });
        current.readsProperty().subscribe(this::rebuild);
        current.runProperty().subscribe(this::rebuild);
        bySeed.subscribe(this::rebuild);
    }

    /** The displayed runs, the open one first. */
    ReadOnlyObjectProperty<List<Shown>> shownProperty() { return shown.getReadOnlyProperty(); }

    /** Entries of the shared legend; none for a single run. */
    ReadOnlyObjectProperty<List<Entry>> legendProperty() { return legend.getReadOnlyProperty(); }

    /** Changes when the set of lines changes, not when lines grow. */
    ReadOnlyObjectProperty<List<Chart>> chartsProperty() { return charts.getReadOnlyProperty(); }

    /** Incremented when curves grow. */
    public ReadOnlyLongProperty grownProperty() { return grown.getReadOnlyProperty(); }

    /** Notes of the displayed runs. */
    public ReadOnlyObjectProperty<List<ChartNote>> notesProperty() { return notes.getReadOnlyProperty(); }

    /** Whether runs that differ only in their seed are drawn as a mean with a band. */
    public BooleanProperty bySeedProperty() { return bySeed; }

    public RunSelection selection() { return selection; }

    /** Reads new points of the other runs, and the notes; skipped while a read is running. */
    public void look() {
        String id = current.id();
        if (id.isEmpty()) return;
        again = looking;
        if (looking) return;
        looking = true;
        for (String other : selection.ids()) if (!other.equals(id)) others.computeIfAbsent(other, one -> new Other());
        Map<String, Map<String, Long>> seen = new LinkedHashMap<>();
        others.forEach((other, one) -> { if (!other.equals(id)) seen.put(other, one.curves.seen()); });
        tasks.run(BackgroundTask.of("Reading curves", progress -> read(id, seen)).show(look -> {
            looking = false;
            take(look);
            if (again) look();                               // a run may have been chosen meanwhile
        }).failed(failure -> looking = false).quietly());
    }

    private Look read(String id, Map<String, Map<String, Long>> seen) {
        List<Read> read = new ArrayList<>();
        List<StepNote> all = new ArrayList<>(runs.notes().of(id));
        seen.forEach((other, rows) -> {
            RunInfo run = runs.find(other).orElse(null);
            read.add(new Read(other, run, run == null ? RunCurves.Blocks.NONE : RunCurves.read(runs, other, rows)));
            all.addAll(runs.notes().of(other));
        });
        return new Look(read, all);
    }

    private void take(Look look) {
        boolean more = false;
        for (Read read : look.others()) {
            Other other = others.get(read.id());
            if (other == null || read.run() == null) continue;
            boolean anew = other.run != null && (other.run.startedAt() != null && !other.run.startedAt().equals(read.run().startedAt())
                    || read.run().step() < other.run.step());
            other.run = read.run();
            if (anew) other.curves = new RunCurves();        // a resume removes the points after its checkpoint
            else other.curves.take(read.blocks());
            more |= anew || read.blocks().more();
        }
        List<ChartNote> now = look.notes().stream().map(note -> new ChartNote(note.id(), note.run(), note.step(), note.text())).toList();
        if (!now.equals(notes.get())) notes.set(now);
        rebuild();
        again |= more;
    }

    @Override public void add(String run, int step, String text) { change("Saving the note", () -> runs.notes().add(run, step, text)); }

    @Override public void change(long id, String text) { change("Changing the note", () -> runs.notes().change(id, text)); }

    @Override public void remove(long id) { change("Removing the note", () -> runs.notes().remove(id)); }

    private void change(String what, Runnable work) {
        tasks.run(BackgroundTask.of(what, progress -> {
            work.run();
            return what;
        }).show(done -> look()));
    }

    /** Rebuilds the lines if their set changed; otherwise they have only grown. */
    private void rebuild() {
        List<Shown> now = runsNow();
        List<Object> signature = new ArrayList<>(List.of(bySeed.get()));
        for (Shown one : now) signature.addAll(List.of(one.id(), one.label(), System.identityHashCode(one.curves()), one.curves().names()));
        long before = points;
        points = now.stream().mapToLong(one -> one.curves().points()).sum();
        if (signature.equals(drawn)) {
            if (points != before) grown.set(grown.get() + 1);
            return;
        }
        drawn = signature;
        shown.set(now);
        legend.set(now.size() < 2 ? List.of() : figures.groups(now, bySeed.get()).stream()
                .map(group -> new Entry(ChartsOfRuns.name(group), group.stream().map(Shown::id).toList(), group.get(0).place())).toList());
        charts.set(figures.of(now, bySeed.get()));
        grown.set(grown.get() + 1);
    }

    private List<Shown> runsNow() {
        RunInfo first = current.runProperty().get();
        if (first == null) return List.of();
        List<RunInfo> infos = new ArrayList<>(List.of(first));
        Map<String, RunCurves> curves = new HashMap<>(Map.of(first.id(), current.curves()));
        for (String id : selection.ids()) {
            Other other = others.get(id);
            if (other == null || other.run == null || id.equals(first.id()) || other.run.kind() != first.kind()) continue;
            infos.add(other.run);
            curves.put(id, other.curves);
        }
        return figures.labelled(infos, run -> curves.get(run.id()), selection::place);
    }
}
