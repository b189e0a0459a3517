package org.empathyworkbench.app.runs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.animation.PauseTransition;
import javafx.collections.ObservableList;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.empathyworkbench.app.chart.ChartCard;
import org.empathyworkbench.app.chart.ChartGrid;
import org.empathyworkbench.app.chart.ChartSection;
import org.empathyworkbench.app.chart.LiveChart;
import org.empathyworkbench.app.control.EmptyState;
import org.empathyworkbench.app.control.FileChoice;
import org.empathyworkbench.chart.ChartLine;
import org.empathyworkbench.chart.ChartNote;
import org.empathyworkbench.chart.ChartPlan;
import org.empathyworkbench.chart.ChartsOfRuns;
import org.empathyworkbench.chart.ChartsOfRuns.Chart;
import org.empathyworkbench.workspace.RunInfo;
import org.kordamp.ikonli.feather.Feather;

/**
 * Charts of a run, with overlaid runs, and beside them the responses of a clicked step. While a step is open, the arrow keys move to the
 * previous and next recorded step.
 */
final class RunCharts extends StackPane {
    /** Chart height: two rows fit a window of 800 pixels without scrolling. */
    private static final double ROW = 226;
    private static final int AT_ONCE = 4;

    private final RunViewModel run;
    private final ChartsViewModel model;
    private final StepViewModel step;
    private final FileChoice files;
    private final ChartGrid grid = new ChartGrid();
    private final ChartTools tools;
    private final Map<String, ChartCard> cards = new HashMap<>();
    private final List<Chart> wanted = new ArrayList<>();
    private final PauseTransition next = new PauseTransition(Duration.millis(30));

    RunCharts(RunViewModel run, ChartsViewModel model, StepViewModel step, ObservableList<RunRow> rows, FileChoice files) {
        this.run = run;
        this.model = model;
        this.step = step;
        this.files = files;
        tools = new ChartTools(model, grid, rows);
        ScrollPane scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        grid.getStyleClass().add("scroll-body");
        grid.setRowHeight(ROW);
        grid.setId("run-charts");
        scroll.vvalueProperty().subscribe(grid::wake);
        scroll.viewportBoundsProperty().subscribe(bounds -> {
            grid.setWholeHeight(Math.max(240, bounds.getHeight() - 60));
            grid.wake();
        });
        grid.aloneProperty().subscribe(() -> scroll.setVvalue(0));
        VBox left = new VBox(10, tools, scroll);
        left.setMinWidth(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        HBox.setHgrow(left, Priority.ALWAYS);
        StepPane pane = new StepPane(step, this::nameOf);
        pane.minWidthProperty().bind(pane.prefWidthProperty());
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        pane.prefWidthProperty().bind(widthProperty().map(width -> Math.max(366, Math.min(540, 0.48 * width.doubleValue()))));
        HBox both = new HBox(12, left, pane);
        EmptyState none = new EmptyState(Feather.ACTIVITY, "No metrics yet",
                "Curves appear with the first step, after the data and the models have been loaded.");
        none.visibleProperty().bind(model.chartsProperty().map(List::isEmpty));
        both.visibleProperty().bind(none.visibleProperty().not());
        getChildren().addAll(both, none);
        next.setOnFinished(e -> makeSome());
        model.chartsProperty().subscribe(this::arrange);
        model.grownProperty().subscribe(() -> grid.cards().forEach(card -> card.chart().dataChanged()));
        model.notesProperty().subscribe(this::showNotes);
        run.nowProperty().subscribe(now -> model.look());
        run.runProperty().subscribe(this::suit);
        step.openedProperty()
                .subscribe(now -> grid.axes().openedProperty().set(now == null || now.samples().isEmpty() ? null : now.step()));
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    /** Number of points of a metric's line. */
    int size(String metric) {
        return run.curves().curve(metric) == null || cards.values().stream()
                .noneMatch(card -> card.chart().lines().stream().anyMatch(line -> line.curve() == run.curves().curve(metric)))
                ? 0 : run.curves().curve(metric).size();
    }

    private String nameOf(String id) {
        List<ChartsOfRuns.Shown> shown = model.shownProperty().get();
        return shown.size() < 2 ? ""
                : shown.stream().filter(one -> one.id().equals(id)).map(ChartsOfRuns.Shown::label).findFirst().orElse("");
    }

    private void suit(RunInfo info) {
        if (info == null) {
            step.close();
            return;
        }
        if (step.openedProperty().get() != null
                && model.shownProperty().get().stream().noneMatch(one -> one.id().equals(step.openedProperty().get().run())))
            step.close();
        tools.suit(info.id(), Math.max(info.totalSteps(), info.step()));
    }

    private void key(KeyEvent e) {
        if (step.openedProperty().get() == null || e.getTarget() instanceof TextInputControl
                || e.getTarget() instanceof Slider || e.isShiftDown() || e.isShortcutDown())
            return;
        if (e.getCode() == KeyCode.LEFT) step.previous();
        else if (e.getCode() == KeyCode.RIGHT) step.next();
        else if (e.getCode() == KeyCode.ESCAPE) step.close();
        else return;
        e.consume();
    }

    private void arrange(List<Chart> charts) {
        wanted.clear();
        wanted.addAll(charts);
        makeSome();
    }

    /** Builds a few charts per pulse, so that the window stays responsive. */
    private void makeSome() {
        int made = 0;
        Map<ChartPlan.Section, List<ChartCard>> now = new LinkedHashMap<>();
        for (Chart chart : wanted) {
            String key = chart.section().title() + "\n" + chart.title();
            ChartCard card = cards.get(key);
            if (card == null && made == AT_ONCE) {
                next.playFromStart();
                break;
            }
            if (card == null) {
                made++;
                card = card(chart);
                cards.put(key, card);
            }
            if (!card.chart().lines().equals(chart.lines())) card.chart().setLines(chart.lines());
            card.chart().setMarks(chart.marks());
            now.computeIfAbsent(chart.section(), section -> new ArrayList<>()).add(card);
        }
        List<ChartSection> sections = new ArrayList<>();
        now.forEach((section, some) -> sections.add(new ChartSection(section.title(), section.meaning(), some)));
        grid.setSections(sections);
        showNotes(model.notesProperty().get());
    }

    private ChartCard card(Chart plan) {
        LiveChart chart = new LiveChart(plan.title());
        chart.setOnStep(step::open);
        chart.setNotebook(model);
        chart.setFiles(files);
        return new ChartCard(chart, plan.definition());
    }

    /** Gives each chart the notes of its runs. */
    private void showNotes(List<ChartNote> notes) {
        for (ChartCard card : grid.cards()) {
            List<String> drawn = card.chart().lines().stream().map(ChartLine::run).toList();
            card.chart().setNotes(notes.stream().filter(note -> drawn.contains(note.run())).toList());
        }
    }
}
