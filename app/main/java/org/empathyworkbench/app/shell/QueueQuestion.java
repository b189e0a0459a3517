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

/**
 * Asks above the pages what is to be done with runs that came with an opened workspace and wait in
 * its queue. Nothing starts before an answer.
 */
public final class QueueQuestion extends HBox {
    /**
     * @param words  what waits, for people
     * @param start  puts all of them into the queue of this person
     * @param later  leaves them as they are
     * @param remove throws them away, so that they can be had back
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
