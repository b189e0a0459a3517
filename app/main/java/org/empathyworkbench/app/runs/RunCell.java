package org.empathyworkbench.app.runs;

import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.empathyworkbench.app.control.RunChip;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;

/** A run in three lines: what it is called and where it stands, what it is, and how far and how good. */
final class RunCell extends ListCell<RunRow> {
    private final Label name = new Label();
    private final StackPane chip = new StackPane();
    private final Label what = Texts.muted("");
    private final Label best = new Label();
    private final Label steps = Texts.muted("");
    private final ProgressBar bar = new ProgressBar();
    private final VBox box;
    private Subscription following = Subscription.EMPTY;

    RunCell() {
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
        box = new VBox(3, line(name, chip), what, line(steps, best), bar);
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
        following = row.runProperty().subscribe(this::show).and(row.bestProperty().subscribe(best::setText));
        setTooltip(Texts.tooltip(row.runProperty().get().name()));
    }

    private void show(RunInfo run) {
        name.setText(run.name());
        chip.getChildren().setAll(RunChip.of(run.state()));
        what.setText(RunWords.kind(run.kind()) + (run.preset().isEmpty() ? "" : "  ·  " + run.preset()));
        String far = run.totalSteps() > 0 ? RunWords.count(run.step()) + " / " + RunWords.count(run.totalSteps()) : run.step() > 0 ? "step " + RunWords.count(run.step()) : "";
        String time = run.startedAt() == null ? "" : RunWords.clock(run.elapsed(Instant.now()));
        steps.setText(far.isEmpty() || time.isEmpty() ? far + time : far + "  ·  " + time);
        bar.setVisible(run.state() == RunState.RUNNING);
        bar.setProgress(run.totalSteps() > 0 ? run.progress() : -1);
        setAccessibleText(run.name() + ", " + run.state().key());
    }
}
