package org.empathyworkbench.app.control;

import java.util.List;
import javafx.scene.text.Text;

/** A piece of a text flow with style classes; its colour follows the theme. */
final class StyledText extends Text {
    StyledText(String text, List<String> styles) {
        super(text);
        getStyleClass().add("markdown-text");
        getStyleClass().addAll(styles);
    }
}
