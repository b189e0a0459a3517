package org.empathyworkbench.app.runs;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.CopyTable;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.newrun.RunFormats;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.checkpoint.DamagedCheckpoint;
import org.empathyworkbench.io.VisibleText;
import org.kordamp.ikonli.feather.Feather;

/** A run's checkpoints, newest first, with pin and branch actions; damaged ones on top with their reason. */
final class RunCheckpointList extends VBox {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH)
            .withZone(ZoneId.systemDefault());
    private static final int MOST_DAMAGED = 5;
    private static final int MOST_CHARACTERS = 400;
    private final RunViewModel model;

    /** @param branch receives the checkpoint to branch from */
    RunCheckpointList(RunViewModel model, Consumer<CheckpointInfo> branch) {
        this.model = model;
        CopyTable<CheckpointInfo> table = new CopyTable<>();
        table.setId("run-checkpoints");
        table.number("Step", 90, CheckpointInfo::step, RunFormats::count);
        table.text("Saved", 130, one -> TIME.format(one.savedAt()));
        table.number("MB", 80, one -> one.bytes() / 1e6, size -> String.format(Locale.ROOT, "%,.1f", size));
        table.number("Score", 90, CheckpointInfo::score, score -> score.isNaN() ? "" : RunFormats.number(score));
        table.text("Kept", 150, this::why);
        table.nodes("", 190, one -> "", one -> actions(one, branch));
        table.setItems(model.checkpoints());
        table.setPlaceholder(Texts.muted("No checkpoint yet. The settings of the run "
                + "say when one is saved; \"Save\" saves one after the current step."));
        Label words = Texts.muted("The newest few, the best and the pinned ones are kept. The score is minus the validation "
                + "loss at that step, or the mean raw reward since the previous checkpoint; higher is better.");
        words.setMinHeight(Region.USE_PREF_SIZE);
        VBox box = new VBox(8, words, damaged(), table);
        VBox.setVgrow(table, Priority.ALWAYS);
        Card card = new Card("The run can resume from here", box).grow(box);
        VBox.setVgrow(card, Priority.ALWAYS);
        getChildren().add(card);
    }

    private Label damaged() {
        Label label = Texts.body("");
        label.setId("run-damaged-checkpoints");
        Runnable show = () -> {
            label.setText(damagedWords());
            label.setVisible(!label.getText().isEmpty());
            label.setManaged(label.isVisible());
        };
        model.damagedCheckpoints().addListener((ListChangeListener<DamagedCheckpoint>) change -> show.run());
        show.run();
        return label;
    }

    private String damagedWords() {
        String words = model.damagedCheckpoints().stream().limit(MOST_DAMAGED)
                .map(one -> VisibleText.line(one.words(), MOST_CHARACTERS)).collect(Collectors.joining("\n"));
        int more = model.damagedCheckpoints().size() - MOST_DAMAGED;
        return more > 0 ? words + "\nAnd " + more + " more; \"app/run runs checkpoints\" lists them all." : words;
    }

    private HBox actions(CheckpointInfo one, Consumer<CheckpointInfo> branch) {
        Button pin = Buttons.icon("pin-" + one.step(), one.pinned() ? "Unpin: delete it when newer ones are saved"
                : "Pin: keep it when newer ones are saved", Feather.BOOKMARK, () -> model.pin(one.step(), !one.pinned()));
        HBox row = new HBox(6, pin, Buttons.plain("branch-" + one.step(), "Branch", Feather.GIT_BRANCH, () -> branch.accept(one)));
        row.setAlignment(Pos.CENTER_RIGHT);
        return row;
    }

    private String why(CheckpointInfo one) {
        if (one.pinned()) return "pinned";
        CheckpointInfo best = model.checkpoints().stream().filter(c -> !Double.isNaN(c.score()))
                .max(Comparator.comparingDouble(CheckpointInfo::score)).orElse(null);
        return one.equals(best) ? "best so far" : "for now";
    }
}
