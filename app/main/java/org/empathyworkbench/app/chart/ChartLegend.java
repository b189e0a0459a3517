package org.empathyworkbench.app.chart;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import org.empathyworkbench.app.control.Texts;

/** Names, colours and latest values of a chart's lines; a click hides or shows a line. Takes no room for a single line. */
final class ChartLegend extends FlowPane {
    private final LiveChart chart;
    private final List<ToggleButton> items = new ArrayList<>();

    ChartLegend(LiveChart chart) {
        super(4, 2);
        this.chart = chart;
        getStyleClass().add("chart-legend");
        setManaged(false);
        setVisible(false);
    }

    void refresh() {
        while (items.size() < chart.curves().size()) items.add(item(items.size()));
        boolean several = items.size() > 1;
        setManaged(several);
        setVisible(several);
        if (!several) return;
        if (getChildren().size() != items.size()) getChildren().setAll(items);
        for (int i = 0; i < items.size(); i++) {
            Color ink = chart.ink(i);
            ((Rectangle) items.get(i).getGraphic()).setFill(chart.shown(i) ? ink : Color.color(ink.getRed(), ink.getGreen(), ink.getBlue(), 0.25));
        }
    }

    private ToggleButton item(int index) {
        ToggleButton item = new ToggleButton(chart.curves().get(index).name(), new Rectangle(12, 3));
        item.getStyleClass().add("legend-item");
        item.setMnemonicParsing(false);
        item.setSelected(true);
        item.setTooltip(Texts.tooltip("Click to hide or show this line"));
        item.setMinWidth(Label.USE_PREF_SIZE);
        item.selectedProperty().subscribe(on -> chart.show(index, on));
        return item;
    }
}
