package org.empathyworkbench.app.help;

import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Clickable;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.MarkdownView;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.help.HelpViewModel.Place;
import org.kordamp.ikonli.feather.Feather;

/** Search field, list of pages with the headings of the one that is read, and the page or what was found. */
public final class HelpView extends BorderPane {
    private static final double LIST = 250;
    /** Asks for all the height there is. */
    private static final double HEIGHT = 2_000;
    private final HelpViewModel model;
    private final VBox list = new VBox(1);
    private final ScrollPane content = new ScrollPane(new ProgressIndicator());
    private HelpDocument shown;
    private MarkdownView page;

    public HelpView(HelpViewModel model) {
        this.model = model;
        setId("help");
        setPrefHeight(HEIGHT);
        setMinHeight(200);
        TextField search = new TextField();
        search.setId("help-search");
        search.setPromptText("Search all pages");
        search.setAccessibleText("Search all pages");
        search.textProperty().bindBidirectional(model.queryProperty());
        HBox.setHgrow(search, Priority.ALWAYS);
        Button back = Buttons.icon("help-back", "Back to the place before", Feather.ARROW_LEFT, model::goBack);
        back.disableProperty().bind(model.backProperty().not());
        HBox head = new HBox(6, back, search);
        head.setAlignment(Pos.CENTER_LEFT);
        ScrollPane pages = scroll(list);
        VBox.setVgrow(pages, Priority.ALWAYS);
        VBox left = new VBox(10, head, pages);
        left.getStyleClass().add("help-list");
        left.setPrefWidth(LIST);
        setLeft(left);
        content.setId("help-content");
        content.setFitToWidth(true);
        content.getStyleClass().add("page-scroll");
        ErrorBanner banner = new ErrorBanner();
        model.problemProperty().subscribe(problem -> banner.problemProperty().set(problem));
        VBox right = new VBox(8, banner, outside(), content);
        right.getStyleClass().add("help-right");
        VBox.setVgrow(content, Priority.ALWAYS);
        setCenter(right);
        model.placeProperty().subscribe(place -> { if (place != null) show(place); });
        model.hitsProperty().subscribe(this::showHits);
    }

    /** The address of a link that leads out of the program: shown, and copied on demand. */
    private HBox outside() {
        Label address = Texts.body("");
        address.setId("help-outside");
        HBox.setHgrow(address, Priority.ALWAYS);
        address.setMaxWidth(Double.MAX_VALUE);
        HBox bar = new HBox(10, address, Buttons.plain("help-copy", "Copy", Feather.COPY, () -> {
            ClipboardContent text = new ClipboardContent();
            text.putString(model.outsideProperty().get());
            Clipboard.getSystemClipboard().setContent(text);
        }));
        bar.getStyleClass().addAll("error-banner", "banner-info");
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setMinHeight(USE_PREF_SIZE);
        bar.managedProperty().bind(bar.visibleProperty());
        model.outsideProperty().subscribe(link -> {
            bar.setVisible(!link.isEmpty());
            address.setText("This link leads outside the help and is not opened: " + link);
        });
        return bar;
    }

    private void show(Place place) {
        if (place.page() != shown) {
            shown = place.page();
            page = new MarkdownView(shown.document(), model::follow);
            fillList();
        }
        content.setContent(page);
        Platform.runLater(() -> scrollTo(place));
    }

    private void scrollTo(Place place) {
        if (place != model.placeProperty().get() || content.getContent() != page) return;
        content.applyCss();
        content.layout();
        double room = page.getHeight() - content.getViewportBounds().getHeight();
        double top = page.heading(place.anchor()).map(bounds -> bounds.getMinY()).orElse(0.0);
        content.setVvalue(room <= 0 ? 0 : Math.min(1, top / room));
    }

    private void fillList() {
        list.getChildren().clear();
        for (HelpDocument each : model.pagesProperty().get().all()) {
            Button open = entry("help-page-" + each.name(), each.path().contains("/") ? each.title() : each.name(), new Place(each, ""));
            open.setTooltip(Texts.tooltip(each.title()));
            list.getChildren().add(open);
            if (each != shown) continue;
            open.getStyleClass().add("help-entry-shown");
            each.sections().stream().filter(section -> section.level() == 2).forEach(section -> {
                Button heading = entry("help-heading-" + section.anchor(), section.title(), new Place(each, section.anchor()));
                heading.setTooltip(Texts.tooltip(section.title()));
                heading.getStyleClass().add("help-entry-heading");
                list.getChildren().add(heading);
            });
        }
    }

    private Button entry(String id, String text, Place to) {
        Button button = Buttons.link(id, text, () -> model.go(to));
        button.getStyleClass().add("help-entry");
        button.setMinWidth(0);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAlignment(Pos.CENTER_LEFT);
        return button;
    }

    private void showHits(HelpPages.Hits hits) {
        if (hits == null) {
            if (page != null) content.setContent(page);
            return;
        }
        VBox found = new VBox(6);
        found.setId("help-hits");
        String shownOf = hits.found() > hits.hits().size() ? "The first " + hits.hits().size() + " of " + hits.found() + " sections"
                : hits.found() == 1 ? "1 section" : hits.found() + " sections";
        found.getChildren().add(Texts.muted(hits.found() == 0 ? "No section of any page has all these words." : shownOf));
        for (HelpPages.Hit hit : hits.hits()) {
            String title = hit.page().name() + (hit.section().level() == 1 ? "" : " \u203a " + hit.section().title());
            Region card = Clickable.make(new VBox(2, Texts.heading(title), Texts.muted(hit.snippet())), title,
                    () -> model.go(new Place(hit.page(), hit.section().anchor())));
            card.getStyleClass().addAll("card", "help-hit");
            found.getChildren().add(card);
        }
        content.setContent(found);
        content.setVvalue(0);
    }

    private static ScrollPane scroll(Region inner) {
        ScrollPane scroll = new ScrollPane(inner);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("page-scroll");
        return scroll;
    }
}
