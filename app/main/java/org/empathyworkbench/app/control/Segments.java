package org.empathyworkbench.app.control;

import atlantafx.base.theme.Styles;
import java.util.Arrays;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** Segmented control: two to four joined toggle buttons, exactly one selected. */
public final class Segments {
    private Segments() { }

    public static ToggleButton button(String id, String text, ToggleGroup group) {
        ToggleButton button = new ToggleButton(text);
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setMnemonicParsing(false);
        button.setToggleGroup(group);
        button.addEventFilter(MouseEvent.MOUSE_RELEASED, e -> { if (button.isSelected()) e.consume(); });
        return button;
    }

    /** Styles the visible buttons as joined, and again when visibility changes. */
    public static HBox row(ToggleButton... buttons) {
        HBox row = new HBox(buttons);
        row.setMinWidth(Region.USE_PREF_SIZE);
        Runnable join = () -> {
            ToggleButton[] visible = Arrays.stream(buttons).filter(ToggleButton::isVisible).toArray(ToggleButton[]::new);
            for (int i = 0; i < visible.length; i++) {
                visible[i].getStyleClass().removeAll(Styles.LEFT_PILL, Styles.CENTER_PILL, Styles.RIGHT_PILL);
                if (visible.length > 1)
                    visible[i].getStyleClass()
                            .add(i == 0 ? Styles.LEFT_PILL : i == visible.length - 1 ? Styles.RIGHT_PILL : Styles.CENTER_PILL);
            }
        };
        for (ToggleButton button : buttons) button.visibleProperty().subscribe(join);
        join.run();
        return row;
    }
}
