package org.empathyworkbench.app.control;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Factory of buttons in four styles: primary, normal, danger, and icon only. */
public final class Buttons {
    private Buttons() { }

    /** @param id the node's id, for tests and style sheets */
    public static Button plain(String id, String text, Feather icon, Runnable action) {
        Button button = new Button(text, icon == null ? null : new FontIcon(icon));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setMnemonicParsing(false);
        button.setOnAction(e -> action.run());
        return button;
    }

    /** The primary action of a page. */
    public static Button primary(String id, String text, Feather icon, Runnable action) {
        Button button = plain(id, text, icon, action);
        button.getStyleClass().add(Styles.ACCENT);
        return button;
    }

    public static Button danger(String id, String text, Feather icon, Runnable action) {
        Button button = plain(id, text, icon, action);
        button.getStyleClass().addAll(Styles.DANGER, Styles.BUTTON_OUTLINED);
        return button;
    }

    /** An icon button; {@code meaning} is its tooltip and accessible text. */
    public static Button icon(String id, String meaning, Feather icon, Runnable action) {
        Button button = plain(id, "", icon, action);
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        button.setTooltip(Texts.tooltip(meaning));
        button.setAccessibleText(meaning);
        return button;
    }

    /** A button styled as a link. */
    public static Button link(String id, String text, Runnable action) {
        Button button = plain(id, text, null, action);
        button.getStyleClass().addAll(Styles.FLAT, "link-button");
        return button;
    }
}
