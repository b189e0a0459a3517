package org.empathyworkbench.app.talk;

import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Choices;
import org.empathyworkbench.app.control.EmptyState;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.MenuItems;
import org.empathyworkbench.app.control.Overlay;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.SaveCaseButton;
import org.empathyworkbench.app.shell.Navigation;
import org.empathyworkbench.app.shell.PageView;
import org.empathyworkbench.app.shell.Section;
import org.empathyworkbench.app.task.RepeatingTimer;
import org.empathyworkbench.conversation.Conversation;
import org.empathyworkbench.conversation.Step;
import org.empathyworkbench.workspace.ConversationInfo;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The page Talk: participants on top, transcript, input at the bottom; other conversations on the left. */
public final class TalkView implements PageView {
    private static final double LIST = 200;

    private final TalkViewModel model;
    private final TalkExport export;
    private final SaveCaseButton cases;
    private final Overlay overlay = new Overlay();
    private final StackPane root;
    private final TextArea words = new TextArea();
    private final Transcript transcript;
    private final IntegerProperty size = new SimpleIntegerProperty(0);
    private final RepeatingTimer settling;
    private boolean showing;

    /** @param cases null if cases cannot be saved */
    public TalkView(TalkViewModel model, Navigation navigation, SaveCaseButton cases) {
        this.model = model;
        this.cases = cases;
        this.export = new TalkExport(model);
        this.settling = new RepeatingTimer(Duration.ofMillis(400), model::settle);
        this.transcript = new Transcript(model, new Transcript.Editing() {
            @Override public void words(Step step) {
                askFor("Edit your turn", "The old wording and everything after it are kept as another branch.",
                        step.text(), "Send", text -> model.reword(step.id(), text));
            }

            @Override public void answer(Step step, int side, String text) {
                askFor("Your own response", "It replaces the model's response from here on; the model's response is kept.",
                        text, "Replace", own -> model.write(step.id(), side, own));
            }

            @Override public void takeKeyboard() { words.requestFocus(); }
        });
        size.subscribe(now -> transcript.enlarge(now.intValue()));
        ErrorBanner banner = new ErrorBanner();
        model.problemProperty().subscribe(banner.problemProperty()::set);
        VBox.setVgrow(transcript, Priority.ALWAYS);
        VBox middle = new VBox(12, choices(), banner, transcript, composer());
        HBox.setHgrow(middle, Priority.ALWAYS);
        middle.setMinWidth(0);
        ConversationList list = new ConversationList(model, this::rename, this::delete);
        list.setMinWidth(LIST);
        list.setPrefWidth(LIST);
        HBox body = new HBox(14, list, middle);
        VBox.setVgrow(body, Priority.ALWAYS);
        VBox page = new VBox(head(), body);
        page.getStyleClass().add("page");
        EmptyState none = new EmptyState(Feather.MESSAGE_CIRCLE, "No model to talk with yet", "Talk with a generator "
                + "or an outside model, or with two at once, and see the empathy levels of each response. Train or import a generator, "
                + "or set up an outside model.",
                Buttons.primary("train-to-talk", "Train a generator", Feather.PLAY, () -> navigation.go(Section.RUNS, "new:generator")),
                Buttons.plain("endpoint-to-talk", "Set up an outside model", Feather.GLOBE,
                        () -> navigation.go(Section.SETTINGS, "endpoints")));
        none.visibleProperty().bind(Bindings.isEmpty(model.partners()).and(Bindings.isEmpty(model.conversations())));
        page.visibleProperty().bind(none.visibleProperty().not());
        root = overlay.above(new StackPane(page, none));
        root.setId("talk-page");
        page.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        page.visibleProperty().subscribe(seen -> { if (seen) Platform.runLater(words::requestFocus); });
    }

    @Override
    public Node node() { return root; }

    @Override
    public void shown(String subject) {
        model.look();
        settling.start();
        words.requestFocus();
    }

    @Override
    public void hidden() { settling.stop(); }

    @Override
    public void closed() {
        settling.stop();
        model.cancel();
    }

    private Node head() {
        Label title = Texts.title("Talk");
        Label subtitle = Texts.subtitle("");
        subtitle.setId("talk-title");
        subtitle.textProperty().bind(model.conversationProperty()
                .map(talk -> talk.title().isEmpty() ? "With one model, or with two at once; each response with its "
                        + "levels." : talk.title()));
        VBox texts = new VBox(2, title, subtitle);
        texts.setMinWidth(0);
        HBox.setHgrow(texts, Priority.ALWAYS);
        MenuButton branches = new MenuButton("", new FontIcon(Feather.GIT_BRANCH));
        branches.setId("branches");
        branches.setMinWidth(Region.USE_PREF_SIZE);
        branches.setMnemonicParsing(false);
        branches.managedProperty().bind(branches.visibleProperty());
        model.conversationProperty().subscribe(talk -> showBranches(branches, talk));
        Button larger = Buttons.icon("talk-size", "Larger text (Ctrl+Plus, Ctrl+Minus)",
                Feather.TYPE, () -> size.set((size.get() + 1) % 3));
        MenuButton out = new MenuButton("Export", new FontIcon(Feather.SHARE), MenuItems.item("export-jsonl", "As JSON lines…",
                this::chooseFile), MenuItems.item("export-dataset", "As a dataset: one dialogue per branch", export::toDataset),
                MenuItems.item("export-responses", "As responses, to compare and evaluate", export::toResponses));
        out.setId("talk-export");
        out.setMinWidth(Region.USE_PREF_SIZE);
        out.disableProperty().bind(model.conversationProperty().map(Conversation::isEmpty));
        HBox head = new HBox(8, texts, branches, larger, out);
        if (cases != null)
            head.getChildren().add(cases.button("talk-keep", export::draft,
                    Bindings.createBooleanBinding(() -> model.talk().at() == 0, model.conversationProperty())));
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private void showBranches(MenuButton menu, Conversation talk) {
        List<Conversation.Branch> branches = talk.branches();
        menu.setVisible(branches.size() > 1);
        menu.setText(branches.size() + " branches");
        List<Integer> path = talk.path().stream().map(Step::id).toList();
        List<MenuItem> items = new ArrayList<>();
        for (Conversation.Branch branch : branches) {
            boolean here = path.contains(branch.end()) || !path.isEmpty() && talk.goTo(talk.at()).at() == branch.end();
            String text = branch.begins().text().replaceAll("\\s+", " ");
            MenuItem item = MenuItems.item("branch-to-" + branch.end(), (text.length() > 60 ? text.substring(0, 59) + "…" : text)
                    + "   (" + branch.length() + (branch.length() == 1 ? " turn)" : " turns)"), () -> model.goTo(branch.end()));
            if (here) item.setGraphic(new FontIcon(Feather.CHECK));
            items.add(item);
        }
        MenuItems.refill(menu, items);
    }

    private Node choices() {
        ComboBox<Optional<Partner>> first = partner("talk-first", "none");
        ComboBox<Optional<Partner>> second = partner("talk-second", "none");
        ComboBox<Optional<String>> readers = new ComboBox<>();
        readers.setId("talk-identifiers");
        readers.setConverter(Choices.converter(value -> value == null || value.isEmpty() ? "nobody" : value.get()));
        InvalidationListener show = o -> {
            showing = true;
            Choices.setValues(readers, model.identifierSets());
            offer(first, false);
            offer(second, true);
            Conversation talk = model.talk();
            first.setValue(sitting(talk, 0));
            second.setValue(sitting(talk, 1));
            readers.setValue(talk.identifiers().isEmpty() ? Optional.empty() : Optional.of(talk.identifiers()));
            showing = false;
        };
        model.partners().addListener(show);
        model.identifierSets().addListener(show);
        model.conversationProperty().addListener(show);
        show.invalidated(null);
        first.valueProperty().addListener((o, before, now) -> { if (!showing && now != null && now.isPresent()) model.sit(0, now.get()); });
        second.valueProperty().addListener((o, before, now) -> {
            if (showing || now == null) return;
            if (now.isPresent()) model.sit(1, now.get());
            else model.leave();
        });
        readers.valueProperty().addListener((o, before, now) -> { if (!showing && now != null) model.readBy(now.orElse("")); });
        second.disableProperty().bind(model.conversationProperty().map(talk -> talk.participants().isEmpty()));
        Button drawing = Buttons.icon("talk-drawing", "Seeds and sampling settings of each model", Feather.SLIDERS,
                () -> overlay.showSheet("Sampling", new DrawingSheet(model), 380, words::requestFocus));
        drawing.disableProperty().bind(second.disableProperty());
        HBox row = new HBox(8, small("With"), first, small("and"), second, small("Identifiers"), readers, drawing);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static Optional<Partner> sitting(Conversation talk, int side) {
        return side < talk.participants().size() ? Optional.of(Partner.of(talk.participants().get(side))) : Optional.empty();
    }

    private ComboBox<Optional<Partner>> partner(String id, String none) {
        ComboBox<Optional<Partner>> box = new ComboBox<>();
        box.setId(id);
        box.setConverter(Choices.converter(value -> value == null || value.isEmpty() ? none : value.get().title()));
        box.setMaxWidth(Double.MAX_VALUE);
        box.setMinWidth(110);
        box.setPrefWidth(190);
        HBox.setHgrow(box, Priority.SOMETIMES);
        return box;
    }

    private void offer(ComboBox<Optional<Partner>> box, boolean none) {
        List<Optional<Partner>> items = new ArrayList<>();
        if (none) items.add(Optional.empty());
        model.partners().forEach(partner -> items.add(Optional.of(partner)));
        if (!items.equals(box.getItems())) box.getItems().setAll(items);
    }

    private Node composer() {
        words.setId("talk-words");
        words.setWrapText(true);
        words.setPrefRowCount(2);
        words.setMinHeight(58);
        words.setPromptText("Type as the speaker");
        words.setAccessibleText("Your turn");
        words.textProperty().bindBidirectional(model.draftProperty());
        HBox.setHgrow(words, Priority.ALWAYS);
        Button say = Buttons.primary("talk-say", "Send", Feather.SEND, model::say);
        say.disableProperty().bind(Bindings.createBooleanBinding(() -> !model.canSay(),
                model.draftProperty(), model.awaitedProperty(), model.conversationProperty()));
        say.setTooltip(Texts.tooltip("Enter. Shift+Enter inserts a new line."));
        Button cancel = Buttons.plain("talk-cancel", "Cancel", Feather.X, model::cancel);
        cancel.setTooltip(Texts.tooltip("Esc. An outside model may still charge for its response."));
        cancel.visibleProperty().bind(model.awaitedProperty().map(slots -> !slots.isEmpty()));
        say.visibleProperty().bind(cancel.visibleProperty().not());
        StackPane buttons = new StackPane(say, cancel);
        buttons.setMinWidth(Region.USE_PREF_SIZE);
        HBox row = new HBox(8, words, buttons);
        row.setAlignment(Pos.BOTTOM_LEFT);
        Label keys = Texts.muted("Enter sends  ·  Shift+Enter new line  ·  Ctrl+R "
                + "regenerate  ·  Ctrl+E edit your turn  ·  Ctrl+N new conversation");
        keys.getStyleClass().add("text-small");
        keys.setWrapText(false);
        keys.setMinWidth(0);
        VBox box = new VBox(4, row, keys);
        box.getStyleClass().add("talk-composer");
        return box;
    }

    private void key(KeyEvent e) {
        boolean inWords = words.isFocused();
        Step last = model.talk().steps().get(model.talk().at());
        if (inWords && e.getCode() == KeyCode.ENTER && !e.isShortcutDown() && !e.isAltDown()) {
            if (e.isShiftDown()) words.replaceSelection("\n");
            else model.say();
        } else if (e.getCode() == KeyCode.ESCAPE && !model.awaitedProperty().get().isEmpty()) {
            model.cancel();
        } else if (e.isShortcutDown() && e.getCode() == KeyCode.R) {
            model.regenerateLast();
        } else if (e.isShortcutDown() && e.getCode() == KeyCode.N) {
            model.startNew();
            words.requestFocus();
        } else if (e.isShortcutDown() && e.getCode() == KeyCode.E && last != null) {
            askFor("Edit your turn", "The old wording is kept as another branch.",
                    last.text(), "Send", text -> model.reword(last.id(), text));
        } else if (e.isAltDown() && (e.getCode() == KeyCode.LEFT || e.getCode() == KeyCode.RIGHT) && last != null) {
            for (int side = 0; side < model.talk().participants().size(); side++)
                model.turn(model.talk().at(), side, e.getCode() == KeyCode.LEFT ? -1 : 1);
        } else if (e.isShortcutDown() && (e.getCode() == KeyCode.PLUS || e.getCode() == KeyCode.EQUALS || e.getCode() == KeyCode.ADD)) {
            size.set(Math.min(2, size.get() + 1));
        } else if (e.isShortcutDown() && (e.getCode() == KeyCode.MINUS || e.getCode() == KeyCode.SUBTRACT)) {
            size.set(Math.max(0, size.get() - 1));
        } else {
            return;
        }
        e.consume();
    }

    private void rename(ConversationInfo info) {
        askFor("Rename the conversation", "", info.title(), "Rename", text -> model.rename(info, text));
    }

    private void delete(ConversationInfo info) {
        overlay.ask("Delete this conversation?",
                "\"" + info.title() + "\" is deleted with all its branches and responses. Cases, datasets and response sets "
                + "made from it are kept.",
                "Delete", () -> model.delete(info));
    }

    /** A text input dialog; Enter confirms. */
    private void askFor(String title, String meaning, String text, String yes, Consumer<String> take) {
        TextArea area = new TextArea(text);
        area.setId("asked-words");
        area.setWrapText(true);
        area.setPrefRowCount(4);
        Runnable done = () -> {
            String typed = area.getText();
            overlay.close();
            take.accept(typed);
            words.requestFocus();
        };
        area.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() != KeyCode.ENTER) return;
            if (e.isShiftDown()) area.replaceSelection("\n");
            else done.run();
            e.consume();
        });
        HBox buttons = new HBox(8, Buttons.plain("asked-cancel", "Cancel", null, overlay::close),
                Buttons.primary("asked-done", yes, null, done));
        buttons.setAlignment(Pos.CENTER_RIGHT);
        VBox box = new VBox(12);
        if (!meaning.isEmpty()) box.getChildren().add(Texts.muted(meaning));
        box.getChildren().addAll(area, buttons);
        overlay.show(title, box, 520, () -> { });
        area.selectAll();
    }

    private void chooseFile() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Export the conversation");
        chooser.setInitialFileName(export.name() + ".jsonl");
        File folder = model.workspace().exports().toFile();
        if (folder.isDirectory()) chooser.setInitialDirectory(folder);
        File file = chooser.showSaveDialog(root.getScene().getWindow());
        if (file != null) export.toFile(file.toPath());
    }

    private static Label small(String text) {
        Label label = Texts.muted(text);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }
}
