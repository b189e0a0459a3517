package org.empathyworkbench.app.runs;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.shape.Line;
import org.empathyworkbench.app.chart.ChartAxes;
import org.empathyworkbench.app.chart.ChartInk;
import org.empathyworkbench.app.chart.Swatch;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.chart.ChartPalette;
import org.empathyworkbench.chart.LineStyle;
import org.kordamp.ikonli.feather.Feather;

/** Entry of the shared legend: line and name; a click toggles its visibility, the cross removes the run from the overlay. */
final class RunLegendItem extends ChartInk {
    /** @param selection overlay from which the run can be removed; null for the open run */
    RunLegendItem(ChartsViewModel.Entry shown, ChartAxes axes, RunSelection selection) {
        getStyleClass().addAll("live-chart", "run-legend-item");
        LineStyle style = LineStyle.run(shown.place(), ChartPalette.SERIES);
        ToggleButton name = new ToggleButton(shown.label(), new Line(0, 0, 18, 0));
        name.getStyleClass().add("legend-item");
        String first = shown.ids().get(0);
        name.setId("legend-" + first);
        name.setMnemonicParsing(false);
        name.setSelected(true);
        name.setTooltip(Texts.tooltip(shown.label() + (selection == null ? ", the open run" : "")
                + ". Click to hide or show it in all charts."));
        name.setMaxWidth(260);
        name.setOnAction(e -> {
            if (name.isSelected()) axes.hidden().remove(first);
            else axes.hidden().add(first);
        });
        inkVersion().subscribe(() -> Swatch.show((Line) name.getGraphic(), of(style), style));
        HBox box = new HBox(name);
        box.setAlignment(Pos.CENTER_LEFT);
        if (selection != null) {
            Button out = Buttons.icon("", "Remove " + shown.label() + " from the comparison",
                    Feather.X, () -> shown.ids().forEach(id -> selection.choose(id, false)));
            out.getStyleClass().add("legend-out");
            box.getChildren().add(out);
        }
        getChildren().add(box);
    }
}
