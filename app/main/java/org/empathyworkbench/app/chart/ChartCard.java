package org.empathyworkbench.app.chart;

import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.Texts;
import org.kordamp.ikonli.feather.Feather;

/** A chart in a card, with its definition as a tooltip of the title and its menu at the end of the title line. */
public final class ChartCard extends Card {
    private final LiveChart chart;

    /** @param definition what is drawn, in a sentence; empty for charts that explain themselves */
    public ChartCard(LiveChart chart, String definition) {
        super(chart.title(), chart);
        this.chart = chart;
        getStyleClass().add("chart-card");
        setSpacing(2);
        grow(chart);
        setVgrow(chart, Priority.ALWAYS);
        Button menu = Buttons.icon("", "Scale, zoom and export", Feather.MORE_HORIZONTAL, () -> { });
        menu.setOnAction(e -> ChartMenu.of(chart).show(menu, Side.BOTTOM, 0, 0));
        action(menu);
        if (!definition.isEmpty()) Tooltip.install(getChildren().get(0), Texts.tooltip(definition));
    }

    public LiveChart chart() { return chart; }
}
