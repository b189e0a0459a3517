package org.empathyworkbench.app.control;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Placeholder of a page without data: an icon, an explanation, and the buttons to get data. */
public final class EmptyState extends StackPane {
    public EmptyState(Feather icon, String title, String sentence, Button... next) {
        getStyleClass().add("empty-state");
        StackPane disc = new StackPane(new FontIcon(icon));
        disc.getStyleClass().add("empty-disc");
        disc.setMaxSize(64, 64);
        Label name = Texts.heading(title);
        name.getStyleClass().add("empty-title");
        Label text = Texts.muted(sentence);
        text.setTextAlignment(TextAlignment.CENTER);
        text.setMaxWidth(440);
        HBox buttons = new HBox(10, next);
        buttons.setAlignment(Pos.CENTER);
        VBox column = new VBox(12, disc, name, text, buttons);
        column.setAlignment(Pos.CENTER);
        column.setMaxWidth(520);
        VBox.setMargin(buttons, new Insets(6, 0, 0, 0));
        getChildren().add(column);
    }
}
