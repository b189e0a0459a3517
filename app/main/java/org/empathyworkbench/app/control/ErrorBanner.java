package org.empathyworkbench.app.control;

import java.util.Locale;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.app.task.UserMessage.Severity;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Error message above the node it concerns: what happened, what is unaffected, what to do. Takes no space when empty. */
public final class ErrorBanner extends HBox {
    private final ObjectProperty<UserMessage> problem = new SimpleObjectProperty<>();

    public ErrorBanner() {
        getStyleClass().add("error-banner");
        Label happened = Texts.body("");
        happened.getStyleClass().add("banner-title");
        Label rest = Texts.body("");
        rest.managedProperty().bind(rest.textProperty().isNotEmpty());
        VBox text = new VBox(2, happened, rest);
        HBox.setHgrow(text, Priority.ALWAYS);
        FontIcon icon = new FontIcon(Feather.ALERT_TRIANGLE);
        Button copy = Buttons.icon("copy-problem", "Copy this text", Feather.COPY,
                () -> Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, problem.get().text())));
        Button close = Buttons.icon("close-problem", "Close", Feather.X, () -> problem.set(null));
        getChildren().addAll(icon, text, copy, close);
        setSpacing(10);
        setAlignment(Pos.CENTER_LEFT);
        setMinHeight(Region.USE_PREF_SIZE);
        managedProperty().bind(visibleProperty());
        visibleProperty().bind(problem.isNotNull());
        problem.subscribe(now -> {
            if (now == null) return;
            happened.setText(now.happened());
            rest.setText(now.rest());
            getStyleClass().removeAll("banner-danger", "banner-warning", "banner-info");
            getStyleClass().add("banner-" + now.severity().name().toLowerCase(Locale.ROOT));
            icon.setIconCode(now.severity() == Severity.INFO ? Feather.INFO : Feather.ALERT_TRIANGLE);
        });
    }

    /** Null hides the banner. */
    public ObjectProperty<UserMessage> problemProperty() { return problem; }
}
