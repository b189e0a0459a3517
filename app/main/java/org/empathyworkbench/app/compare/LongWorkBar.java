package org.empathyworkbench.app.compare;

import java.time.Duration;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.task.RepeatingTimer;
import org.empathyworkbench.app.task.RunningTask;
import org.kordamp.ikonli.feather.Feather;

/** Shows the number of unscored responses with a button to score them; during long work its progress, remaining time and Cancel. */
final class LongWorkBar extends HBox {
    private final CompareViewModel model;
    private final Label words = Texts.muted("");
    private final ProgressBar bar = new ProgressBar();
    private final Button cancel;
    private final Button read;
    private final RepeatingTimer looking;

    LongWorkBar(CompareViewModel model) {
        super(10);
        this.model = model;
        getStyleClass().add("long-work");
        setAlignment(Pos.CENTER_LEFT);
        words.setId("compare-work");
        words.setWrapText(false);
        bar.getStyleClass().add("thin");
        bar.setPrefWidth(180);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        cancel = Buttons.plain("cancel-work", "Cancel", Feather.X, model::stop);
        read = Buttons.plain("read-levels", "Score all", Feather.PLAY, model::readAll);
        getChildren().addAll(words, bar, space, cancel, read);
        looking = new RepeatingTimer(Duration.ofSeconds(1), () -> {
            model.tick();
            show();
        });
        model.longWorkProperty().subscribe(now -> {
            if (now == null) looking.stop();
            else looking.start();
            show();
        });
        model.rows().unseenProperty().subscribe(now -> show());
    }

    /** Called when the page is hidden. */
    void rest() { looking.stop(); }

    /** Called when the page is shown. */
    void wake() { if (model.longWorkProperty().get() != null) looking.start(); }

    private void show() {
        RunningTask work = model.longWorkProperty().get();
        int unseen = model.rows().unseenProperty().get();
        setVisible(work != null || unseen > 0);
        setManaged(isVisible());
        there(bar, work != null);
        there(cancel, work != null);
        there(read, work == null);
        if (work == null) {
            words.setText(String.format(Locale.ROOT,
                    unseen == 1 ? "%,d response is not scored yet." : "%,d responses are not scored yet.", unseen));
            return;
        }
        bar.setProgress(work.progress());
        double left = work.remainingSeconds();
        words.setText(work.title() + (work.message().isEmpty() ? "" : ": " + work.message())
                + (work.progress() > 0 ? String.format(Locale.ROOT, "  \u00b7  %.0f %%", 100 * work.progress()) : "")
                + (left < 0 ? "" : left < 90 ? String.format(Locale.ROOT, "  \u00b7  %.0f s left", Math.max(1, left))
                        : String.format(Locale.ROOT, "  \u00b7  %.0f min left", left / 60)));
    }

    private static void there(Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }
}
