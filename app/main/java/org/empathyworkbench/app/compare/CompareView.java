package org.empathyworkbench.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.ConversationView;
import org.empathyworkbench.app.control.EmptyState;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.Overlay;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.example.ExamplePicker;
import org.empathyworkbench.app.example.Typed;
import org.empathyworkbench.app.inference.SamplingForm;
import org.empathyworkbench.app.demo.DemoViewModel;
import org.empathyworkbench.app.shell.Navigation;
import org.empathyworkbench.app.shell.PageView;
import org.empathyworkbench.app.shell.Section;
import org.kordamp.ikonli.feather.Feather;

/** The comparison: the context above, one column a system below. The arrow keys go to the example before and after. */
public final class CompareView implements PageView {
    private final CompareViewModel model;
    private final DemoViewModel demo;
    private final Overlay overlay = new Overlay();
    private final StackPane root;
    private final GridPane columns = new GridPane(12, 12);
    private final ConversationView conversation = new ConversationView();
    private final MenuButton systems = new MenuButton();

    public CompareView(CompareViewModel model, DemoViewModel demo, Navigation navigation) {
        this.model = model;
        this.demo = demo;
        ErrorBanner banner = new ErrorBanner();
        model.problemProperty().subscribe(banner.problemProperty()::set);
        Label story = Texts.muted("");
        story.setId("compare-story");
        story.textProperty().bind(model.storyProperty());
        story.visibleProperty().bind(model.storyProperty().isNotEmpty());
        story.managedProperty().bind(story.visibleProperty());
        VBox answers = new VBox(12, context(), story, columns);
        answers.getStyleClass().add("scroll-body");
        ScrollPane scroll = new ScrollPane(answers);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox page = new VBox(head(), choices(), banner, scroll);
        page.getStyleClass().add("page");
        page.addEventFilter(KeyEvent.KEY_PRESSED, this::arrow);
        EmptyState none = new EmptyState(Feather.COLUMNS, "Nothing to compare yet", "Here generators answer the same context side by side, and published systems stand beside them. "
                + "Train or import one first.", Buttons.primary("train-to-compare", "Train a generator", Feather.PLAY, () -> navigation.go(Section.RUNS, "new:generator")),
                Buttons.plain("models-to-compare", "Import a model", Feather.DOWNLOAD, () -> navigation.go(Section.MODELS, "import")));
        none.visibleProperty().bind(Bindings.isEmpty(model.offered()));
        page.visibleProperty().bind(none.visibleProperty().not());
        root = overlay.above(new StackPane(page, none));
        root.setId("compare-page");
        InvalidationListener drawn = o -> draw();
        model.columns().addListener(drawn);
        model.targetsProperty().addListener(drawn);
        model.chosen().addListener(drawn);
        model.contextProperty().addListener(drawn);
        draw();
    }

    @Override
    public Node node() { return root; }

    @Override
    public void shown(String subject) {
        demo.caseOf(subject).ifPresentOrElse(one -> model.show(demo.outcome().orElseThrow(), one), model::welcome);
    }

    private Node head() {
        VBox words = new VBox(2, Texts.title("Compare"), Texts.subtitle("One context, several systems, side by side."));
        HBox.setHgrow(words, Priority.ALWAYS);
        Button before = Buttons.icon("example-previous", "The example before (Left)", Feather.CHEVRON_LEFT, model.examples()::previous);
        Button after = Buttons.icon("example-next", "The next example (Right)", Feather.CHEVRON_RIGHT, model.examples()::next);
        Button pick = Buttons.plain("compare-pick", "Pick an example", Feather.LIST, this::pick);
        before.disableProperty().bind(Bindings.isEmpty(model.examples().found()));
        after.disableProperty().bind(before.disableProperty());
        pick.disableProperty().bind(Bindings.isEmpty(model.examples().sources()));
        Button copy = Buttons.icon("copy-comparison", "Copy as Markdown", Feather.COPY,
                () -> Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, model.markdown())));
        copy.disableProperty().bind(Bindings.isEmpty(model.columns()));
        Button another = Buttons.icon("generate-another", "Again, with the next seed", Feather.REFRESH_CW, model::generateAnother);
        Button generate = Buttons.primary("generate", "Generate", Feather.PLAY, model::generate);
        generate.disableProperty().bind(model.missingProperty().isNotEmpty().or(model.workingProperty()));
        another.disableProperty().bind(generate.disableProperty());
        HBox head = new HBox(6, words, before, pick, after, gap(), copy, another, generate);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private Node choices() {
        systems.setId("compare-systems");
        systems.setMinWidth(120);
        systems.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(systems, Priority.ALWAYS);
        InvalidationListener offer = o -> offer();
        model.offered().addListener(offer);
        model.chosen().addListener(offer);
        offer();
        ComboBox<String> identifiers = new ComboBox<>(model.identifierSets());
        identifiers.setId("compare-identifiers");
        identifiers.setPromptText("no identifiers yet");
        identifiers.valueProperty().bindBidirectional(model.identifiersProperty());
        TextField seed = new TextField();
        seed.setId("compare-seed");
        seed.getStyleClass().add("number-field");
        seed.setPrefWidth(72);
        seed.setMinWidth(60);
        seed.textProperty().bindBidirectional(model.seedProperty());
        Button sampling = Buttons.plain("compare-sampling", "Sampling", Feather.SLIDERS, this::openSampling);
        sampling.tooltipProperty().bind(model.samplingProperty().map(settings -> Texts.tooltip("Responses are drawn with " + SamplingForm.words(settings) + ".")));
        HBox row = new HBox(8, small("Systems"), systems, gap(), small("Read by"), identifiers, gap(), small("Seed"), seed, sampling);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void offer() {
        systems.setText(model.chosen().isEmpty() ? "Choose two to four systems" : String.join(",  ", model.chosen().stream().map(Contestant::title).toList()));
        systems.setTooltip(Texts.tooltip(systems.getText()));
        List<CheckMenuItem> items = new ArrayList<>();
        for (Contestant contestant : model.offered()) {
            CheckMenuItem item = new CheckMenuItem(contestant.title());
            item.setMnemonicParsing(false);
            item.setSelected(model.chosen().contains(contestant));
            item.setDisable(!item.isSelected() && model.chosen().size() >= CompareViewModel.MOST);
            item.setOnAction(e -> model.toggle(contestant));
            items.add(item);
        }
        systems.getItems().setAll(items);
    }

    private Node context() {
        Card card = new Card("Context", conversation);
        card.setId("compare-context");
        card.action(Buttons.link("type-context", "Type it", this::type));
        return card;
    }

    private void type() {
        TextArea context = new TextArea(model.contextProperty().get());
        context.setId("typed-context");
        context.setWrapText(true);
        context.setPrefRowCount(6);
        TextArea reference = new TextArea(model.referenceProperty().get());
        reference.setId("typed-reference");
        reference.setWrapText(true);
        reference.setPrefRowCount(3);
        Button done = Buttons.primary("typed-done", "Compare on this", null, () -> {
            model.contextProperty().set(Typed.text(Typed.turns(context.getText())));
            model.referenceProperty().set(reference.getText().strip());
            overlay.close();
            model.generate();
        });
        done.disableProperty().bind(context.textProperty().map(String::isBlank));
        HBox buttons = new HBox(8, Buttons.plain("typed-cancel", "Cancel", null, overlay::close), done);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        Label first = new Label("Context");
        first.getStyleClass().add("field-label");
        Label second = new Label("Reference, when there is one");
        second.getStyleClass().add("field-label");
        overlay.show("A context of your own", new VBox(6, first, Texts.muted("One turn a line; the last line is the speaker's."), context, second, reference, gap(), buttons), 560, () -> { });
        context.requestFocus();
    }

    private void pick() {
        ExamplePicker picker = new ExamplePicker(model.examples(), found -> overlay.close());
        overlay.showSheet("Pick an example", picker, 460, () -> { });
        picker.focus();
    }

    private void openSampling() {
        SamplingForm form = new SamplingForm(model.samplingProperty());
        overlay.showSheet("How responses are drawn", form, 380, () -> { });
    }

    private void arrow(KeyEvent e) {
        if (e.getTarget() instanceof TextInputControl || e.getTarget() instanceof ComboBox || overlay.isVisible() || e.isShortcutDown()) return;
        if (e.getCode() != KeyCode.LEFT && e.getCode() != KeyCode.RIGHT) return;
        if (e.getCode() == KeyCode.LEFT) model.examples().previous();
        else model.examples().next();
        e.consume();
    }

    private void draw() {
        List<String> turns = Typed.turns(model.contextProperty().get());
        conversation.showContext(turns);
        if (turns.isEmpty()) conversation.getChildren().setAll(Texts.muted("Pick an example of a dataset, or type a context. The arrow keys go through the examples."));
        List<Column> now = model.columns();
        columns.getChildren().clear();
        columns.getColumnConstraints().clear();
        if (now.isEmpty()) {
            if (turns.isEmpty()) return;
            Label hint = Texts.muted(model.chosen().isEmpty() ? "Choose the systems to compare." : "Press Generate, and each system answers in its own column.");
            columns.add(hint, 0, 0);
            return;
        }
        for (int i = 0; i < now.size(); i++) {
            ColumnConstraints width = new ColumnConstraints();
            width.setPercentWidth(100.0 / now.size());
            columns.getColumnConstraints().add(width);
            ColumnCard card = new ColumnCard(now.get(i), model.targetsProperty().get(), now.size() > 4);
            GridPane.setVgrow(card, Priority.ALWAYS);
            columns.add(card, i, 0);
        }
    }

    private static Label small(String text) {
        Label label = Texts.muted(text);
        label.setWrapText(false);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static Region gap() {
        Region gap = new Region();
        gap.setMinWidth(6);
        gap.setMinHeight(4);
        return gap;
    }
}
