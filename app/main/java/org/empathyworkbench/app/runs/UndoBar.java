package org.empathyworkbench.app.runs;

import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.empathyworkbench.app.control.Buttons;

/** Temporary notice of the last action with an undo button. */
final class UndoBar extends HBox {
    /** Distance from the bottom, in pixels: above the row of buttons under the table, which a long message would cover. */
    private static final double ABOVE_ACTIONS = 72;

    private final Label words = new Label();
    private final PauseTransition time = new PauseTransition(Duration.seconds(10));
    private final Button back;
    private Runnable undo = () -> { };

    UndoBar() {
        setId("undo-bar");
        getStyleClass().add("undo-bar");
        setSpacing(12);
        setAlignment(Pos.CENTER_LEFT);
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        setVisible(false);
        StackPane.setAlignment(this, Pos.BOTTOM_CENTER);
        StackPane.setMargin(this, new Insets(0, 0, ABOVE_ACTIONS, 0));
        back = Buttons.link("undo", "Undo", () -> {
            setVisible(false);
            undo.run();
        });
        back.managedProperty().bind(back.visibleProperty());
        getChildren().addAll(words, back);
        time.setOnFinished(e -> setVisible(false));
    }

    void show(String sentence, Runnable takeBack) {
        undo = takeBack;
        back.setVisible(true);
        show(sentence);
    }

    /** A notice without undo. */
    void say(String sentence) {
        back.setVisible(false);
        show(sentence);
    }

    private void show(String sentence) {
        words.setText(sentence);
        setVisible(true);
        time.playFromStart();
    }

    void close() {
        time.stop();
        setVisible(false);
    }
}
