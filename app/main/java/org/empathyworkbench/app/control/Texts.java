package org.empathyworkbench.app.control;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/** The few kinds of text that pages are made of, so that a heading looks the same everywhere. */
public final class Texts {
    private Texts() { }

    /** A page's name. */
    public static Label title(String text) { return label(text, "page-title"); }

    /** What a page or a section is for, under its title; wraps. */
    public static Label subtitle(String text) { return muted(text); }

    public static Label heading(String text) { return label(text, "card-title"); }

    /** The name of a form's field, above or before it; never cut short. */
    public static Label fieldLabel(String text) {
        Label label = label(text, "field-label");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    /** Explains; wraps. */
    public static Label muted(String text) {
        Label label = label(text, Styles.TEXT_MUTED);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** Ordinary text that wraps. */
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

    /** A tooltip that wraps, comes quickly and stays as long as it takes to read. */
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
