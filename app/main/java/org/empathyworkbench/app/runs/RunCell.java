package org.empathyworkbench.app.runs;

import java.time.Instant;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.empathyworkbench.app.control.RunChip;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.newrun.RunFormats;
import org.empathyworkbench.chart.ChartPalette;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** List cell of a run in three lines: name and state, description, progress and score. */
final class RunCell extends ListCell<RunRow> {
    private final Label name = new Label();
    private final StackPane chip = new StackPane();
    private final Label what = Texts.muted("");
    private final Label best = new Label();
    private final Label steps = Texts.muted("");
    private final ProgressBar bar = new ProgressBar();
    private final VBox box;
    private final ToggleButton beside = new ToggleButton("", new FontIcon(Feather.TRENDING_UP));
    private final RunSelection selection;
    private Subscription following = Subscription.EMPTY;

    /** @param selection the overlaid runs */
    RunCell(RunSelection selection) {
        this.selection = selection;
        beside.getStyleClass().add("beside");
        beside.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        beside.setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        beside.setTooltip(Texts.tooltip("Overlay this run's curves on those of the open run"));
        beside.setAccessibleText("Overlay");
        beside.setFocusTraversable(false);
        beside.setOnAction(e -> { if (getItem() != null) selection.choose(getItem().id(), beside.isSelected()); });
        name.getStyleClass().add("row-title");
        name.setMinWidth(0);
        what.setWrapText(false);
        steps.setWrapText(false);
        best.getStyleClass().add("run-best");
        best.setMinWidth(Region.USE_PREF_SIZE);
        chip.setMinWidth(Region.USE_PREF_SIZE);
        bar.getStyleClass().add("thin");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.managedProperty().bind(bar.visibleProperty());
        what.setMinWidth(0);
        box = new VBox(3, line(name, chip), line(what, beside), line(steps, best), bar);
        box.getStyleClass().add("run-cell");
        box.setMinWidth(0);
        box.setPrefWidth(0);
    }

    private static HBox line(Region left, Region right) {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox line = new HBox(8, left, space, right);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    @Override
    protected void updateItem(RunRow row, boolean empty) {
        super.updateItem(row, empty);
        following.unsubscribe();
        following = Subscription.EMPTY;
        setGraphic(empty || row == null ? null : box);
        setTooltip(null);
        if (empty || row == null) return;
        InvalidationListener chosen = o -> showBeside(row.id());
        selection.ids().addListener(chosen);
        showBeside(row.id());
        following = ((Subscription) () -> selection.ids().removeListener(chosen)).and(row.runProperty().subscribe(this::show))
                .and(row.bestProperty().subscribe(now -> best.setText(now.words())));
        setTooltip(Texts.tooltip(row.runProperty().get().name()));
    }

    /** In the run's line colour. */
    private void showBeside(String id) {
        boolean on = selection.ids().contains(id);
        beside.setSelected(on);
        beside.getStyleClass().removeIf(word -> word.startsWith("beside-"));
        if (on) beside.getStyleClass().add("beside-" + (selection.place(id) % ChartPalette.SERIES + 1));
    }

    private void show(RunInfo run) {
        name.setText(run.name());
        chip.getChildren().setAll(RunChip.of(run.state()));
        what.setText((run.marks().starred() ? "\u2605 " : "") + RunFormats.kind(run.kind())
                + (run.preset().isEmpty() ? "" : "  ·  " + run.preset())
                + (run.marks().tags().isEmpty() ? "" : "  ·  " + String.join(", ", run.marks().tags())));
        // a finished run may have stopped early: show the completed steps
        String far = run.state() == RunState.FINISHED ? RunFormats.count(run.step()) + " steps"
                : run.totalSteps() > 0 ? RunFormats.count(run.step()) + " / " + RunFormats.count(run.totalSteps())
                : run.step() > 0 ? "step " + RunFormats.count(run.step()) : "";
        String time = run.startedAt() == null ? "" : RunFormats.clock(run.elapsed(Instant.now()));
        steps.setText(far.isEmpty() || time.isEmpty() ? far + time : far + "  ·  " + time);
        bar.setVisible(run.state() == RunState.RUNNING);
        bar.setProgress(run.totalSteps() > 0 ? run.progress() : -1);
        setAccessibleText(run.name() + ", " + run.state().key());
    }
}
