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
 * View model of the page Compare. Available choices are in {@link CompareSources}, the table and its loading in {@link
 * ComparisonReading}, generation and scoring in {@link ResponseFiller}, filtered rows and metrics in {@link ShownRows}. {@link
 * #versionProperty} changes whenever displayed data may have changed.
 */
public final class CompareViewModel {
    /** Executors of the page: short workspace reads, the inference thread, and long work. */
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

    /** Source of the current comparison, or of the one being loaded. */
    private ContextSource opened;
    private Optional<CompareState> left;
    private boolean restoring;
    /** The default columns are chosen on the first visit: more sources may exist by then. */
    private boolean visited;
    /** A request made before the sources were known. */
    private Runnable awaited = () -> { };

    /** @param more additional column providers */
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
                        readHere();     // the identifiers may have changed meanwhile
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

    /** The ordered columns. */
    public ColumnList columns() { return columns; }

    /** Available and chosen sources. */
    public CompareSources sources() { return sources; }

    /** The filter, the rows that match it, and their metrics. */
    public ShownRows rows() { return rows; }

    /** The current comparison; replaced when other contexts are opened. */
    public Comparison comparison() { return reading.comparison(); }

    /** The column that the others' words are compared with; null for none. */
    public ObjectProperty<CompareColumn> baseProperty() { return base; }

    /** True for the table, false for the detail view. */
    public BooleanProperty manyProperty() { return many; }

    /** Whether metrics are shown in the headers. */
    public BooleanProperty figuresShownProperty() { return figuresShown; }

    /** Selected row; -1 for none. */
    public ReadOnlyIntegerProperty selectedProperty() { return selected.getReadOnlyProperty(); }

    /** Changes whenever displayed data may have changed. */
    public ReadOnlyLongProperty versionProperty() { return version.getReadOnlyProperty(); }

    /** True while contexts or responses are being read. */
    public ReadOnlyBooleanProperty openingProperty() { return reading.openingProperty(); }

    /** True while responses to the selected context are being generated. */
    public ReadOnlyBooleanProperty answeringProperty() { return work.answeringProperty(); }

    /** The long task: scoring everything, or generating for all contexts; null when there is none. */
    public ReadOnlyObjectProperty<RunningTask> longWorkProperty() { return work.longWorkProperty(); }

    /** Message for the user; null for none. */
    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    /** Origin of the responses where none were generated here; else empty. */
    public ReadOnlyStringProperty storyProperty() { return story.getReadOnlyProperty(); }

    /** False until the sources are known. */
    public ReadOnlyBooleanProperty readyProperty() { return ready.getReadOnlyProperty(); }

    /** Whether any column can generate. */
    public boolean anythingLive() { return columns.shown().stream().anyMatch(CompareColumn::live); }

    // ---- columns -----------------------------------------------------------------------------------

    /** Adds a source as a column, if there is room and it is not one already. */
    public void add(ColumnSource source) {
        CompareColumn column = CompareColumn.of(source,
                columns.systems().stream().filter(CompareColumn::live).findFirst().map(CompareColumn::drawing).orElse(SamplingPlan.FIRST));
        if (columns.add(column)) reading.fill(column);
    }

    /** Removes a column and cancels its generation. */
    public void remove(CompareColumn column) {
        comparison().remove(column.key());
        rows.filter().forget(column);
        if (base.get() == column) base.set(null);
        columns.remove(column);
    }

    /** Changes a column's sampling settings: its responses are replaced by stored ones with these settings. */
    public void draw(CompareColumn column, SamplingPlan drawing) {
        if (drawing.equals(column.drawing())) return;
        column.drawingProperty().set(drawing);
        reading.fill(column);
        keepState();
    }

    /** Finds the checkpoints of runs and adds them to the sources. */
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
        // a combo box clears its value while its items change
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

    /** Compares on a custom context. @param reference empty when there is none */
    public void type(List<String> turns, String reference) {
        story.set("");
        opened = ContextSource.TYPED;
        sources.contextsProperty().set(ContextSource.TYPED);
        many.set(false);
        show(Opened.of(List.of(new ComparedContext("", "", turns, reference))));
        answerHere();
    }

    /** Shows a case of the demo with the stored responses; nothing is generated. */
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

    /** Selects another row; if generation was requested before, it is generated at once. */
    public void select(int row) {
        if (row == selected.get() || row >= comparison().size()) return;
        selected.set(row);
        moved();
        if (work.begun() && !many.get()) answerHere();
        else readHere();
    }

    /** Moves the selection by some rows. */
    public void step(int by) {
        int[] shown = rows.shownProperty().get();
        int at = IntStream.range(0, shown.length).filter(i -> shown[i] == selected.get()).findFirst().orElse(-1);
        if (shown.length > 0) select(shown[Math.max(0, Math.min(shown.length - 1, at < 0 ? 0 : at + by))]);
    }

    // ---- answers and levels ------------------------------------------------------------------------------------------

    /** Generates responses of every shown system for the selected context, one after another, and scores them. */
    public void answerHere() {
        if (selected.get() < 0) return;
        if (!story.get().isEmpty()) forgetAnswers();
        story.set("");
        problem.set(null);
        work.answer(comparison(), selected.get());
    }

    /** Regenerates with every seed increased by one. */
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

    /** Scores the visible rows; a newer call replaces a waiting one. */
    public void look(int[] seen) { if (!sources.identifiersName().isEmpty()) work.look(comparison(), seen); }

    /** Scores every unscored response, with progress; scores made before a cancel are kept. */
    public void readAll() {
        problem.set(null);
        work.readAll(comparison());
    }

    /** Generates responses of every shown system to all shown contexts and stores them as response sets. */
    public void answerShown() {
        problem.set(null);
        work.answerAll(comparison(), rows.shownProperty().get(), sources.contextsTitle());
    }

    /** Called every second during long work: shows intermediate results and detects an external cancel. */
    public void tick() {
        if (longWorkProperty().get() == null) return;
        if (longWorkProperty().get().done()) {
            work.stop();
            watch.look();
        }
        rows.refresh();
    }

    /** The table is being scrolled: long work pauses to keep the frame rate. */
    void moving() { giveWay.moved(); }

    /** Cancels the long task; its results so far are kept. */
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

    /** The displayed data, for cases and exports. @param of the rows to include */
    public ComparisonSnapshot shot(int[] of) {
        return new ComparisonSnapshot(comparison(), columns.shown().stream().map(CompareColumn::taken).toList(),
                of, rows.figuresProperty().get(), sources.contextsTitle(), sources.identifiersName());
    }

    /** The selected context in the detail view, else all that match the filter. */
    public int[] shownRows() {
        return many.get() ? rows.shownProperty().get() : selected.get() < 0 ? new int[0] : new int[] {selected.get()};
    }

    /** Exports the displayed data to the workspace's exports folder and reports the path; CSV cells are escaped against formulas. */
    public void export(Format format) { export(format, CsvText.Cells.SAFE); }

    /** @param cells escaping of CSV cells */
    public void export(Format format, CsvText.Cells cells) {
        ComparisonSnapshot shot = shot(shownRows());
        tasks.quick().run(BackgroundTask.of("Writing the comparison", progress -> files.write(shot, format, cells))
                .show(file -> problem.set(UserMessage.info("Written: " + file + "."))).failed(this::fail));
    }

    // ---- what there is -------------------------------------------------------------------------------------------------

    /** Called when the page is shown: sources may have been added elsewhere. */
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

    /** Restores the columns. */
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

    /** Defaults: two systems, in a view that has data. */
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
