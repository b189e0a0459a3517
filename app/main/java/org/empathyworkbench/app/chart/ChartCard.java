package org.empathyworkbench.app.chart;

import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.Texts;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A chart in a card, with its definition as a tooltip of the title, and its menu and a way to look
 * at it alone at the end of the title line.
 */
public final class ChartCard extends Card {
    private final LiveChart chart;
    private final Button alone;

    /** @param definition what is drawn, in a sentence; empty for charts that explain themselves */
    public ChartCard(LiveChart chart, String definition) {
        super(chart.title(), chart);
        this.chart = chart;
        getStyleClass().add("chart-card");
        setSpacing(2);
        grow(chart);
        setVgrow(chart, Priority.ALWAYS);
        alone = Buttons.icon("", "Look at this chart alone", Feather.MAXIMIZE_2, () -> { });
        alone.getStyleClass().add("chart-alone");
        Button menu = Buttons.icon("", "Scale, zoom, note and export", Feather.MORE_HORIZONTAL, () -> { });
        menu.getStyleClass().add("chart-menu");
        menu.setOnAction(e -> ChartMenu.of(chart).show(menu, Side.BOTTOM, 0, 0));
        action(alone, menu);
        ((HBox) getChildren().get(0)).getChildren().stream().filter(Label.class::isInstance)
                .forEach(title -> ((Label) title).setMinWidth(0));
        Tooltip.install(getChildren().get(0), Texts.tooltip(definition.isEmpty() ? chart.title() : chart.title() + ". " + definition));
    }

    public LiveChart chart() { return chart; }

    /** What the button for looking at it alone does. */
    void setOnAlone(Runnable action) { alone.setOnAction(e -> action.run()); }

    void showsAlone(boolean now) {
        alone.setTooltip(Texts.tooltip(now ? "Back to all charts" : "Look at this chart alone"));
        alone.setAccessibleText(now ? "Back to all charts" : "Look at this chart alone");
        ((FontIcon) alone.getGraphic()).setIconCode(now ? Feather.MINIMIZE_2 : Feather.MAXIMIZE_2);
        chart.setWheelZooms(now);
    }
}
