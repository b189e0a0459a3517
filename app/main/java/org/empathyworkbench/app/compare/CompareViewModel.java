package org.empathyworkbench.app.compare;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
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
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.empathyworkbench.app.control.BackgroundTask;
import org.empathyworkbench.app.control.Problem;
import org.empathyworkbench.app.control.TaskExecutor;
import org.empathyworkbench.app.control.Work;
import org.empathyworkbench.app.inference.Inference;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.shell.WorkspaceWatch.Contents;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.comparison.ComparedColumn;
import org.empathyworkbench.comparison.ComparedContext;
import org.empathyworkbench.comparison.Comparison;
import org.empathyworkbench.comparison.ComparisonExport.Format;
import org.empathyworkbench.comparison.Figures;
import org.empathyworkbench.comparison.RowFilter;
import org.empathyworkbench.data.ContextJoin;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.run.DemoCase;
import org.empathyworkbench.run.DemoOutcome;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Workspace;

/**
 * Many contexts, answered by several systems. The comparison itself is filled in the background; what the page shows of it, the rows that pass the
 * filter and the figures over them, is counted away from the window by {@link #refresh}, the latest wins. {@link #versionProperty} moves whenever
 * something that is shown may have changed.
 */
public final class CompareViewModel {
    /** Where the page's work is done: short looks at the workspace, the one inference thread, and what takes minutes. */
    public record Tasks(TaskExecutor quick, TaskExecutor inference, TaskExecutor minutes) { }

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss");

    private final Workspace workspace;
    private final Tasks tasks;
    private final WorkspaceWatch watch;
    private final List<ColumnProvider> providers;
    private final WorkspaceColumns own;
    private final LevelReading levels;
    private final AnswerWork work;
    private final Clock clock;
    private final Figures.Counter counter = new Figures.Counter();
    private final ColumnList columns;
    private final FilterViewModel filter = new FilterViewModel(this::refresh);

    private final ObservableList<ContextSource> contextSources = FXCollections.observableArrayList();
    private final ObjectProperty<ContextSource> contexts = new SimpleObjectProperty<>();
    private final ObservableList<ColumnSource> offered = FXCollections.observableArrayList();
    private final ObservableList<String> identifierSets = FXCollections.observableArrayList();
    private final StringProperty identifiers = new SimpleStringProperty("");
    private final ObjectProperty<CompareColumn> base = new SimpleObjectProperty<>();
    private final BooleanProperty many = new SimpleBooleanProperty(true);
    private final BooleanProperty figuresShown = new SimpleBooleanProperty(true);
    private final ReadOnlyObjectWrapper<int[]> rows = new ReadOnlyObjectWrapper<>(new int[0]);
    private final ReadOnlyObjectWrapper<Figures> figures = new ReadOnlyObjectWrapper<>(Figures.NONE);
    private final ReadOnlyIntegerWrapper selected = new ReadOnlyIntegerWrapper(-1);
    private final ReadOnlyIntegerWrapper unseen = new ReadOnlyIntegerWrapper();
    private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper();
    private final ReadOnlyBooleanWrapper opening = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper story = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();

    private Comparison comparison = new Comparison(List.of());
    private ContextJoin join = new ContextJoin(List.of());
    private List<ColumnSource> checkpoints = List.of();
    /** The source that the comparison is of, or will be when it is read. */
    private ContextSource opened;
    private Optional<CompareState> left;
    private boolean restoring;
    /** What was asked for before it was known what there is. */
    private Runnable awaited = () -> { };

    /** @param more providers beside the workspace's own */
    public CompareViewModel(Inference inference, Workspace workspace, Tasks tasks, WorkspaceWatch watch, List<ColumnProvider> more) {
        this(inference, workspace, tasks, watch, more, new Random());
    }

    /** @param shuffle of blinded columns */
    CompareViewModel(Inference inference, Workspace workspace, Tasks tasks, WorkspaceWatch watch, List<ColumnProvider> more, Random shuffle) {
        this.workspace = workspace;
        this.tasks = tasks;
        this.watch = watch;
        this.own = new WorkspaceColumns(workspace, inference);
        this.providers = new ArrayList<>(List.of(own));
        this.providers.addAll(more);
        this.levels = new LevelReading(workspace, inference);
        this.columns = new ColumnList(shuffle);
        this.work = new AnswerWork(tasks, levels, new ResponseWriting(workspace.responseSets()), columns, new AnswerWork.Page() {
            @Override public void moved() { CompareViewModel.this.moved(); }

            @Override public void refresh() { CompareViewModel.this.refresh(); }

            @Override public void failed(Throwable failure) { fail(failure); }

            @Override
            public void kept(String said) {
                if (!said.isEmpty()) problem.set(Problem.info(said));
                watch.look();
            }
        });
        this.clock = Clock.systemDefaultZone();
        contexts.addListener((o, before, now) -> open());
        identifiers.addListener((o, before, now) -> otherIdentifiers());
        columns.all().addListener((javafx.beans.InvalidationListener) o -> {
            if (restoring) return;
            refresh();
            keepState();
        });
        for (BooleanProperty one : List.of(many, figuresShown)) one.addListener((o, before, now) -> keepState());
        base.addListener((o, before, now) -> moved());
        tasks.quick().run(BackgroundTask.of("Looking how the page was left", progress -> workspace.pageStates().get(CompareState.PAGE).flatMap(CompareState::parse).map(state ->
                new Restored(Optional.of(state), state.columns().stream().anyMatch(c -> c.key().startsWith("checkpoint:")) ? own.checkpoints(workspace.runs().list()) : List.of()))
                .orElse(new Restored(Optional.empty(), List.of()))).show(found -> {
                    left = found.state;
                    checkpoints = found.checkpoints;
                    offer(watch.contents());
                }).quietly());
        watch.contentsProperty().subscribe(this::offer);
        watch.lookedProperty().subscribe(looked -> offer(watch.contents()));
    }

    private record Restored(Optional<CompareState> state, List<ColumnSource> checkpoints) { }

    public ColumnList columns() { return columns; }

    public FilterViewModel filter() { return filter; }

    /** The table behind the page; replaced when other contexts are opened. */
    public Comparison comparison() { return comparison; }

    /** What contexts can be chosen; the one that a person typed is not among them. */
    public ObservableList<ContextSource> contextSources() { return contextSources; }

    public ObjectProperty<ContextSource> contextsProperty() { return contexts; }

    /** Everything that can stand in a column. */
    public ObservableList<ColumnSource> offered() { return offered; }

    public ObservableList<String> identifierSets() { return identifierSets; }

    /** Who reads the levels; empty for nobody. */
    public StringProperty identifiersProperty() { return identifiers; }

    /** The column that the others' words are held against; null for none. */
    public ObjectProperty<CompareColumn> baseProperty() { return base; }

    /** True for the table of many contexts, false for one context large. */
    public BooleanProperty manyProperty() { return many; }

    public BooleanProperty figuresShownProperty() { return figuresShown; }

    /** The contexts that pass the filter, as rows of {@link #comparison}. */
    public ReadOnlyObjectProperty<int[]> rowsProperty() { return rows.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<Figures> figuresProperty() { return figures.getReadOnlyProperty(); }

    /** The row that is looked at; -1 for none. */
    public ReadOnlyIntegerProperty selectedProperty() { return selected.getReadOnlyProperty(); }

    /** Responses that no identifiers have read. */
    public ReadOnlyIntegerProperty unseenProperty() { return unseen.getReadOnlyProperty(); }

    public ReadOnlyLongProperty versionProperty() { return version.getReadOnlyProperty(); }

    /** While contexts or responses are being read from the workspace. */
    public ReadOnlyBooleanProperty openingProperty() { return opening.getReadOnlyProperty(); }

    /** While the selected context is being answered. */
    public ReadOnlyBooleanProperty answeringProperty() { return work.answeringProperty(); }

    /** What takes minutes: reading all levels, or writing responses for all contexts; null when there is none. */
    public ReadOnlyObjectProperty<Work> longWorkProperty() { return work.longWorkProperty(); }

    public ReadOnlyObjectProperty<Problem> problemProperty() { return problem.getReadOnlyProperty(); }

    /** Where the responses come from when nobody was asked for them here; else empty. */
    public ReadOnlyStringProperty storyProperty() { return story.getReadOnlyProperty(); }

    /** False until it is known what there is to compare. */
    public ReadOnlyBooleanProperty readyProperty() { return ready.getReadOnlyProperty(); }

    /** Whether anything can be asked. */
    public boolean anythingLive() { return columns.shown().stream().anyMatch(CompareColumn::live); }

    // ---- what stands in columns -----------------------------------------------------------------------------------

    /** Adds a source as a column, if there is room and it does not stand there already. */
    public void add(ColumnSource source) {
        CompareColumn column = CompareColumn.of(source, columns.systems().stream().filter(CompareColumn::live).findFirst().map(CompareColumn::drawing).orElse(Drawing.FIRST));
        if (columns.add(column)) fill(column);
    }

    public void remove(CompareColumn column) {
        comparison.remove(column.key());
        filter.forget(column);
        if (base.get() == column) base.set(null);
        columns.remove(column);
    }

    /** Draws a column's responses otherwise: what stands in it goes, and what is stored of the new kind comes. */
    public void draw(CompareColumn column, Drawing drawing) {
        if (drawing.equals(column.drawing())) return;
        column.drawingProperty().set(drawing);
        fill(column);
        keepState();
    }

    /** Looks for the checkpoints of runs; the sources grow when they are found. */
    public void lookForCheckpoints() {
        List<RunInfo> runs = watch.contents().runs();
        tasks.quick().run(BackgroundTask.of("Looking for checkpoints", progress -> own.checkpoints(runs)).show(found -> {
            checkpoints = found;
            offer(watch.contents());
        }).latestOf("comparison checkpoints").quietly());
    }

    private void fill(CompareColumn column) {
        Comparison into = comparison;
        ContextJoin by = join;
        Drawing drawing = column.drawing();
        ColumnSource source = column.source();
        ComparedColumn filled = new ComparedColumn(column.key(), into.size());
        into.put(filled);
        column.joined("");
        opening.set(true);
        tasks.quick().run(BackgroundTask.of("Reading the responses of " + source.title(), progress -> {
            String words = ResponseWriting.fill(filled, source, drawing, by);
            levels.recall(into, IntStream.range(0, into.size()).toArray());
            return words;
        }).show(words -> {
            opening.set(false);
            column.joined(words);
            refresh();
            readHere();
        }).failed(this::fail).latestOf("comparison column " + column.key()));
    }

    // ---- contexts ---------------------------------------------------------------------------------------------------

    private record Opened(Comparison comparison, ContextJoin join) { }

    private void open() {
        ContextSource source = contexts.get();
        if (source == null || source.kind() == ContextSource.Kind.TYPED || source.equals(opened)) return;     // a list of sources that grows empties its box for a moment
        opened = source;
        story.set("");
        opening.set(true);
        tasks.quick().run(BackgroundTask.of("Reading contexts", progress -> opened(source.read(workspace))).show(found -> {
            opening.set(false);
            if (source.equals(opened)) show(found);
        }).failed(failure -> {
            opened = null;
            fail(failure);
        }).latestOf("comparison contexts"));
        keepState();
    }

    private static Opened opened(List<ComparedContext> contexts) {
        return new Opened(new Comparison(contexts), new ContextJoin(contexts.stream().map(one -> new Example(one.id(), one.emotion(), one.turns(), one.reference())).toList()));
    }

    private void show(Opened found) {
        work.forget();
        comparison = found.comparison;
        join = found.join;
        rows.set(new int[0]);
        selected.set(comparison.size() > 0 ? 0 : -1);
        levels.turn(identifiersName(), comparison);
        refresh();
        columns.systems().forEach(this::fill);
    }

    /** Compares on a context of one's own. @param reference empty when there is none */
    public void type(List<String> turns, String reference) {
        story.set("");
        opened = ContextSource.TYPED;
        contexts.set(ContextSource.TYPED);
        many.set(false);
        show(opened(List.of(new ComparedContext("", "", turns, reference))));
        answerHere();
    }

    /** Shows a case of the demo loop with the responses that were measured then; nobody is asked anew. */
    public void show(DemoOutcome outcome, DemoCase one) {
        if (!ready.get()) {
            awaited = () -> show(outcome, one);
            return;
        }
        restoring = true;
        List<CompareColumn> asked = new ArrayList<>(List.of(columns.reference()));
        for (String name : List.of(outcome.generator(), outcome.aligned())) {
            offered.stream().filter(source -> source.key().equals("generator:" + name)).findFirst().ifPresent(source -> asked.add(CompareColumn.of(source, Drawing.FIRST)));
        }
        columns.setBlind(false);
        columns.replace(asked);
        if (identifierSets.contains(outcome.identifiers())) identifiers.set(outcome.identifiers());
        opened = ContextSource.TYPED;
        contexts.set(ContextSource.TYPED);
        many.set(false);
        restoring = false;
        Opened typed = opened(List.of(new ComparedContext("", one.emotion(), one.context(), one.reference())));
        work.forget();
        comparison = typed.comparison;
        join = typed.join;
        levels.turn(identifiersName(), comparison);
        comparison.reference().see(0, 0, one.reference(), one.referenceProfile());
        put("generator:" + outcome.generator(), Answer.of(one.before()).with(one.beforeProfile()));
        put("generator:" + outcome.aligned(), Answer.of(one.after()).with(one.afterProfile()));
        filter.clear();
        selected.set(0);
        story.set("The case \"" + one.emotion() + "\" of the demo loop, as it was measured before and after alignment. Generate asks the models anew.");
        refresh();
    }

    private void put(String key, Answer answer) {
        ComparedColumn column = new ComparedColumn(key, 1);
        column.put(0, List.of(answer));
        comparison.put(column);
    }

    /** Looks at another row; when answers were asked for before, this one is answered at once. */
    public void select(int row) {
        if (row == selected.get() || row >= comparison.size()) return;
        selected.set(row);
        moved();
        if (work.begun() && !many.get()) answerHere();
        else readHere();
    }

    /** The shown row so many places further. */
    public void step(int by) {
        int[] shown = rows.get();
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
        work.answer(comparison, selected.get());
    }

    /** The same with every seed one further. */
    public void answerAgain() {
        for (CompareColumn column : columns.systems()) if (column.live()) column.drawingProperty().set(column.drawing().withSeed(column.drawing().seed() + 1));
        forgetAnswers();
        keepState();
        answerHere();
    }

    private void forgetAnswers() { columns.systems().stream().filter(CompareColumn::live).forEach(column -> comparison.put(new ComparedColumn(column.key(), comparison.size()))); }

    private void readHere() { if (selected.get() >= 0 && selected.get() < comparison.size() && !work.answeringProperty().get()) look(new int[] {selected.get()}); }

    /** Has the levels of a few rows read, those that a person is looking at; a newer call takes the place of one that waits. */
    public void look(int[] seen) { if (!identifiersName().isEmpty()) work.look(comparison, seen); }

    /** Has the levels of every response read that none were read of: minutes, with progress; what was read when it is cancelled stays. */
    public void readAll() {
        problem.set(null);
        work.readAll(comparison);
    }

    /** Has every shown system that can be asked answer all contexts that are shown, and keeps what it wrote as sets of responses. */
    public void answerShown() {
        problem.set(null);
        work.answerAll(comparison, rows.get(), contexts.get() == null ? "" : contexts.get().title());
    }

    /** Called a few times a second while something takes minutes: shows what it has brought by now, and sees when it was cancelled elsewhere. */
    public void tick() {
        if (longWorkProperty().get() == null) return;
        if (longWorkProperty().get().done()) {
            work.stop();
            watch.look();
        }
        refresh();
    }

    /** Cancels what takes minutes; what it brought stays. */
    public void stop() { work.stop(); }

    private void otherIdentifiers() {
        Comparison on = comparison;
        String name = identifiersName();
        work.stop();
        tasks.quick().run(BackgroundTask.of("Reading known levels", progress -> {
            levels.turn(name, on);
            levels.recall(on, IntStream.range(0, on.size()).toArray());
            return on;
        }).show(done -> {
            refresh();
            readHere();
        }).failed(this::fail).latestOf("comparison identifiers").quietly());
        keepState();
    }

    private String identifiersName() { return Objects.requireNonNullElse(identifiers.get(), ""); }

    // ---- what is shown ------------------------------------------------------------------------------------------------

    private record Look(int[] rows, Figures figures, int unseen) { }

    /** Picks the rows and counts the figures anew; called while work is under way too. */
    public void refresh() {
        Comparison of = comparison;
        RowFilter asked = filter.filter();
        List<String> systems = columns.shownSystems();
        List<String> keys = columns.shown().stream().map(CompareColumn::key).toList();
        tasks.quick().run(BackgroundTask.of("Looking through the comparison", progress -> {
            int[] found = asked.rows(of, systems);
            progress.check();
            return new Look(found, counter.count(of, keys, found), of.unseenCount());
        }).show(look -> {
            if (of == comparison) show(look);
        }).latestOf("comparison rows").quietly());
    }

    private void show(Look look) {
        if (!Arrays.equals(look.rows, rows.get())) rows.set(look.rows);
        figures.set(look.figures);
        columns.all().forEach(column -> column.figures(look.figures.of(column.key())));
        unseen.set(identifiersName().isEmpty() ? 0 : look.unseen);
        moved();
    }

    private void moved() { version.set(version.get() + 1); }

    private void fail(Throwable failure) {
        opening.set(false);
        problem.set(Problem.of(failure));
    }

    // ---- taking away --------------------------------------------------------------------------------------------------

    /** What is shown now, to keep cases and write files from. @param of the rows that are meant */
    public ComparisonShot shot(int[] of) {
        return ComparisonShot.of(comparison, columns.shown(), of, figures.get(), contexts.get() == null ? "" : contexts.get().title(), identifiersName());
    }

    /** The selected context in the view of one, else all that pass the filter. */
    public int[] shownRows() { return many.get() ? rows.get() : selected.get() < 0 ? new int[0] : new int[] {selected.get()}; }

    /** Writes what is shown into the workspace's folder of exports and says where. */
    public void export(Format format) {
        ComparisonShot shot = shot(shownRows());
        tasks.quick().run(BackgroundTask.of("Writing the comparison", progress -> {
            Path file = workspace.exports().resolve("comparison-" + TIME.format(LocalDateTime.now(clock)) + "." + format.ending());
            Files.writeString(file, shot.text(format), StandardCharsets.UTF_8);
            return file;
        }).show(file -> problem.set(Problem.info("Written: " + file + "."))).failed(this::fail));
    }

    // ---- what there is -------------------------------------------------------------------------------------------------

    /** Looks for sources that came to be elsewhere, such as outside models. */
    public void look() { offer(watch.contents()); }

    private void offer(Contents contents) {
        if (left == null || !watch.lookedProperty().get()) return;
        List<ColumnSource> now = new ArrayList<>();
        providers.forEach(provider -> now.addAll(provider.sources(contents)));
        now.addAll(checkpoints);
        if (!described(now).equals(described(offered))) offered.setAll(now);
        List<ContextSource> sources = ContextSource.offered(contents);
        if (!sources.equals(contextSources)) {
            ContextSource before = contexts.get();
            contextSources.setAll(sources);
            if (before != null && before.kind() != ContextSource.Kind.TYPED) contexts.set(sources.contains(before) ? before : null);
        }
        if (!contents.identifierSets().equals(identifierSets)) {
            String before = identifiers.get();
            identifierSets.setAll(contents.identifierSets());
            identifiers.set(identifierSets.contains(before) ? before : identifierSets.isEmpty() ? "" : identifierSets.get(0));
        }
        for (CompareColumn column : columns.systems()) {
            now.stream().filter(source -> source.key().equals(column.key())).findFirst().ifPresent(source -> { if (column.renew(source)) fill(column); });
        }
        if (!ready.get()) begin();
        if (columns.systems().isEmpty()) first();
        if (contexts.get() == null && !contextSources.isEmpty()) contexts.set(left.map(CompareState::source).filter(contextSources::contains).orElse(contextSources.get(0)));
    }

    private static Map<String, Map<String, String>> described(List<ColumnSource> sources) {
        Map<String, Map<String, String>> described = new LinkedHashMap<>();
        sources.forEach(source -> described.put(source.key(), source.facts(Drawing.FIRST)));
        return described;
    }

    /** Puts the columns as they were left. */
    private void begin() {
        restoring = true;
        left.ifPresent(state -> {
            state.restore(columns, offered);
            many.set(state.many());
            figuresShown.set(state.figures());
            if (identifierSets.contains(state.identifiers())) identifiers.set(state.identifiers());
        });
        restoring = false;
        ready.set(true);
        awaited.run();
    }

    /** The first time: two systems, in the view that has something to show. */
    private void first() {
        List<ColumnSource> two = offered.stream().limit(2).toList();
        if (two.isEmpty()) return;
        many.set(two.stream().anyMatch(source -> !source.live()));
        two.forEach(this::add);
    }

    private void keepState() {
        if (restoring || !ready.get() || contexts.get() == null || contexts.get().kind() == ContextSource.Kind.TYPED) return;
        String state = CompareState.of(contexts.get(), identifiersName(), columns, many.get(), figuresShown.get()).json();
        tasks.quick().run(BackgroundTask.of("Keeping how the page is", progress -> {
            workspace.pageStates().put(CompareState.PAGE, state);
            return state;
        }).latestOf("comparison state").quietly());
    }
}
