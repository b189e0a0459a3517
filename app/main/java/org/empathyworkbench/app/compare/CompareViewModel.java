package org.empathyworkbench.app.compare;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.empathyworkbench.app.compare.ComparisonReading.Opened;
import org.empathyworkbench.app.inference.Inference;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.shell.WorkspaceWatch.Contents;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.InteractionGate;
import org.empathyworkbench.app.task.RunningTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.comparison.ComparedContext;
import org.empathyworkbench.comparison.Comparison;
import org.empathyworkbench.comparison.ComparisonExport.Format;
import org.empathyworkbench.comparison.ComparisonSnapshot;
import org.empathyworkbench.comparison.ContextSource;
import org.empathyworkbench.comparison.ResponseWriting;
import org.empathyworkbench.comparison.SamplingPlan;
import org.empathyworkbench.demo.DemoCase;
import org.empathyworkbench.demo.DemoOutcome;
import org.empathyworkbench.markup.CsvText;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Workspace;

/**
 * Many contexts, answered by several systems: what happens on the page when a person chooses, asks, steps or leaves. What there is to
 * choose is in {@link CompareSources}, the table and how it is read in {@link ComparisonReading}, what is asked of models in
 * {@link ResponseFiller}, and the rows that pass the filter with the figures over them in {@link ShownRows}. {@link #versionProperty} moves
 * whenever something that is shown may have changed.
 */
public final class CompareViewModel {
    /** Where the page's work is done: short looks at the workspace, the one inference thread, and what takes minutes. */
    public record Tasks(TaskExecutor quick, TaskExecutor inference, TaskExecutor minutes) { }

    private final Tasks tasks;
    private final WorkspaceWatch watch;
    private final WorkspaceColumns own;
    private final LevelReading levels;
    private final ResponseFiller work;
    private final InteractionGate giveWay = new InteractionGate();
    private final ComparePageState leftPage;
    private final ComparisonFiles files;
    private final ColumnList columns;
    private final CompareSources sources;
    private final ComparisonReading reading;
    private final ShownRows rows;

    private final ObjectProperty<CompareColumn> base = new SimpleObjectProperty<>();
    private final BooleanProperty many = new SimpleBooleanProperty(true);
    private final BooleanProperty figuresShown = new SimpleBooleanProperty(true);
    private final ReadOnlyIntegerWrapper selected = new ReadOnlyIntegerWrapper(-1);
    private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper story = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();

    /** The source that the comparison is of, or will be when it is read. */
    private ContextSource opened;
    private Optional<CompareState> left;
    private boolean restoring;
    /** Before anybody has looked, what stands in the first columns is not decided: there may be more to choose from then. */
    private boolean visited;
    /** What was asked for before it was known what there is. */
    private Runnable awaited = () -> { };

    /** @param more providers beside the workspace's own */
    public CompareViewModel(Inference inference, Workspace workspace, Tasks tasks, WorkspaceWatch watch, List<ColumnProvider> more) {
        this(inference, workspace, tasks, watch, more, new Random());
    }

    /** @param shuffle of blinded columns */
    CompareViewModel(Inference inference, Workspace workspace, Tasks tasks,
            WorkspaceWatch watch, List<ColumnProvider> more, Random shuffle) {
        this.tasks = tasks;
        this.watch = watch;
        this.own = new WorkspaceColumns(workspace, inference);
        this.sources = new CompareSources(Stream.concat(Stream.of(own), more.stream()).toList());
        this.levels = new LevelReading(workspace, inference, giveWay);
        this.columns = new ColumnList(shuffle);
        this.reading = new ComparisonReading(workspace, tasks.quick(), levels, this::filled, this::fail);
        this.rows = new ShownRows(tasks.quick(), columns, reading::comparison, () -> !sources.identifiersName().isEmpty(), this::moved);
        this.work = new ResponseFiller(tasks, levels, new ResponseWriting(workspace.responseSets()),
                columns, giveWay, new ResponseFiller.Page() {
                    @Override public void moved() { CompareViewModel.this.moved(); }

                    @Override
                    public void refresh() {
                        rows.refresh();
                        readHere();     // other identifiers may have taken their turn meanwhile
                    }

                    @Override public void failed(Throwable failure) { fail(failure); }

                    @Override
                    public void kept(String said) {
                        if (!said.isEmpty()) problem.set(UserMessage.info(said));
                        watch.look();
                    }
                });
        this.leftPage = new ComparePageState(workspace, tasks.quick());
        this.files = new ComparisonFiles(workspace, Clock.systemDefaultZone());
        sources.contextsProperty().addListener((o, before, now) -> open());
        sources.identifiersProperty().addListener((o, before, now) -> otherIdentifiers());
        columns.all().addListener((InvalidationListener) o -> {
            if (restoring) return;
            rows.refresh();
            keepState();
        });
        for (BooleanProperty one : List.of(many, figuresShown)) one.addListener((o, before, now) -> keepState());
        base.addListener((o, before, now) -> moved());
        leftPage.read(own, found -> {
            left = found.state();
            sources.checkpoints(found.checkpoints());
            offer(watch.contents());
        });
        watch.contentsProperty().subscribe(this::offer);
        watch.lookedProperty().subscribe(looked -> offer(watch.contents()));
    }

    /** The columns in their order. */
    public ColumnList columns() { return columns; }

    /** What can be chosen, and what is. */
    public CompareSources sources() { return sources; }

    /** What is shown of the table: the filter, the rows that pass it, and their figures. */
    public ShownRows rows() { return rows; }

    /** The table behind the page; replaced when other contexts are opened. */
    public Comparison comparison() { return reading.comparison(); }

    /** The column that the others' words are held against; null for none. */
    public ObjectProperty<CompareColumn> baseProperty() { return base; }

    /** True for the table of many contexts, false for one context large. */
    public BooleanProperty manyProperty() { return many; }

    /** Whether the figures stand over the columns. */
    public BooleanProperty figuresShownProperty() { return figuresShown; }

    /** The row that is looked at; -1 for none. */
    public ReadOnlyIntegerProperty selectedProperty() { return selected.getReadOnlyProperty(); }

    /** Moves whenever something that is shown may have changed. */
    public ReadOnlyLongProperty versionProperty() { return version.getReadOnlyProperty(); }

    /** While contexts or responses are being read from the workspace. */
    public ReadOnlyBooleanProperty openingProperty() { return reading.openingProperty(); }

    /** While the selected context is being answered. */
    public ReadOnlyBooleanProperty answeringProperty() { return work.answeringProperty(); }

    /** What takes minutes: reading all levels, or writing responses for all contexts; null when there is none. */
    public ReadOnlyObjectProperty<RunningTask> longWorkProperty() { return work.longWorkProperty(); }

    /** What a person is to be told; null for nothing. */
    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    /** Where the responses come from when nobody was asked for them here; else empty. */
    public ReadOnlyStringProperty storyProperty() { return story.getReadOnlyProperty(); }

    /** False until it is known what there is to compare. */
    public ReadOnlyBooleanProperty readyProperty() { return ready.getReadOnlyProperty(); }

    /** Whether anything can be asked. */
    public boolean anythingLive() { return columns.shown().stream().anyMatch(CompareColumn::live); }

    // ---- what stands in columns -----------------------------------------------------------------------------------

    /** Adds a source as a column, if there is room and it does not stand there already. */
    public void add(ColumnSource source) {
        CompareColumn column = CompareColumn.of(source,
                columns.systems().stream().filter(CompareColumn::live).findFirst().map(CompareColumn::drawing).orElse(SamplingPlan.FIRST));
        if (columns.add(column)) reading.fill(column);
    }

    /** Takes a column out, with what stands in it and what is asked of it. */
    public void remove(CompareColumn column) {
        comparison().remove(column.key());
        rows.filter().forget(column);
        if (base.get() == column) base.set(null);
        columns.remove(column);
    }

    /** Draws a column's responses otherwise: what stands in it goes, and what is stored of the new kind comes. */
    public void draw(CompareColumn column, SamplingPlan drawing) {
        if (drawing.equals(column.drawing())) return;
        column.drawingProperty().set(drawing);
        reading.fill(column);
        keepState();
    }

    /** Looks for the checkpoints of runs; the sources grow when they are found. */
    public void lookForCheckpoints() {
        List<RunInfo> runs = watch.contents().runs();
        tasks.quick().run(BackgroundTask.of("Finding checkpoints", progress -> own.checkpoints(runs)).show(found -> {
            sources.checkpoints(found);
            offer(watch.contents());
        }).latestOf("comparison checkpoints").quietly());
    }

    private void filled() {
        rows.refresh();
        readHere();
    }

    // ---- contexts ---------------------------------------------------------------------------------------------------

    private void open() {
        ContextSource source = sources.contextsProperty().get();
        // a list of sources that grows empties its box for a moment
        if (source == null || source.kind() == ContextSource.Kind.TYPED || source.equals(opened)) return;
        opened = source;
        story.set("");
        reading.read(source, found -> { if (source.equals(opened)) show(found); }, failure -> {
            opened = null;
            fail(failure);
        });
        keepState();
    }

    private void show(Opened found) {
        work.forget();
        reading.show(found);
        rows.clear();
        selected.set(comparison().size() > 0 ? 0 : -1);
        levels.turn(sources.identifiersName(), comparison());
        rows.refresh();
        columns.systems().forEach(reading::fill);
    }

    /** Compares on a context of one's own. @param reference empty when there is none */
    public void type(List<String> turns, String reference) {
        story.set("");
        opened = ContextSource.TYPED;
        sources.contextsProperty().set(ContextSource.TYPED);
        many.set(false);
        show(Opened.of(List.of(new ComparedContext("", "", turns, reference))));
        answerHere();
    }

    /** Shows a case of the demo loop with the responses that were measured then; nobody is asked anew. */
    public void show(DemoOutcome outcome, DemoCase one) {
        if (!ready.get()) {
            awaited = () -> show(outcome, one);
            return;
        }
        restoring = true;
        columns.setBlind(false);
        DemoComparison measured = new DemoComparison(outcome, one);
        columns.replace(measured.columns(columns.reference(), sources));
        sources.readBy(outcome.identifiers());
        opened = ContextSource.TYPED;
        sources.contextsProperty().set(ContextSource.TYPED);
        many.set(false);
        restoring = false;
        work.forget();
        reading.show(measured.contexts());
        levels.turn(sources.identifiersName(), comparison());
        measured.fill(reading);
        rows.filter().clear();
        selected.set(0);
        story.set(measured.story());
        rows.refresh();
    }

    /** Looks at another row; when answers were asked for before, this one is answered at once. */
    public void select(int row) {
        if (row == selected.get() || row >= comparison().size()) return;
        selected.set(row);
        moved();
        if (work.begun() && !many.get()) answerHere();
        else readHere();
    }

    /** The shown row so many places further. */
    public void step(int by) {
        int[] shown = rows.shownProperty().get();
        int at = IntStream.range(0, shown.length).filter(i -> shown[i] == selected.get()).findFirst().orElse(-1);
        if (shown.length > 0) select(shown[Math.max(0, Math.min(shown.length - 1, at < 0 ? 0 : at + by))]);
    }

    // ---- answers and levels ------------------------------------------------------------------------------------------

    /** Has every shown system that can be asked answer the selected context, one after another, and the levels of all read. */
    public void answerHere() {
        if (selected.get() < 0) return;
        if (!story.get().isEmpty()) forgetAnswers();
        story.set("");
        problem.set(null);
        work.answer(comparison(), selected.get());
    }

    /** The same with every seed one further. */
    public void answerAgain() {
        for (CompareColumn column : columns.systems())
            if (column.live()) column.drawingProperty().set(column.drawing().withSeed(column.drawing().seed() + 1));
        forgetAnswers();
        keepState();
        answerHere();
    }

    private void forgetAnswers() { columns.systems().stream().filter(CompareColumn::live).forEach(reading::empty); }

    private void readHere() {
        if (selected.get() >= 0 && selected.get() < comparison().size() && !work.answeringProperty().get())
            look(new int[] {selected.get()});
    }

    /** Has the levels of a few rows read, those that a person is looking at; a newer call takes the place of one that waits. */
    public void look(int[] seen) { if (!sources.identifiersName().isEmpty()) work.look(comparison(), seen); }

    /** Has the levels of every response read that none were read of: minutes, with progress; what was read when it is cancelled stays. */
    public void readAll() {
        problem.set(null);
        work.readAll(comparison());
    }

    /** Has every shown system that can be asked answer all contexts that are shown, and keeps what it wrote as sets of responses. */
    public void answerShown() {
        problem.set(null);
        work.answerAll(comparison(), rows.shownProperty().get(), sources.contextsTitle());
    }

    /** Called every second while something takes minutes: shows what it has brought by now, and sees when it was cancelled elsewhere. */
    public void tick() {
        if (longWorkProperty().get() == null) return;
        if (longWorkProperty().get().done()) {
            work.stop();
            watch.look();
        }
        rows.refresh();
    }

    /** The table is being moved: what takes minutes waits a moment, so that frames come in time. */
    void moving() { giveWay.moved(); }

    /** Cancels what takes minutes; what it brought stays. */
    public void stop() { work.stop(); }

    private void otherIdentifiers() {
        Comparison on = comparison();
        String name = sources.identifiersName();
        work.stop();
        tasks.quick().run(BackgroundTask.of("Reading stored scores", progress -> {
            levels.turn(name, on);
            levels.recall(on, IntStream.range(0, on.size()).toArray());
            return on;
        }).show(done -> filled()).failed(this::fail).latestOf("comparison identifiers").quietly());
        keepState();
    }

    private void moved() { version.set(version.get() + 1); }

    private void fail(Throwable failure) {
        reading.giveUp();
        problem.set(UserMessage.of(failure));
    }

    // ---- taking away --------------------------------------------------------------------------------------------------

    /** What is shown now, to keep cases and write files from. @param of the rows that are meant */
    public ComparisonSnapshot shot(int[] of) {
        return new ComparisonSnapshot(comparison(), columns.shown().stream().map(CompareColumn::taken).toList(),
                of, rows.figuresProperty().get(), sources.contextsTitle(), sources.identifiersName());
    }

    /** The selected context in the view of one, else all that pass the filter. */
    public int[] shownRows() {
        return many.get() ? rows.shownProperty().get() : selected.get() < 0 ? new int[0] : new int[] {selected.get()};
    }

    /** Writes what is shown into the workspace's folder of exports and says where; CSV safe from formulas. */
    public void export(Format format) { export(format, CsvText.Cells.SAFE); }

    /** @param cells of CSV */
    public void export(Format format, CsvText.Cells cells) {
        ComparisonSnapshot shot = shot(shownRows());
        tasks.quick().run(BackgroundTask.of("Writing the comparison", progress -> files.write(shot, format, cells))
                .show(file -> problem.set(UserMessage.info("Written: " + file + "."))).failed(this::fail));
    }

    // ---- what there is -------------------------------------------------------------------------------------------------

    /** The page is looked at: sources may have come to be elsewhere, such as outside models. */
    public void look() {
        visited = true;
        offer(watch.contents());
    }

    private void offer(Contents contents) {
        if (left == null || !watch.lookedProperty().get()) return;
        List<ColumnSource> now = sources.offer(contents);
        for (CompareColumn column : columns.systems()) {
            now.stream().filter(source -> source.key().equals(column.key())).findFirst().ifPresent(source -> {
                if (column.renew(source)) reading.fill(column);
            });
        }
        if (!ready.get()) begin();
        if (visited && columns.systems().isEmpty()) first();
        sources.chooseContexts(left.map(CompareState::source));
    }

    /** Puts the columns as they were left. */
    private void begin() {
        restoring = true;
        left.ifPresent(state -> {
            state.restore(columns, sources.offered());
            many.set(state.many());
            figuresShown.set(state.figures());
            sources.readBy(state.identifiers());
        });
        restoring = false;
        ready.set(true);
        awaited.run();
    }

    /** The first time: two systems, in the view that has something to show. */
    private void first() {
        List<ColumnSource> two = sources.offered().stream().limit(2).toList();
        if (two.isEmpty()) return;
        many.set(two.stream().anyMatch(source -> !source.live()));
        two.forEach(this::add);
    }

    private void keepState() {
        if (restoring || !ready.get() || !sources.contextsStay()) return;
        leftPage.keep(CompareState.of(sources.contextsProperty().get(),
                sources.identifiersName(), columns, many.get(), figuresShown.get()));
    }
}
