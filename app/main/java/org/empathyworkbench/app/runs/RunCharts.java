package org.empathyworkbench.app.runs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import javafx.animation.PauseTransition;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.empathyworkbench.app.chart.ChartCard;
import org.empathyworkbench.app.chart.ChartGrid;
import org.empathyworkbench.app.chart.LiveChart;
import org.empathyworkbench.app.control.EmptyState;
import org.empathyworkbench.app.runs.ChartPlan.Line;
import org.empathyworkbench.workspace.MetricPoint;
import org.kordamp.ikonli.feather.Feather;

/** The curves of a run. Charts come as the run begins to measure, and take each new point once. */
final class RunCharts extends StackPane {
    /** Two rows of charts stand in a window of 800 points without scrolling. */
    private static final double ROW = 226;
    private static final int AT_ONCE = 2;

    private final RunViewModel model;
    private final ChartGrid grid = new ChartGrid();
    private final Map<String, ChartCard> cards = new HashMap<>();
    private final Map<String, Drawn> drawnAs = new HashMap<>();
    private final List<ChartPlan> wanted = new ArrayList<>();
    private final PauseTransition next = new PauseTransition(Duration.millis(30));
    private final DoubleConsumer onStep;

    private record Drawn(LiveChart chart, String label) { }

    /** @param onStep told the step of a chart that a person clicks */
    RunCharts(RunViewModel model, DoubleConsumer onStep) {
        this.model = model;
        this.onStep = onStep;
        ScrollPane scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        grid.getStyleClass().add("scroll-body");
        grid.setRowHeight(ROW);
        grid.setId("run-charts");
        EmptyState none = new EmptyState(Feather.ACTIVITY, "Nothing measured yet", "Curves appear here with the first step. Reading the data and the models comes before it.");
        none.visibleProperty().bind(model.chartsProperty().map(List::isEmpty));
        scroll.visibleProperty().bind(none.visibleProperty().not());
        getChildren().addAll(scroll, none);
        next.setOnFinished(e -> makeSome());
        model.chartsProperty().subscribe(this::arrange);
        model.pointsProperty().subscribe(points -> drawNew());
    }

    /** By the metric's name: how many points its line holds. */
    int size(String metric) { return drawnAs.containsKey(metric) ? drawnAs.get(metric).chart().size(drawnAs.get(metric).label()) : 0; }

    private void arrange(List<ChartPlan> plans) {
        wanted.clear();
        wanted.addAll(plans);
        if (plans.isEmpty()) {
            next.stop();
            cards.clear();
            drawnAs.clear();
            grid.setCharts(List.of());
            return;
        }
        makeSome();
    }

    /** Charts are dear: a few are made at a time, so that the window goes on in between. */
    private void makeSome() {
        int made = 0;
        List<ChartCard> now = new ArrayList<>();
        for (ChartPlan plan : wanted) {
            ChartCard card = cards.get(plan.title());
            if (card == null && made == AT_ONCE) {
                next.playFromStart();
                break;
            }
            if (card == null) {
                made++;
                card = card(plan);
                cards.put(plan.title(), card);
            }
            now.add(card);
            for (Line line : plan.lines()) begin(card.chart(), line);
        }
        grid.setCharts(now);
    }

    private ChartCard card(ChartPlan plan) {
        LiveChart chart = new LiveChart(plan.title(), "step");
        chart.setOnStep(onStep);
        return new ChartCard(chart, plan.definition());
    }

    private void begin(LiveChart chart, Line line) {
        if (drawnAs.containsKey(line.metric())) return;
        chart.curve(line.label(), line.mechanism());
        drawnAs.put(line.metric(), new Drawn(chart, line.label()));
        drawNew();
    }

    private void drawNew() {
        drawnAs.forEach((metric, drawn) -> {
            List<MetricPoint> all = model.history(metric);
            for (MetricPoint point : all.subList(Math.min(drawn.chart().size(drawn.label()), all.size()), all.size())) {
                drawn.chart().add(drawn.label(), point.step(), point.value());
            }
        });
    }
}
