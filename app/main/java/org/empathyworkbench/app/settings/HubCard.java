package org.empathyworkbench.app.settings;

import atlantafx.base.controls.ToggleSwitch;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.hub.HubSettings;

/** Settings of downloads from the hub. */
final class HubCard extends Card {
    HubCard(SettingsViewModel model) {
        super("Hugging Face hub");
        ToggleSwitch offline = new ToggleSwitch();
        offline.setId("hub-offline");
        offline.selectedProperty().bindBidirectional(model.hubOfflineProperty());
        getChildren().addAll(
                row("Offline", "No requests to the hub; models that other programs "
                        + "have downloaded to this machine can still be imported.", offline),
                row("Address", "Of the hub or a mirror. Empty: HF_ENDPOINT if set, else " + HubSettings.HOME + ".",
                        field("hub-endpoint", model.hubEndpointProperty(), HubSettings.HOME)),
                row("Proxy", "host:port, or \"none\". Empty: from the Java properties and the environment (HTTPS_PROXY, NO_PROXY).",
                        field("hub-proxy", model.hubProxyProperty(), "proxy.example.org:3128")),
                Texts.muted("For private and gated models set the environment variable HF_TOKEN; "
                        + "the token is sent only to the hub's own host and never stored."));
    }

    private static TextField field(String id, StringProperty value, String prompt) {
        TextField field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        field.setPrefWidth(280);
        field.setMinWidth(200);
        field.textProperty().bindBidirectional(value);
        return field;
    }

    private static HBox row(String name, String meaning, Region control) {
        Label title = new Label(name);
        title.getStyleClass().add("field-label");
        title.setLabelFor(control);
        Label text = Texts.muted(meaning);
        text.setMinHeight(Region.USE_PREF_SIZE);
        VBox words = new VBox(1, title, text);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = new HBox(20, words, control);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
