package org.empathyworkbench.app.settings;

import java.util.List;
import java.util.Set;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.Segments;
import org.empathyworkbench.app.control.SettingsForm;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.endpoint.ChatPrompt;
import org.empathyworkbench.endpoint.ChatSettings;
import org.empathyworkbench.endpoint.KeyPlace;
import org.empathyworkbench.setting.Settings;
import org.kordamp.ikonli.feather.Feather;

/** Form of an outside model; rarely used fields are collapsed. */
final class EndpointForm extends VBox {
    private record Usual(String name, String address) { }

    private static final List<Usual> USUAL = List.of(new Usual("Local llama.cpp server", "http://127.0.0.1:8080/v1"),
            new Usual("Local Ollama", "http://127.0.0.1:11434/v1"),
            new Usual("Local vLLM", "http://127.0.0.1:8000/v1"), new Usual("OpenAI", "https://api.openai.com/v1"));

    private final EndpointsViewModel model;
    private final EndpointDraft draft;
    private final ErrorBanner banner = new ErrorBanner();

    EndpointForm(EndpointsViewModel model, EndpointDraft draft, Runnable close) {
        this.model = model;
        this.draft = draft;
        setId("endpoint-form");
        setSpacing(12);
        VBox fields = new VBox(12, named("Name", "Your name for it.", field("endpoint-name", draft.nameProperty(), "local")),
                address(), modelId(), key(), price(), more());
        fields.getStyleClass().add("scroll-body");
        ScrollPane scroll = new ScrollPane(fields);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Button store = Buttons.primary("store-endpoint", draft.isNew() ? "Add" : "Store",
                Feather.CHECK, () -> model.save(draft, close, banner.problemProperty()::set));
        HBox buttons = new HBox(8, Buttons.plain("cancel-endpoint", "Cancel", null, close), store);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(scroll, banner, buttons);
    }

    private Node address() {
        TextField field = field("endpoint-address", draft.addressProperty(), "http://127.0.0.1:8080/v1");
        HBox.setHgrow(field, Priority.ALWAYS);
        MenuButton usual = new MenuButton("Common servers");
        usual.setId("usual-addresses");
        usual.setMinWidth(Region.USE_PREF_SIZE);
        for (Usual one : USUAL) {
            MenuItem item = new MenuItem(one.name + "   " + one.address);
            item.setMnemonicParsing(false);
            item.setOnAction(e -> draft.addressProperty().set(one.address));
            usual.getItems().add(item);
        }
        return named("Address", "The base URL; usually ends in /v1.", new HBox(6, field, usual));
    }

    private Node modelId() {
        ComboBox<String> box = new ComboBox<>();
        box.setId("endpoint-model");
        box.setEditable(true);
        box.setMaxWidth(Double.MAX_VALUE);
        box.getEditor().setPromptText("llama3.1:8b");
        box.getEditor().textProperty().bindBidirectional(draft.modelProperty());
        HBox.setHgrow(box, Priority.ALWAYS);
        Button look = Buttons.plain("look-up-models", "Look up", Feather.SEARCH, () -> model.lookUpModels(draft, found -> {
            String before = draft.modelProperty().get();
            box.getItems().setAll(found);
            draft.modelProperty().set(before == null || before.isBlank() ? found.isEmpty() ? "" : found.get(0) : before);
            if (found.size() > 1) box.show();
        }, banner.problemProperty()::set));
        look.setTooltip(Texts.tooltip("Lists the models of the server."));
        return named("Model", "The model id on the server.", new HBox(6, box, look));
    }

    private Node key() {
        ToggleGroup group = new ToggleGroup();
        ToggleButton none = Segments.button("key-none", "None needed", group);
        ToggleButton kept = Segments.button("key-kept", "Stored securely", group);
        ToggleButton variable = Segments.button("key-variable", "Environment variable", group);
        boolean keeps = draft.keyProperty().get() == KeyPlace.KEYRING || draft.keyProperty().get() == KeyPlace.FILE;
        group.selectToggle(draft.keyProperty().get() == KeyPlace.NONE ? none : keeps ? kept : variable);
        KeyPlace place = keeps ? draft.keyProperty().get() : model.keyringProperty().get() ? KeyPlace.KEYRING : KeyPlace.FILE;
        PasswordField typed = new PasswordField();
        typed.setId("endpoint-key");
        typed.setPromptText(keeps ? "unchanged" : "paste the key");
        typed.textProperty().bindBidirectional(draft.typedKeyProperty());
        TextField name = field("endpoint-variable", draft.variableProperty(), "OPENAI_API_KEY");
        CheckBox leave = new CheckBox("Allow sending the key unencrypted to this address");
        leave.setId("endpoint-unencrypted");
        leave.selectedProperty().bindBidirectional(draft.unencryptedProperty());
        leave.visibleProperty().bind(Bindings.createBooleanBinding(() -> draft.keyProperty().get() != KeyPlace.NONE
                && draft.addressProperty().get().strip().matches("(?i)http://(?!127\\.|localhost|\\[::1]).*"),
                draft.keyProperty(), draft.addressProperty()));
        leave.managedProperty().bind(leave.visibleProperty());
        Label where = Texts.muted("");
        where.getStyleClass().add("text-small");
        group.selectedToggleProperty().subscribe(now -> {
            draft.keyProperty().set(now == none ? KeyPlace.NONE : now == kept ? place : KeyPlace.ENVIRONMENT);
            typed.setVisible(now == kept);
            name.setVisible(now == variable);
            where.setText(now == none ? "" : now == kept ? place == KeyPlace.KEYRING
                    ? "Stored in the system keyring; where that fails, in a file that only you can read."
                    : "Stored in a file that only you can read: "
                    + "no system keyring is available." : "Only the variable's name is stored.");
            where.setVisible(now != none);
        });
        for (Region part : List.of(typed, name, where)) part.managedProperty().bind(part.visibleProperty());
        return named("Key", "Never stored in a workspace, an export or a log.",
                new VBox(6, Segments.row(none, kept, variable), typed, name, where, leave));
    }

    private Node price() {
        TextField sent = field("price-prompt", draft.pricePromptProperty(), "sent");
        TextField back = field("price-completion", draft.priceCompletionProperty(), "back");
        TextField currency = field("price-currency", draft.currencyProperty(), "USD");
        for (TextField field : List.of(sent, back, currency)) field.setPrefWidth(100);
        HBox row = new HBox(6, sent, small("sent"), back, small("back"), currency);
        row.setAlignment(Pos.CENTER_LEFT);
        return named("Price per million tokens", "See the service's price list. If empty, costs are unknown.", row);
    }

    private Node more() {
        VBox box = new VBox(12, prompt(), drawing(), wrapping(), named("Proxy",
                "host:port, or \"none\". Empty: from the Java properties and the environment.",
                field("endpoint-proxy", draft.proxyProperty(), "proxy.example.org:3128")), named("Limits", "", new VBox(6,
                        counted("endpoint-timeout", draft.timeoutProperty(), "time-out in seconds without data"),
                        counted("endpoint-attempts", draft.attemptsProperty(), "attempts per request"),
                        counted("endpoint-per-minute", draft.perMinuteProperty(), "maximum requests per minute; 0 for no limit"),
                        counted("endpoint-parallel", draft.parallelProperty(), "concurrent requests in a baseline"))));
        TitledPane pane = new TitledPane("Prompt, sampling and limits", box);
        pane.setId("endpoint-more");
        pane.setExpanded(false);
        pane.setAnimated(false);
        return pane;
    }

    private Node wrapping() {
        CheckBox off = new CheckBox("Strip names, quotes and markup around responses");
        off.setId("endpoint-unwrap");
        off.selectedProperty().bindBidirectional(draft.unwrapProperty());
        return named("Answers",
                "Such as Listener: or surrounding quotes. The raw text is stored too. Applies to new responses.", off);
    }

    private Node prompt() {
        TextArea area = new TextArea();
        area.setId("endpoint-prompt");
        area.setWrapText(true);
        area.setPrefRowCount(9);
        area.textProperty().bindBidirectional(draft.promptProperty());
        Button back = Buttons.link("default-prompt", "Reset to the two-shot prompt", () -> draft.promptProperty().set(ChatPrompt.TWO_SHOT));
        return named("Prompt", "Text before the context; the turns follow as messages, or replace "
                + ChatPrompt.CONTEXT + ".", new VBox(2, area, back));
    }

    private Node drawing() {
        SettingsForm form = new SettingsForm(ChatSettings.standard(), Set.of());
        form.fill(draft.changedSettings());
        form.changesProperty().subscribe(changes -> {
            if (form.validProperty().get()) draft.settingsProperty().set(Settings.with(ChatSettings.standard(), changes));
        });
        return form;
    }

    private static Node counted(String id, StringProperty value, String words) {
        TextField field = field(id, value, "");
        field.setPrefWidth(70);
        field.setMinWidth(70);
        field.getStyleClass().add("number-field");
        HBox row = new HBox(8, field, Texts.muted(words));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    static Node named(String name, String meaning, Node control) {
        Label title = Texts.fieldLabel(name);
        VBox box = new VBox(3, title);
        if (!meaning.isEmpty()) {
            Label text = Texts.muted(meaning);
            text.getStyleClass().add("text-small");
            box.getChildren().add(text);
        }
        box.getChildren().add(control);
        return box;
    }

    static TextField field(String id, StringProperty value, String prompt) {
        TextField field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        field.textProperty().bindBidirectional(value);
        return field;
    }

    private static Label small(String text) {
        Label label = Texts.muted(text);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }
}
