package org.empathyworkbench.app.runs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.empathyworkbench.app.chart.ChartLine;
import org.empathyworkbench.app.chart.ChartMark;
import org.empathyworkbench.app.chart.ChartNote;
import org.empathyworkbench.app.chart.ChartNotes;
import org.empathyworkbench.app.chart.Curve;
import org.empathyworkbench.app.chart.LineStyle;
import org.empathyworkbench.app.chart.SeedGroup;
import org.empathyworkbench.app.runs.ChartPlan.Line;
import org.empathyworkbench.app.runs.ChartPlan.Section;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.journal.MetricNames;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Runs;
import org.empathyworkbench.workspace.StepNote;

/**
 * The lines of the charts: the open run's curves in sections; with overlaid runs of its kind, one chart per metric with a line per run,
 * or a mean with a band for runs that differ only in their seed. Reads other runs and all notes off the JavaFX thread.
 */
public final class ChartsViewModel implements ChartNotes {
    /**
     * A displayed run.
     *
     * @param label its name, made unique
     * @param place of its colour and dashes
     */
    record Shown(String id, String label, RunCurves curves, int place, RunInfo run) { }

    /** One chart. */
    record Chart(Section section, String title, String definition, List<ChartLine> lines, List<ChartMark> marks) {
        Chart {
            lines = List.copyOf(lines);
            marks = List.copyOf(marks);
        }
    }

    /** A legend entry. @param ids of its runs; lines carry the first */
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
    private final SeedGroups seeds = new SeedGroups();
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
        if (looking || id.isEmpty()) return;
        looking = true;
        for (String other : selection.ids()) if (!other.equals(id)) others.computeIfAbsent(other, one -> new Other());
        Map<String, Map<String, Long>> seen = new LinkedHashMap<>();
        others.forEach((other, one) -> { if (!other.equals(id)) seen.put(other, one.curves.seen()); });
        tasks.run(BackgroundTask.of("Reading curves", progress -> read(id, seen)).show(look -> {
            looking = false;
            take(look);
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
        if (more) look();
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
        legend.set(now.size() < 2 ? List.of() : groups(now).stream()
                .map(group -> new Entry(name(group), group.stream().map(Shown::id).toList(), group.get(0).place())).toList());
        charts.set(now.isEmpty() ? List.of() : now.size() == 1 ? story(now.get(0)) : sideBySide(now));
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
        Set<String> names = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (RunInfo run : infos) if (!names.add(run.name())) twice.add(run.name());
        Set<String> labels = new HashSet<>();
        List<Shown> now = new ArrayList<>();
        for (RunInfo run : infos) {
            String label = !twice.contains(run.name()) ? run.name() : run.name() + seeds.seed(run).map(seed -> ", seed " + seed).orElse("");
            if (!labels.add(label)) label = run.name() + ", " + run.id().substring(Math.max(0, run.id().length() - 8));
            labels.add(label);
            now.add(new Shown(run.id(), label, curves.get(run.id()), selection.place(run.id()), run));
        }
        return now;
    }

    private List<Chart> story(Shown run) {
        List<Chart> story = new ArrayList<>();
        for (ChartPlan plan : ChartStory.of(run.run().kind(), run.curves().names())) {
            List<ChartLine> lines = plan.lines().stream()
                    .map(line -> ChartLine.of(line.label(), run.id(), run.curves().curve(line.metric()), line.style())).toList();
            story.add(new Chart(plan.section(), plan.title(), plan.definition(), lines, marks(plan.lines(), run)));
        }
        return story;
    }

    /** One chart per metric. Target level shares depend on the data only and are omitted. */
    private List<Chart> sideBySide(List<Shown> now) {
        Set<String> names = new LinkedHashSet<>();
        now.forEach(one -> names.addAll(one.curves().names()));
        List<Chart> all = new ArrayList<>();
        for (ChartPlan plan : ChartStory.of(now.get(0).run().kind(), List.copyOf(names))) {
            for (Line line : plan.lines()) {
                if (line.metric().startsWith("levels-") && line.metric().endsWith("-target")) continue;
                List<ChartLine> lines = lines(now, line.metric());
                String title = plan.lines().size() == 1 ? plan.title()
                        : plan.title().replace(" by mechanism", "") + ": " + line.label().toLowerCase(Locale.ROOT);
                all.add(new Chart(plan.section(), title, plan.definition(), lines, marks(List.of(line), now.get(0))));
            }
        }
        return all;
    }

    /** Groups drawn as one line, ordered by their first run. */
    private List<List<Shown>> groups(List<Shown> now) {
        Map<Object, List<Shown>> groups = new LinkedHashMap<>();
        for (Shown one : now) groups.computeIfAbsent(bySeed.get() ? seeds.key(one.run()) : one.id(), key -> new ArrayList<>()).add(one);
        return List.copyOf(groups.values());
    }

    private static String name(List<Shown> group) {
        return group.size() == 1 ? group.get(0).label() : SeedGroups.name(group.stream().map(Shown::label).toList());
    }

    private List<ChartLine> lines(List<Shown> now, String metric) {
        List<ChartLine> lines = new ArrayList<>();
        for (List<Shown> group : groups(now)) {
            LineStyle style = LineStyle.run(group.get(0).place(), RunSelection.PLACES);
            List<Curve> curves = group.stream().map(one -> one.curves().curve(metric)).filter(Objects::nonNull).toList();
            if (curves.size() == 1) lines.add(ChartLine.of(name(group), group.get(0).id(), curves.get(0), style));
            else if (!curves.isEmpty()) lines.add(ChartLine.of(name(group), group.get(0).id(), new SeedGroup(curves), style));
        }
        return lines;
    }

    private List<ChartMark> marks(List<Line> lines, Shown run) {
        if (lines.stream().noneMatch(line -> line.metric().equals(MetricNames.KL_K1))) return List.of();
        return seeds.klTarget(run.run())
                .map(target -> List.of(new ChartMark(target, String.format(Locale.ROOT, "target %.3g", target)))).orElse(List.of());
    }
}
