package org.empathyworkbench.app.chart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Line;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.chart.ChartLine;

/**
 * Names, colours and dashes of a chart's lines; a click hides or shows a line, and the one under the mouse is emphasised. Takes no room for
 * a single line, nor where every line is a run of its own: then the page has one legend for all charts.
 */
final class ChartLegend extends FlowPane {
    private final LiveChart chart;
    private final Map<String, ToggleButton> items = new HashMap<>();

    ChartLegend(LiveChart chart) {
        super(4, 2);
        this.chart = chart;
        getStyleClass().add("chart-legend");
        setManaged(false);
        setVisible(false);
        chart.inkVersion().subscribe(this::refresh);
    }

    void refresh() {
        List<ChartLine> lines = chart.lines();
        boolean runs = new HashSet<>(lines.stream().map(ChartLine::run).toList()).size() > 1;
        boolean needed = lines.size() > 1 && !runs;
        setManaged(needed);
        setVisible(needed);
        if (!needed) return;
        List<Node> now = new ArrayList<>();
        for (ChartLine line : lines) {
            ToggleButton item = items.computeIfAbsent(line.name(), this::item);
            Color ink = chart.ink(line);
            Swatch.show((Line) item.getGraphic(), chart.shown(line.name()) ? ink : ink.deriveColor(0, 1, 1, 0.25), line.style());
            item.setSelected(chart.shown(line.name()));
            now.add(item);
        }
        if (!now.equals(getChildren())) getChildren().setAll(now);
    }

    private ToggleButton item(String name) {
        ToggleButton item = new ToggleButton(name, new Line(0, 0, 18, 0));
        item.getStyleClass().add("legend-item");
        item.setMnemonicParsing(false);
        item.setSelected(true);
        item.setTooltip(Texts.tooltip("Click to hide or show this line"));
        item.setMinWidth(Label.USE_PREF_SIZE);
        item.setOnAction(e -> chart.show(name, item.isSelected()));
        item.setOnMouseEntered(e -> chart.emphasise(name));
        item.setOnMouseExited(e -> chart.emphasise(null));
        return item;
    }
}
