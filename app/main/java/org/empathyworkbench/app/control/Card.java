package org.empathyworkbench.app.control;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A titled box with nodes at the right end of the title line and content below. */
public class Card extends VBox {
    private final HBox header = new HBox(8);

    /** @param title empty for a box without a title line */
    public Card(String title, Node... content) {
        getStyleClass().add("card");
        setSpacing(10);
        if (!title.isEmpty()) {
            Label name = Texts.heading(title);
            name.setMinWidth(Region.USE_PREF_SIZE);
            Region space = new Region();
            HBox.setHgrow(space, Priority.ALWAYS);
            header.getChildren().addAll(name, space);
            header.setAlignment(Pos.CENTER_LEFT);
            getChildren().add(header);
        }
        getChildren().addAll(content);
    }

    /** Adds a node at the right end of the title line. */
    public Card action(Node... nodes) {
        header.getChildren().addAll(nodes);
        return this;
    }

    /** Makes a content node fill the remaining height. */
    public Card grow(Node node) {
        VBox.setVgrow(node, Priority.ALWAYS);
        return this;
    }
}
