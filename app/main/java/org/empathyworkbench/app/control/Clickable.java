package org.empathyworkbench.app.control;

import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;

/** Makes a region act as a button: by mouse, and by Enter or Space when focused. */
public final class Clickable {
    private Clickable() { }

    /** @param meaning accessible text */
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
