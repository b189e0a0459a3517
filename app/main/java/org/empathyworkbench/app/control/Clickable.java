package org.empathyworkbench.app.control;

import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;

/** Lets a region do what a button does: by the mouse, and by Enter or Space when the keyboard has come to it. */
public final class Clickable {
    private Clickable() { }

    /** @param meaning what a screen reader says */
    public static <R extends Region> R make(R region, String meaning, Runnable action) {
        region.setCursor(Cursor.HAND);
        region.setFocusTraversable(true);
        region.setAccessibleRole(AccessibleRole.BUTTON);
        region.setAccessibleText(meaning);
        region.getStyleClass().add("clickable");
        region.setOnMouseClicked(e -> { if (e.getButton() == MouseButton.PRIMARY) action.run(); });
        region.setOnKeyPressed(e -> {
            if (e.getCode() != KeyCode.ENTER && e.getCode() != KeyCode.SPACE) return;
            e.consume();
            action.run();
        });
        return region;
    }
}
