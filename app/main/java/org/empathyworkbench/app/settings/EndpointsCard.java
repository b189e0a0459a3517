package org.empathyworkbench.app.settings;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.Overlay;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.settings.EndpointsViewModel.News;
import org.empathyworkbench.app.task.RepeatingTimer;
import org.empathyworkbench.endpoint.Endpoint;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** List of outside models with actions. */
final class EndpointsCard extends Card {
    private final EndpointsViewModel model;
    private final Overlay overlay;
    private final VBox list = new VBox();
    /** Status labels of the endpoints. */
    private final Map<Endpoint, Label> under = new HashMap<>();
    private final RepeatingTimer settling = new RepeatingTimer(Duration.ofMillis(500), this::settle);

    EndpointsCard(EndpointsViewModel model, Overlay overlay) {
        super("Outside models");
        this.model = model;
        this.overlay = overlay;
        setId("endpoints");
        list.setId("endpoint-list");
        ErrorBanner banner = new ErrorBanner();
        model.problemProperty().subscribe(banner.problemProperty()::set);
        Label meaning = Texts.muted("Servers that speak OpenAI's chat protocol: llama.cpp, vLLM or Ollama on this "
                + "machine, or a service. They respond in Compare and in Talk, and to a whole split as a baseline.");
        action(Buttons.plain("add-endpoint", "Add…", Feather.PLUS, () -> edit(EndpointDraft.empty())));
        getChildren().addAll(meaning, banner, list);
        InvalidationListener changed = o -> draw();
        model.all().addListener(changed);
        model.news().addListener(changed);
        model.look();
        draw();
    }

    private void settle() {
        model.settle();
        under.forEach((endpoint, line) -> line.setText(model.now(endpoint)));
        if (model.all().stream().noneMatch(model::isAsked)) settling.stop();
    }

    private void draw() {
        if (model.all().stream().anyMatch(model::isAsked)) settling.start();
        under.clear();
        if (model.all().isEmpty()) {
            Label none = Texts.muted("None yet. A local server needs its address and the model's id, and usually no key.");
            none.setId("no-endpoints");
            list.getChildren().setAll(none);
            return;
        }
        list.getChildren().setAll(model.all().stream().map(this::row).toList());
    }

    private Node row(Endpoint endpoint) {
        String id = endpoint.name().replaceAll("[^A-Za-z0-9]", "-");
        Label name = new Label(endpoint.name());
        name.getStyleClass().add("row-title");
        Label facts = Texts.muted(endpoint.model() + "  ·  " + endpoint.address() + "  ·  " + endpoint.key().words()
                + (endpoint.price().prompt() == null ? "" : "  ·  " + number(endpoint.price().prompt()) + " / "
                        + number(endpoint.price().completion()) + " " + endpoint.price().currency() + " per million tokens"));
        facts.getStyleClass().add("text-small");
        VBox words = new VBox(1, name, facts);
        String took = model.spent(endpoint);
        if (!took.isEmpty()) words.getChildren().add(spent(id, took));
        if (!endpoint.adaptations().none()) words.getChildren().add(adapted(id, endpoint));
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        boolean asked = model.isAsked(endpoint);
        Button test = Buttons.plain("test-" + id, "Test", Feather.ZAP, () -> model.test(endpoint));
        test.setTooltip(Texts.tooltip("Sends one short request to check the response, its "
                + "latency and its token counts. A service may charge for it."));
        Button baseline = Buttons.plain("baseline-" + id, "Baseline…", Feather.LAYERS, () -> baseline(endpoint));
        baseline.setTooltip(Texts.tooltip("Generates responses to a split of a dataset and stores them as a response set."));
        Button cancel = Buttons.plain("cancel-" + id, "Cancel", Feather.X, () -> model.cancel(endpoint));
        Button edit = Buttons.icon("edit-" + id, "Edit", Feather.EDIT_2, () -> edit(EndpointDraft.of(endpoint)));
        Button remove = Buttons.icon("remove-" + id, "Remove with its key", Feather.TRASH_2,
                () -> overlay.ask("Remove " + endpoint.name() + "?", "Its address, its settings and its key are removed "
                        + "from this machine. Its responses are kept.", "Remove", () -> model.remove(endpoint)));
        HBox head = new HBox(6, words);
        if (asked) {
            ProgressIndicator busy = new ProgressIndicator();
            busy.setMaxSize(18, 18);
            busy.setMinSize(18, 18);
            head.getChildren().addAll(busy, cancel);
        } else {
            head.getChildren().addAll(test, baseline, edit, remove);
        }
        head.setAlignment(Pos.CENTER_LEFT);
        VBox row = new VBox(4, head);
        row.getStyleClass().add("endpoint-row");
        News news = model.news().get(endpoint.name());
        if (news != null) {
            Label line = line(id, news);
            if (asked) under.put(endpoint, line);
            row.getChildren().add(line);
        }
        return row;
    }

    private static Label spent(String id, String took) {
        Label label = Texts.muted(took);
        label.setId("spent-" + id);
        label.getStyleClass().add("text-small");
        label.setTooltip(Texts.tooltip("All responses of this model in the workspace: baselines, columns of "
                + "Compare, conversations, and from the command line. Tokens as counted by the server, the cost "
                + "at the current price. Tests are not counted."));
        return label;
    }

    /** Request options adapted to the server, with a reset. */
    private Node adapted(String id, Endpoint endpoint) {
        Label label = Texts.muted("Request adapted: " + String.join("; ", endpoint.adaptations().words()) + ".");
        label.setId("adapted-" + id);
        label.getStyleClass().add("text-small");
        Button forget = Buttons.link("forget-" + id, "Reset", () -> model.forgetAdaptations(endpoint));
        forget.setTooltip(Texts.tooltip("Forgets the request options that the server refused. The next request is "
                + "sent as configured, and adapted again if the server still refuses it."));
        return new VBox(0, label, forget);
    }

    private static Label line(String id, News news) {
        Label text = Texts.body(news.text());
        text.setId("news-" + id);
        text.getStyleClass().addAll("text-small", news.good() == null ? "text-muted" : news.good() ? "agrees" : "bad-news");
        if (news.good() != null) text.setGraphic(new FontIcon(news.good() ? Feather.CHECK : Feather.ALERT_TRIANGLE));
        text.setMinHeight(Region.USE_PREF_SIZE);
        return text;
    }

    private void edit(EndpointDraft draft) {
        overlay.showSheet(draft.isNew() ? "Add an outside model" : "Change " + draft.nameProperty().get(),
                new EndpointForm(model, draft, overlay::close), 480, () -> draft.typedKeyProperty().set(""));
    }

    private void baseline(Endpoint endpoint) {
        overlay.showSheet("Baseline by " + endpoint.name(), new BaselineForm(model, endpoint, overlay::close), 480, () -> { });
    }

    private static String number(Double value) {
        return value == null ? "?" : value == Math.rint(value) ? String.valueOf(value.longValue()) : String.valueOf(value);
    }
}
