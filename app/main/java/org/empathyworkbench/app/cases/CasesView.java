package org.empathyworkbench.app.cases;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.Choices;
import org.empathyworkbench.app.control.EmptyState;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.MenuItems;
import org.empathyworkbench.app.control.Overlay;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.shell.Navigation;
import org.empathyworkbench.app.shell.PageView;
import org.empathyworkbench.app.shell.Section;
import org.empathyworkbench.casestudy.CaseCollection;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.CaseStudy;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The page Cases: a collection on the left, the open case on the right; Present covers the whole window. */
public final class CasesView implements PageView {
    private final CasesViewModel model;
    private final CaseAnswers answers;
    private final Path exports;
    private final Consumer<Node> cover;
    private final Overlay overlay = new Overlay();
    private final ListView<CaseStudy> list = new ListView<>();
    private final StackPane root;
    private final CasePane pane;
    private PresentationView presentation;

    /**
     * @param exports default folder for exported files
     * @param cover   covers the whole window with a node; null removes it
     */
    public CasesView(CasesViewModel model, CaseAnswers answers, Path exports, Consumer<Node> cover, Navigation navigation) {
        this.model = model;
        this.answers = answers;
        this.exports = exports;
        this.cover = cover;
        this.pane = new CasePane(model, overlay, actions());
        ErrorBanner banner = new ErrorBanner();
        banner.setId("cases-problem");
        model.problemProperty().subscribe(banner.problemProperty()::set);
        banner.problemProperty().subscribe(now -> { if (now == null) model.tell(null); });
        ScrollPane scroll = new ScrollPane(pane);
        pane.getStyleClass().add("scroll-body");
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        HBox.setHgrow(scroll, Priority.ALWAYS);
        StackPane open = new StackPane(scroll, nothingIn());
        HBox.setHgrow(open, Priority.ALWAYS);
        scroll.visibleProperty().bind(model.studyProperty().isNotNull());
        HBox body = new HBox(12, list(), open);
        VBox.setVgrow(body, Priority.ALWAYS);
        VBox page = new VBox(head(), collection(), banner, body);
        page.getStyleClass().add("page");
        EmptyState none = new EmptyState(Feather.BOOKMARK, "No cases yet", "A case is a context with the responses of several systems, "
                + "saved for teaching or a paper. Use \"Save as case\" beside responses in Inspector, Compare and a run's samples.",
                Buttons.primary("cases-to-compare", "Open Compare", Feather.COLUMNS, () -> navigation.go(Section.COMPARE)),
                Buttons.plain("cases-to-inspector", "Open Inspector", Feather.SEARCH, () -> navigation.go(Section.INSPECTOR)),
                Buttons.plain("cases-import-first", "Import…", Feather.FILE_PLUS, this::importFile));
        none.visibleProperty().bind(Bindings.isEmpty(model.collections()).and(model.readProperty()));
        page.visibleProperty().bind(none.visibleProperty().not());
        root = overlay.above(new StackPane(page, none));
        root.setId("cases-page");
        model.studyProperty().subscribe(now -> {
            if (now == null) return;
            pane.show(now);
            if (list.getSelectionModel().getSelectedItem() != now) select();
        });
        model.studies().addListener((InvalidationListener) o -> select());
    }

    @Override
    public Node node() { return root; }

    @Override
    public void shown(String subject) { model.show(subject); }

    @Override
    public void hidden() {
        pane.commit();
        if (presentation != null) presentation.end();
    }

    @Override
    public void closed() {
        if (model.studyProperty().get() != null) pane.commit();
        model.leave();
    }

    private void select() {
        CaseStudy open = model.studyProperty().get();
        for (int i = 0; open != null && i < model.studies().size(); i++) {
            if (model.studies().get(i).id() == open.id()) list.getSelectionModel().select(i);
        }
    }

    private Node head() {
        VBox words = new VBox(2, Texts.title("Cases"), Texts.subtitle("Saved contexts with responses, in your own order."));
        HBox.setHgrow(words, Priority.ALWAYS);
        BooleanBinding empty = Bindings.isEmpty(model.studies());
        Button export = Buttons.plain("cases-export", "Export…", Feather.DOWNLOAD, this::export);
        export.disableProperty().bind(empty);
        Button present = Buttons.primary("cases-present", "Present", Feather.MONITOR, this::present);
        present.setTooltip(Texts.tooltip("One case per page in large type over the whole "
                + "window, responses one by one, with names hidden until you show them."));
        present.disableProperty().bind(empty);
        HBox head = new HBox(8, words, Buttons.plain("cases-import", "Import…", Feather.FILE_PLUS, this::importFile), export, present);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private Node collection() {
        ComboBox<CaseCollection> box = new ComboBox<>(model.collections());
        box.setId("cases-collection");
        box.setConverter(Choices.converter(one -> one == null ? "" : one.name() + "  (" + one.cases() + ")"));
        model.collectionProperty().subscribe(box::setValue);
        box.setOnAction(e -> { if (box.getValue() != null) model.choose(box.getValue()); });
        box.setPrefWidth(300);
        NoteField note = new NoteField("collection-note", "Description of this collection", 1, model::describe);
        note.getStyleClass().add("one-line");
        HBox.setHgrow(note, Priority.ALWAYS);
        model.collectionProperty().subscribe(now -> note.show(now == null ? "" : now.note()));
        Button rename = Buttons.icon("cases-rename", "Rename this collection", Feather.EDIT_2, this::rename);
        Button delete = Buttons.icon("cases-delete", "Delete this collection with its cases", Feather.TRASH_2, () -> overlay.ask(
                "Delete the collection?", "\"" + model.collectionProperty().get().name() + "\" and its " + model.studies().size()
                        + " cases with notes, ratings and marks are deleted. Models, corpora and exported files are kept.",
                "Delete", model::deleteCollection));
        HBox row = new HBox(6, box, Buttons.icon("cases-new", "A new collection", Feather.PLUS, model::create), rename, delete, note);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node list() {
        list.setId("cases-list");
        list.getStyleClass().addAll("plain-list", "case-list");
        list.setItems(model.studies());
        list.setCellFactory(view -> new CaseCell((from, to) -> model.move(model.studies().get(from), to)));
        list.getSelectionModel().selectedItemProperty().subscribe(now -> {
            CaseStudy open = model.studyProperty().get();
            if (now != null && (open == null || open.id() != now.id())) model.open(now);
        });
        list.setPlaceholder(Texts.muted("No case in this collection."));
        list.setAccessibleText("Cases in order; Alt+Up and Alt+Down move the selected one");
        list.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            boolean up = e.getCode() == KeyCode.UP;
            if (e.isAltDown() && (up || e.getCode() == KeyCode.DOWN)) model.moveOpen(up ? -1 : 1);
            else if (e.getCode() == KeyCode.DELETE) remove();
            else return;
            e.consume();
        });
        Button up = Buttons.icon("case-up", "Move up (Alt+Up)", Feather.ARROW_UP, () -> model.moveOpen(-1));
        Button down = Buttons.icon("case-down", "Move down (Alt+Down)", Feather.ARROW_DOWN, () -> model.moveOpen(1));
        up.disableProperty().bind(Bindings.isEmpty(model.studies()));
        down.disableProperty().bind(up.disableProperty());
        Card card = new Card("Order", list).grow(list).action(up, down);
        card.getStyleClass().add("list-card");
        card.setPrefWidth(300);
        card.setMinWidth(260);
        card.setMaxWidth(300);
        return card;
    }

    private Node nothingIn() {
        EmptyState none = new EmptyState(Feather.BOOKMARK, "This collection is empty", "\"Save as case\" in Inspector, Compare and "
                + "beside a run's samples adds cases here when this collection is selected there. Import adds cases from a file.",
                Buttons.plain("cases-import-here", "Import…", Feather.FILE_PLUS, this::importFile));
        none.visibleProperty().bind(model.studyProperty().isNull().and(model.readProperty()));
        return none;
    }

    /** Actions for the open case. */
    private Node actions() {
        MenuButton renew = new MenuButton("Regenerate");
        renew.setId("case-renew");
        renew.setMinWidth(Region.USE_PREF_SIZE);
        renew.getItems()
                .setAll(MenuItems.item("case-renew-same", "With the same seeds", () -> answers.renew(model.studyProperty().get(), false)),
                        MenuItems.item("case-renew-other", "With other seeds", () -> answers.renew(model.studyProperty().get(), true)));
        renew.setTooltip(Texts.tooltip("Generates new responses with this case's generators and their own "
                + "settings. They are added beside the old ones, which stay unchanged."));
        Button cancel = Buttons.plain("case-cancel", "Cancel", Feather.X, answers::cancel);
        cancel.visibleProperty().bind(answers.workingProperty());
        cancel.managedProperty().bind(cancel.visibleProperty());
        MenuButton more = new MenuButton("", new FontIcon(Feather.MORE_HORIZONTAL));
        more.setId("case-more");
        more.setAccessibleText("More actions for this case");
        more.setMinWidth(Region.USE_PREF_SIZE);
        more.setOnShowing(e -> more.getItems().setAll(moreItems()));
        more.getItems().setAll(new MenuItem());
        model.studyProperty()
                .subscribe(now -> renew.setDisable(now == null || now.responses().stream().noneMatch(one -> one.from().renewable())));
        ProgressIndicator busy = new ProgressIndicator();
        busy.setMaxSize(18, 18);
        busy.visibleProperty().bind(answers.workingProperty());
        busy.managedProperty().bind(busy.visibleProperty());
        HBox row = new HBox(6, busy, cancel, renew, more);
        row.setAlignment(Pos.CENTER_RIGHT);
        renew.visibleProperty().bind(answers.workingProperty().not());
        renew.managedProperty().bind(renew.visibleProperty());
        return row;
    }

    private List<MenuItem> moreItems() {
        List<MenuItem> items = new ArrayList<>();
        CaseStudy study = model.studyProperty().get();
        boolean unread = study.responses().stream().anyMatch(one -> one.reading() == null && !one.text().isBlank());
        for (String set : answers.identifierSets()) {
            MenuItem read = MenuItems.item("case-read-" + set, "Score unscored responses with " + set, () -> {
                answers.identifiersProperty().set(set);
                answers.read(study);
            });
            read.setDisable(!unread);
            items.add(read);
        }
        if (!items.isEmpty()) items.add(new SeparatorMenuItem());
        for (CaseCollection other : model.collections()) {
            if (other.id() != model.collectionProperty().get().id())
                items.add(MenuItems.item("case-to-" + other.id(), "Move to \"" + other.name() + "\"", () -> model.moveTo(study, other)));
        }
        items.add(MenuItems.item("case-remove", "Delete this case", this::remove));
        return items;
    }

    private void remove() {
        CaseStudy study = model.studyProperty().get();
        if (study == null) return;
        long renewed = study.responses().stream().filter(one -> !one.isReference()).map(CaseResponse::system).distinct().count();
        overlay.ask("Delete the case?", "\"" + study.name() + "\" with the responses of " + renewed
                + (renewed == 1 ? " system" : " systems") + ", its notes, ratings and marks is deleted. "
                + "The other cases are kept.", "Delete", () -> model.remove(study));
    }

    private void rename() {
        TextField field = new TextField(model.collectionProperty().get().name());
        field.setId("collection-name");
        Runnable done = () -> {
            model.rename(field.getText());
            overlay.close();
        };
        field.setOnAction(e -> done.run());
        HBox buttons = new HBox(8, Buttons.plain("collection-name-cancel", "Cancel", null, overlay::close),
                Buttons.primary("collection-name-ok", "Rename", Feather.CHECK, done));
        buttons.setAlignment(Pos.CENTER_RIGHT);
        overlay.show("Rename the collection", new VBox(14, field, buttons), 420, () -> { });
        field.selectAll();
    }

    private void importFile() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Cases as JSON lines");
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("JSON lines", "*.jsonl", "*.json"));
        File file = chooser.showOpenDialog(root.getScene().getWindow());
        if (file != null) model.importFrom(file.toPath());
    }

    private void present() {
        pane.commit();
        int first = Math.max(0, list.getSelectionModel().getSelectedIndex());
        presentation = new PresentationView(new PresentationViewModel(model.studies(), first), () -> {
            presentation = null;
            cover.accept(null);
            list.requestFocus();
        });
        cover.accept(presentation);
        presentation.requestFocus();
    }

    private void export() {
        pane.commit();
        overlay.show("Export \"" + model.collectionProperty().get().name() + "\"",
                new CaseExportPane(exports, model.collectionProperty().get().name(), (format, cells, openOnly, file) -> {
                    overlay.close();
                    if (format != null) model.export(format, cells, openOnly, file);
                    else model.exportPictures(openOnly, file);
                }, overlay::close), 560, () -> { });
    }
}
