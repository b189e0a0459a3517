package org.empathyworkbench.app.chart;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.SetChangeListener;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.empathyworkbench.app.control.FileChoice;
import org.empathyworkbench.chart.ChartLine;
import org.empathyworkbench.chart.ChartMark;
import org.empathyworkbench.chart.ChartNote;
import org.empathyworkbench.chart.ChartSubject;
import org.empathyworkbench.chart.CurveChart;

/**
 * Lines over steps or time, live, drawn by JFreeChart ({@link CurveChart}). Each is drawn smoothed over its faint raw values, both reduced
 * to what a column of pixels can show without losing a spike, so a frame costs the same for a thousand values and for a million. Another
 * smoothing of very many values is worked out over some frames, while the one before is shown. New values are drawn at most
 * {@link #REPAINTS_A_SECOND} times a second, user input at the next frame, and a chart that is scrolled out of sight waits until it
 * is seen. {@link ChartGestures} says what mouse and keyboard do. JavaFX thread only.
 */
public final class LiveChart extends ChartInk {
    static final double REPAINTS_A_SECOND = 7;
    /** Points that are smoothed in one frame: some milliseconds. */
    static final int SMOOTHED_A_FRAME = 100_000;

    private final String title;
    private final CurveChart curves = new CurveChart();
    private final ChartScreen screen = new ChartScreen(curves);
    private final Pane place = new Pane();
    private final ChartLegend legend = new ChartLegend(this);
    private final ChartReader reader = new ChartReader(this);
    private final NoteBox noteBox = new NoteBox(this);
    private final BooleanProperty logScale = new SimpleBooleanProperty();
    private final Set<String> hidden = new HashSet<>();
    private final PauseTransition soon = new PauseTransition(Duration.seconds(1 / REPAINTS_A_SECOND));
    private ChartAxes axes = new ChartAxes();
    private Subscription following = Subscription.EMPTY;
    private List<ChartLine> lines = List.of();
    private List<ChartNote> notes = List.of();
    private List<ChartMark> marks = List.of();
    private ChartNotes notebook;
    private BiConsumer<String, Integer> onStep = (run, step) -> { };
    private FileChoice files = FileChoice.ofSystem();
    private String emphasis;
    private ChartView view;
    private double smoothing;
    private boolean stale = true;
    private boolean wheelZooms;
    private long frames;

    public LiveChart(String title) {
        this.title = title;
        getStyleClass().add("live-chart");
        setAccessibleRole(AccessibleRole.NODE);
        setAccessibleText("Chart of " + title);
        setFocusTraversable(true);
        place.getChildren().add(screen);
        BorderPane body = new BorderPane(place);
        body.setTop(legend);
        getChildren().addAll(body, reader, noteBox);
        setMinSize(180, 140);
        place.setMinSize(60, 60);
        place.widthProperty().subscribe(this::paintNow);
        place.heightProperty().subscribe(this::paintNow);
        soon.setOnFinished(e -> paintNow());
        inkVersion().subscribe(this::paintNow);
        logScale.subscribe(this::paintNow);
        sceneProperty().subscribe(this::paintNow);
        new ChartGestures(this, place);
        setOnContextMenuRequested(e -> {
            ChartMenu.of(this).show(this, e.getScreenX(), e.getScreenY());
            e.consume();
        });
        follow(axes);
    }

    public String title() { return title; }

    ChartAxes axes() { return axes; }

    /** Axes that are shared with other charts. */
    public void follow(ChartAxes shared) {
        following.unsubscribe();
        axes = shared;
        SetChangeListener<String> runs = change -> paintNow();
        axes.hidden().addListener(runs);
        following = axes.axisProperty().subscribe(this::paintNow).and(axes.smoothingProperty().subscribe(this::paintNow))
                .and(axes.windowProperty().subscribe(this::paintNow))
                .and(axes.openedProperty().subscribe(this::paintNow))
                .and(axes.cursorProperty().subscribe(reader::refresh)).and(() -> shared.hidden().removeListener(runs));
        paintNow();
    }

    /** Forgets the shared axes; call when the chart is no longer shown. */
    public void unfollow() {
        following.unsubscribe();
        following = Subscription.EMPTY;
    }

    /** What is drawn; lines that are hidden stay so as long as they are called alike. The curves are read, not copied. */
    public void setLines(List<ChartLine> now) {
        lines = List.copyOf(now);
        legend.refresh();
        paintNow();
    }

    public List<ChartLine> lines() { return lines; }

    public void setNotes(List<ChartNote> now) {
        if (notes.equals(now)) return;
        notes = List.copyOf(now);
        paintNow();
    }

    List<ChartNote> notes() { return notes; }

    public void setMarks(List<ChartMark> now) {
        if (marks.equals(now)) return;
        marks = List.copyOf(now);
        paintNow();
    }

    /** Where notes go; without one none can be written. */
    public void setNotebook(ChartNotes notebook) { this.notebook = notebook; }

    ChartNotes notebook() { return notebook; }

    /** Who says where its pictures and values are written. */
    public void setFiles(FileChoice files) { this.files = files; }

    FileChoice files() { return files; }

    /** Receives the run and step that the user clicks, so that a page can show the step. */
    public void setOnStep(BiConsumer<String, Integer> onStep) { this.onStep = onStep; }

    /** On while the wheel alone zooms, not only with Ctrl: where nothing else scrolls. */
    public void setWheelZooms(boolean on) { wheelZooms = on; }

    boolean wheelZooms() { return wheelZooms; }

    /** Values that are not positive are not drawn while this is on, and the chart says how many they are. */
    public BooleanProperty logScaleProperty() { return logScale; }

    /** The curves have grown. Cheap; the drawing comes with the next few. */
    public void dataChanged() {
        if (stale) return;
        stale = true;
        soon.playFromStart();
    }

    /** Draws at the next frame, if it can be seen. */
    void paintNow() {
        stale = true;
        soon.stop();
        requestLayout();
    }

    /** Draws what waited because it was out of sight. */
    public void wake() { if (stale && soon.getStatus() != Animation.Status.RUNNING) requestLayout(); }

    public void showAll() { axes.windowProperty().set(null); }

    boolean shown(String name) { return !hidden.contains(name); }

    void show(String name, boolean on) {
        if (on) hidden.remove(name);
        else hidden.add(name);
        legend.refresh();
        paintNow();
    }

    /** The line emphasised while the mouse is over its name; null for none. */
    void emphasise(String name) {
        emphasis = name;
        paintNow();
    }

    /** How many points of a line's smoothed curve stand on the screen; 0 for a hidden one. */
    public int drawnPoints(String name) { return curves.points(name); }

    /** How often it was drawn so far. */
    public long frames() { return frames; }

    /** As it was last drawn; null before. */
    ChartView view() { return view; }

    /** The lines that are drawn. */
    List<ChartLine> visible() { return lines.stream().filter(line -> shown(line.name()) && !axes.hidden().contains(line.run())).toList(); }

    Color ink(ChartLine line) { return of(line.style()); }

    void step(String run, int step) { onStep.accept(run, step); }

    ChartReader reader() { return reader; }

    NoteBox noteBox() { return noteBox; }

    Pane place() { return place; }

    /** The smoothing that is shown: that of the axes, as soon as it is worked out. */
    public double smoothing() { return smoothing; }

    /** For another place than the screen: with title and legend, and as smooth as the axes say, whatever that takes. */
    CurveChart still(double width) {
        return CurveChart.still(title, subject(axes.smoothingProperty().get(), null), palette(), width);
    }

    private ChartSubject subject(double smooth, String standsOut) {
        return new ChartSubject(visible(), axes.axisProperty().get(), smooth, axes.windowProperty().get(), logScale.get(), notes, marks,
                standsOut, axes.openedProperty().get());
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (!stale || getScene() == null || place.getWidth() < 20 || place.getHeight() < 20 || !inSight()) return;
        stale = false;
        paint();
    }

    private void paint() {
        double width = Math.floor(place.getWidth());
        double height = Math.floor(place.getHeight());
        if (!prepare()) Platform.runLater(this::paintNow);      // the rest comes with the next frames
        curves.show(subject(smoothing, emphasis), palette(), width);
        view = new ChartView(curves, screen.draw(width, height));
        frames++;
        reader.refresh();
    }

    /**
     * Works the smoothing out some way, and shows it when all lines have come to their ends; until then what they have by now, without any
     * smoothing where that is not to be had.
     *
     * @return whether nothing is left to do
     */
    private boolean prepare() {
        double wanted = axes.smoothingProperty().get();
        int left = SMOOTHED_A_FRAME;
        for (ChartLine line : visible()) left -= line.prepare(wanted, Math.max(0, left));
        if (left > 0) smoothing = wanted;
        else if (!visible().stream().allMatch(line -> line.prepared(smoothing))) smoothing = 0;
        return left > 0;
    }

    private boolean inSight() {
        Bounds here = localToScene(getBoundsInLocal());
        return here.intersects(-50, -50, getScene().getWidth() + 100, getScene().getHeight() + 100);
    }

    /** The visible runs of the chart, each once, in the order of their lines. */
    List<String> runs() { return new ArrayList<>(new LinkedHashSet<>(visible().stream().map(ChartLine::run).toList())); }
}
