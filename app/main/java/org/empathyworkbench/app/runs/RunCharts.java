package org.empathyworkbench.app.runs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
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

    private final RunViewModel model;
    private final ChartGrid grid = new ChartGrid();
    private final Map<String, ChartCard> cards = new HashMap<>();
    private final Map<String, Drawn> drawnAs = new HashMap<>();
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
        model.chartsProperty().subscribe(this::arrange);
        model.pointsProperty().subscribe(this::draw);
    }

    /** By the metric's name: how many points its line holds. */
    int size(String metric) { return drawnAs.containsKey(metric) ? drawnAs.get(metric).chart().size(drawnAs.get(metric).label()) : 0; }

    private void arrange(List<ChartPlan> plans) {
        if (plans.isEmpty()) {
            cards.clear();
            drawnAs.clear();
            grid.setCharts(List.of());
            return;
        }
        List<ChartCard> now = new ArrayList<>();
        for (ChartPlan plan : plans) {
            ChartCard card = cards.computeIfAbsent(plan.title(), title -> {
                LiveChart chart = new LiveChart(title, "step");
                chart.setOnStep(onStep);
                return new ChartCard(chart, plan.definition());
            });
            for (Line line : plan.lines()) {
                if (drawnAs.containsKey(line.metric())) continue;
                card.chart().curve(line.label(), line.mechanism());
                drawnAs.put(line.metric(), new Drawn(card.chart(), line.label()));
            }
            now.add(card);
        }
        grid.setCharts(now);
    }

    private void draw(Map<String, List<MetricPoint>> points) {
        points.forEach((metric, list) -> {
            Drawn drawn = drawnAs.get(metric);
            if (drawn != null) list.forEach(point -> drawn.chart().add(drawn.label(), point.step(), point.value()));
        });
    }
}
