package org.empathyworkbench.app.runs;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.newrun.RunFormats;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.run.Rerun;
import org.kordamp.ikonli.feather.Feather;

/** Comparison of a run's record with the workspace before it is run again. */
final class RerunPane extends VBox {
    RerunPane(Rerun rerun, Runnable run, Runnable cancel) {
        setSpacing(10);
        setId("rerun");
        boolean same = rerun.inTheWay().isEmpty();
        getChildren().add(Texts.body("The record of \"" + rerun.record().name() + "\": " + RunFormats.kind(rerun.recipe().kind()) + " on \""
                + rerun.record().toRecipe().dataset() + "\", seed " + rerun.recipe().seed() + ", " + rerun.recipe().device() + "."));
        if (same) getChildren().add(Texts.muted("Data and models are those of the record."));
        for (String sentence : rerun.inTheWay()) {
            ErrorBanner banner = new ErrorBanner();
            banner.problemProperty().set(UserMessage.warning(sentence));
            getChildren().add(banner);
        }
        for (String notice : rerun.notices()) {
            Label line = Texts.muted("\u2022  " + notice);
            getChildren().add(line);
        }
        if (!rerun.notices().isEmpty()) getChildren().add(Texts.muted("These differences may change the results, in the last "
                + "bits or by more."));
        Button go = same ? Buttons.primary("rerun-run", "Run", Feather.PLAY, run)
                : Buttons.danger("rerun-run", "Run anyway", Feather.PLAY, run);
        HBox buttons = new HBox(8, Buttons.plain("rerun-cancel", "Cancel", null, cancel), go);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().add(buttons);
    }
}
