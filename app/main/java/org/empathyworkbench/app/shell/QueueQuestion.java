package org.empathyworkbench.app.shell;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Texts;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Question above the pages about queued runs that came with an opened workspace. None starts before it is answered. */
public final class QueueQuestion extends HBox {
    /**
     * @param words  description of the queued runs
     * @param start  queues all of them here
     * @param later  leaves them
     * @param remove moves them to the trash
     */
    public QueueQuestion(String words, Runnable start, Runnable later, Runnable remove) {
        getStyleClass().addAll("error-banner", "banner-warning");
        setId("queue-question");
        Label text = Texts.body(words);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        Button keep = Buttons.plain("queue-later", "Keep waiting", Feather.CLOCK, later);
        getChildren().addAll(new FontIcon(Feather.HELP_CIRCLE), text, Buttons.plain("queue-start", "Start", Feather.PLAY, start), keep,
                Buttons.danger("queue-remove", "Remove", Feather.TRASH_2, remove));
        setSpacing(10);
        setAlignment(Pos.CENTER_LEFT);
        setMinHeight(Region.USE_PREF_SIZE);
    }
}
