package org.empathyworkbench.app.control;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.util.Subscription;

/** Theme: light or dark, fonts and style sheet. Every scene and dialog is styled by {@link #dress}. */
public final class Theme {
    private static final List<String> FONTS = List.of("Inter-Regular.otf", "Inter-Bold.otf", "Inter-Italic.otf",
            "JetBrainsMono-Regular.ttf", "JetBrainsMono-Bold.ttf", "JetBrainsMono-Italic.ttf");
    private final BooleanProperty dark = new SimpleBooleanProperty();

    /** Requires a started JavaFX toolkit. */
    public Theme(boolean startDark) {
        FONTS.forEach(Theme::register);
        dark.set(startDark);
        dark.subscribe(this::apply);
    }

    public BooleanProperty darkProperty() { return dark; }

    /** Adds the style sheet to a scene and keeps its root's class {@code dark} or {@code light} up to date. */
    public Scene dress(Scene scene) {
        dress(scene.getRoot());
        CaretRest.install(scene);
        dark.subscribe(on -> scene.setFill(on ? Color.BLACK : Color.WHITE));   // fill before the first frame
        return scene;
    }

    /** Styles a dialog's root; unsubscribe when the dialog closes. */
    public Subscription dress(Parent root) {
        String sheet = Objects.requireNonNull(Theme.class.getResource("/styles/workbench.css")).toExternalForm();
        if (!root.getStylesheets().contains(sheet)) root.getStylesheets().add(sheet);
        return dark.subscribe(on -> {
            root.getStyleClass().removeAll("dark", "light");
            root.getStyleClass().add(on ? "dark" : "light");
        });
    }

    private void apply(boolean on) {
        Application.setUserAgentStylesheet(on ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
    }

    private static void register(String file) {
        try (InputStream bytes = Theme.class.getResourceAsStream("/fonts/" + file)) {
            Font.loadFont(bytes, 13);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
