package org.empathyworkbench.app.control;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/** Factory of text nodes in the program's text styles. */
public final class Texts {
    private Texts() { }

    /** Page title. */
    public static Label title(String text) { return label(text, "page-title"); }

    /** Subtitle of a page or section; wraps. */
    public static Label subtitle(String text) { return muted(text); }

    public static Label heading(String text) { return label(text, "card-title"); }

    /** Label of a form field; never truncated. */
    public static Label fieldLabel(String text) {
        Label label = label(text, "field-label");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    /** Explanatory text; wraps. */
    public static Label muted(String text) {
        Label label = label(text, Styles.TEXT_MUTED);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** Body text; wraps. */
    public static Label body(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** A small rounded label; {@code kind} is one of neutral, accent, success, warning, danger. */
    public static Label chip(String text, String kind) {
        Label label = label(text, "chip");
        label.getStyleClass().add("chip-" + kind);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    /** A wrapping tooltip with a short delay and long duration. */
    public static Tooltip tooltip(String text) {
        Tooltip tooltip = new Tooltip(text);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(380);
        tooltip.setShowDelay(Duration.millis(350));
        tooltip.setShowDuration(Duration.seconds(60));
        return tooltip;
    }

    private static Label label(String text, String styleClass) {
        Label label = new Label(text);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
