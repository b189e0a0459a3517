package org.empathyworkbench.app.runs;

import java.util.List;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.chart.ChartGrid;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Segments;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.chart.ChartsOfRuns;
import org.empathyworkbench.chart.SmoothingSteps;
import org.empathyworkbench.chart.XAxis;
import org.empathyworkbench.workspace.RunInfo;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Controls for all charts of a run: x axis, smoothing, overlaid runs, and their legend. */
final class ChartTools extends VBox {
    private static final int OFFERED_RUNS = 24;
    private final ChartsViewModel model;
    private final ChartGrid grid;
    private final ObservableList<RunRow> rows;
    private final Slider smoothing = new Slider(0, SmoothingSteps.OFFERED.size() - 1, 0);
    private final MenuButton compare = new MenuButton("Compare", new FontIcon(Feather.LAYERS));
    private final FlowPane legend = new FlowPane(6, 4);
    private String sized = "";
    private boolean touched;

    /** @param rows the runs that can be overlaid */
    ChartTools(ChartsViewModel model, ChartGrid grid, ObservableList<RunRow> rows) {
        super(8);
        this.model = model;
        this.grid = grid;
        this.rows = rows;
        getStyleClass().add("chart-tools");
        FlowPane line = new FlowPane(12, 6, axis(), compare(), bySeed(), smoothing(), everything());
        line.setRowValignment(VPos.CENTER);
        legend.setId("run-legend");
        legend.managedProperty().bind(legend.visibleProperty());
        getChildren().addAll(line, legend);
        model.legendProperty().subscribe(this::showLegend);
    }

    /** Default smoothing for a number of steps, unless the user chose one. */
    void suit(String run, int steps) {
        String now = run + steps;
        if (touched || now.equals(sized)) return;
        sized = now;
        smoothing.setValue(SmoothingSteps.suited(steps));
        touched = false;
    }

    private Node axis() {
        ToggleGroup group = new ToggleGroup();
        ToggleButton step = Segments.button("axis-step", "Step", group);
        ToggleButton time = Segments.button("axis-time", "Time", group);
        step.setTooltip(Texts.tooltip("Training steps on the x axis."));
        time.setTooltip(
                Texts.tooltip("Wall-clock time since the run's first measurement on the x axis, pauses included."));
        step.setSelected(true);
        group.selectedToggleProperty().subscribe(now -> {
            if (now != null) grid.axes().axisProperty().set(now == time ? XAxis.TIME : XAxis.STEP);
        });
        return Segments.row(step, time);
    }

    private Node smoothing() {
        Label name = Texts.muted("Smoothing");
        name.setMinWidth(USE_PREF_SIZE);
        name.setTooltip(Texts.tooltip("An exponential moving average over so many steps, independent of how "
                + "often the curve was measured. The faint line behind it is always the raw values."));
        smoothing.setId("smoothing");
        smoothing.setPrefWidth(110);
        smoothing.setMajorTickUnit(1);
        smoothing.setMinorTickCount(0);
        smoothing.setSnapToTicks(true);
        smoothing.setBlockIncrement(1);
        smoothing.setAccessibleText("Smoothing");
        Label value = Texts.muted("");
        value.setId("smoothing-words");
        value.setMinWidth(82);
        smoothing.valueProperty().subscribe(now -> {
            int place = (int) Math.round(now.doubleValue());
            value.setText(SmoothingSteps.words(place));
            grid.axes().smoothingProperty().set(SmoothingSteps.OFFERED.get(place));
            touched = true;
        });
        touched = false;
        HBox box = new HBox(8, name, smoothing, value);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private Node everything() {
        Button everything = Buttons.link("show-everything", "Show everything", () -> grid.axes().windowProperty().set(null));
        everything.setTooltip(
                Texts.tooltip("All charts show the zoomed range. This button or a double click shows all steps again."));
        everything.visibleProperty().bind(grid.axes().windowProperty().isNotNull());
        everything.managedProperty().bind(everything.visibleProperty());
        return everything;
    }

    private Node bySeed() {
        ToggleButton seed = new ToggleButton("By seed");
        seed.setId("by-seed");
        seed.setMinWidth(USE_PREF_SIZE);
        seed.setTooltip(Texts.tooltip("Runs that differ only in their seed become one line: the mean of their "
                + "smoothed curves with its 95 % t interval, or with both runs' range where there are two."));
        seed.selectedProperty().bindBidirectional(model.bySeedProperty());
        seed.visibleProperty().bind(model.shownProperty().map(shown -> shown.size() > 1));
        seed.managedProperty().bind(seed.visibleProperty());
        return seed;
    }

    private Node compare() {
        compare.setId("compare-runs");
        compare.setMinWidth(USE_PREF_SIZE);
        compare.setTooltip(Texts.tooltip("Overlay other runs of this kind in the same charts."));
        compare.setOnShowing(e -> fill());
        compare.getItems().setAll(new MenuItem("…"));
        return compare;
    }

    private void fill() {
        List<ChartsOfRuns.Shown> shown = model.shownProperty().get();
        compare.getItems().clear();
        RunInfo first = shown.isEmpty() ? null : shown.get(0).run();
        for (RunRow row : rows) {
            RunInfo run = row.runProperty().get();
            if (first == null || run.kind() != first.kind() || run.id().equals(first.id())) continue;
            if (compare.getItems().size() == OFFERED_RUNS && !model.selection().ids().contains(run.id())) continue;
            CheckMenuItem item = new CheckMenuItem(run.name() + "   " + run.state().key());
            item.setMnemonicParsing(false);
            item.setSelected(model.selection().ids().contains(run.id()));
            item.setOnAction(e -> model.selection().choose(run.id(), item.isSelected()));
            compare.getItems().add(item);
        }
        if (compare.getItems().isEmpty()) {
            MenuItem none = new MenuItem("There is no other run of this kind yet");
            none.setDisable(true);
            compare.getItems().add(none);
        }
    }

    private void showLegend(List<ChartsViewModel.Entry> entries) {
        grid.axes().hidden().clear();
        legend.setVisible(!entries.isEmpty());
        legend.getChildren().clear();
        for (int i = 0; i < entries.size(); i++)
            legend.getChildren().add(new RunLegendItem(entries.get(i), grid.axes(), i == 0 ? null : model.selection()));
    }
}
