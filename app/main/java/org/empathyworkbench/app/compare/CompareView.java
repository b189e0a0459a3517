package org.empathyworkbench.app.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Choices;
import org.empathyworkbench.app.control.EmptyState;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.MenuItems;
import org.empathyworkbench.app.control.Overlay;
import org.empathyworkbench.app.control.Segments;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.demo.DemoViewModel;
import org.empathyworkbench.app.empathy.SaveCaseButton;
import org.empathyworkbench.app.example.TurnText;
import org.empathyworkbench.app.shell.Navigation;
import org.empathyworkbench.app.shell.PageView;
import org.empathyworkbench.app.shell.Section;
import org.empathyworkbench.comparison.ComparedContext;
import org.empathyworkbench.comparison.ComparisonExport.Format;
import org.empathyworkbench.comparison.ContextSource;
import org.empathyworkbench.markup.CsvText;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The page Compare: many contexts as a table, or one in detail. In the detail view the arrow keys move between contexts. */
public final class CompareView implements PageView {
    private final CompareViewModel model;
    private final DemoViewModel demo;
    private final Overlay overlay = new Overlay();
    private final StackPane root;
    private final CompareTable table;
    private final LongWorkBar work;

    public CompareView(CompareViewModel model, SaveCaseButton keep, DemoViewModel demo, Navigation navigation) {
        this.model = model;
        this.demo = demo;
        this.work = new LongWorkBar(model);
        this.table = new CompareTable(model, keep, this::draw, () -> model.manyProperty().set(false));
        ErrorBanner banner = new ErrorBanner();
        model.problemProperty().subscribe(banner.problemProperty()::set);
        CaseView one = new CaseView(model, keep, this::type);
        table.visibleProperty().bind(model.manyProperty());
        one.visibleProperty().bind(model.manyProperty().not());
        StackPane body = new StackPane(table, one);
        VBox.setVgrow(body, Priority.ALWAYS);
        FilterBar filter = new FilterBar(model);
        filter.managedProperty().bind(filter.visibleProperty());
        filter.visibleProperty()
                .bind(model.sources().contextsProperty().map(source -> source.kind() != ContextSource.Kind.TYPED).orElse(false));
        VBox page = new VBox(head(), filter, banner, work, body);
        page.getStyleClass().addAll("page", "compare-page");
        page.addEventFilter(KeyEvent.KEY_PRESSED, this::arrow);
        EmptyState none = new EmptyState(Feather.COLUMNS, "Nothing to compare yet",
                "Compares responses of several systems to the same contexts: your generators, their checkpoints, and published "
                + "outputs. Train a generator or import one; the command import-responses reads published outputs.",
                Buttons.primary("train-to-compare", "Train a generator", Feather.PLAY, () -> navigation.go(Section.RUNS, "new:generator")),
                Buttons.plain("models-to-compare", "Import a model", Feather.DOWNLOAD, () -> navigation.go(Section.MODELS, "import")));
        none.visibleProperty().bind(Bindings.isEmpty(model.sources().offered()).and(model.readyProperty()));
        page.visibleProperty().bind(none.visibleProperty().not());
        root = overlay.above(new StackPane(page, none));
        root.setId("compare-page");
        model.manyProperty().subscribe(many -> { if (many) table.focus(); });
    }

    @Override
    public Node node() { return root; }

    @Override
    public void shown(String subject) {
        work.wake();
        model.look();
        demo.caseOf(subject).ifPresent(one -> model.show(demo.outcome().orElseThrow(), one));
    }

    @Override
    public void hidden() { work.rest(); }

    @Override
    public void closed() {
        work.rest();
        model.stop();
    }

    private Node head() {
        ComboBox<ContextSource> contexts = new ComboBox<>(model.sources().contextSources());
        contexts.setId("compare-contexts");
        contexts.setConverter(Choices.converter(source -> source == null ? "" : source.title()));
        contexts.setPromptText("Choose contexts");
        contexts.setVisibleRowCount(14);
        contexts.setMinWidth(120);
        contexts.setPrefWidth(232);
        contexts.valueProperty().bindBidirectional(model.sources().contextsProperty());
        HBox.setHgrow(contexts, Priority.SOMETIMES);
        ComboBox<String> identifiers = new ComboBox<>(model.sources().identifierSets());
        identifiers.setId("compare-identifiers");
        identifiers.setPromptText("none yet");
        identifiers.setMinWidth(90);
        identifiers.setPrefWidth(112);
        identifiers.setTooltip(Texts.tooltip("The identifiers that score all responses."));
        identifiers.valueProperty().bindBidirectional(model.sources().identifiersProperty());
        Label by = Texts.muted("scored by");
        by.setWrapText(false);
        by.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox head = new HBox(8, Texts.title("Compare"), contexts, by, identifiers,
                space, new ColumnsMenu(model), toggles(), taking(), views(), generate());
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private Node toggles() {
        ToggleButton blind = toggle("compare-blind", Feather.EYE_OFF,
                "Blind the systems: replace their names by letters in a random order until they are revealed");
        blind.setSelected(model.columns().blindProperty().get());
        blind.setOnAction(e -> model.columns().setBlind(blind.isSelected()));
        model.columns().blindProperty().subscribe(on -> {
            blind.setSelected(on);
            blind.setTooltip(Texts.tooltip(on ? "Reveal the names"
                    : "Blind the systems: replace their names by letters in a random order until they are revealed"));
        });
        ToggleButton figures = toggle("compare-figures", Feather.BAR_CHART_2, "Metrics over the shown contexts, in the column headers");
        figures.selectedProperty().bindBidirectional(model.figuresShownProperty());
        figures.disableProperty().bind(model.manyProperty().not());
        return new HBox(2, figures, blind);
    }

    private static ToggleButton toggle(String id, Feather icon, String meaning) {
        ToggleButton button = new ToggleButton("", new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().add("icon-toggle");
        button.setTooltip(Texts.tooltip(meaning));
        button.setAccessibleText(meaning);
        return button;
    }

    private Node taking() {
        MenuButton menu = new MenuButton("", new FontIcon(Feather.SHARE));
        menu.setId("compare-export");
        menu.setTooltip(Texts.tooltip("Export the shown contexts and columns"));
        menu.setAccessibleText("Export the shown contexts and columns");
        for (Format format : Format.values())
            menu.getItems().add(MenuItems.item("export-" + format.ending(), format.title(), () -> model.export(format)));
        menu.getItems().add(MenuItems.item("export-raw-csv", "CSV, raw cells (formulas not escaped)",
                () -> model.export(Format.CSV, CsvText.Cells.RAW)));
        menu.getItems().add(MenuItems.item("copy-comparison", "Copy as Markdown (first 50 contexts)", () -> {
            int[] rows = model.shownRows();
            Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT,
                    model.shot(Arrays.copyOf(rows, Math.min(50, rows.length))).text(Format.MARKDOWN)));
        }));
        return menu;
    }

    private Node views() {
        ToggleGroup group = new ToggleGroup();
        ToggleButton many = Segments.button("compare-many", "Table", group);
        ToggleButton one = Segments.button("compare-one", "One", group);
        model.manyProperty().subscribe(on -> group.selectToggle(on ? many : one));
        group.selectedToggleProperty().addListener((o, before, now) -> { if (now != null) model.manyProperty().set(now == many); });
        return Segments.row(many, one);
    }

    private Node generate() {
        Button generate = Buttons.primary("generate", "Generate", Feather.PLAY, () -> {
            if (!model.manyProperty().get()) model.answerHere();
            else if (model.rows().shownProperty().get().length > 0) model.answerShown();
        });
        InvalidationListener changed = o -> {
            boolean many = model.manyProperty().get();
            boolean live = model.anythingLive();
            int rows = model.rows().shownProperty().get().length;
            boolean busy = many ? model.longWorkProperty().get() != null : model.answeringProperty().get();
            generate.setDisable(!live || busy || (many ? rows == 0 : model.selectedProperty().get() < 0));
            generate.setTooltip(Texts.tooltip(!live ? "No shown column can generate: add a generator or a checkpoint."
                    : many ? String.format(Locale.ROOT,
                            "Every shown column that can generate responds to all %,d shown contexts; the responses are stored "
                            + "as sets.", rows)
                    : "Every shown column that can generate responds to this context."));
        };
        List.of(model.manyProperty(), model.rows().shownProperty(), model.longWorkProperty(),
                model.answeringProperty(), model.selectedProperty(), model.columns().all())
                .forEach(one -> one.addListener(changed));
        changed.invalidated(null);
        return generate;
    }

    private void type() {
        ComparedContext now = model.selectedProperty().get() >= 0
                ? model.comparison().context(model.selectedProperty().get()) : new ComparedContext("", "", List.of(), "");
        TextArea context = new TextArea(TurnText.text(now.turns()));
        context.setId("typed-context");
        context.setWrapText(true);
        context.setPrefRowCount(6);
        TextArea reference = new TextArea(now.reference());
        reference.setId("typed-reference");
        reference.setWrapText(true);
        reference.setPrefRowCount(3);
        Button done = Buttons.primary("typed-done", "Compare", null, () -> {
            overlay.close();
            model.type(TurnText.turns(context.getText()), reference.getText().strip());
        });
        done.disableProperty().bind(context.textProperty().map(String::isBlank));
        HBox buttons = new HBox(8, Buttons.plain("typed-cancel", "Cancel", null, overlay::close), done);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        Label first = Texts.fieldLabel("Context");
        Label second = Texts.fieldLabel("Reference (optional)");
        overlay.show("Custom context", new VBox(6, first, Texts.muted("One turn per line; the last line is the speaker's."),
                context, second, reference, gap(), buttons), 560, () -> { });
        context.requestFocus();
    }

    private void draw(CompareColumn column) {
        overlay.showSheet("How " + column.name() + " answers", new DrawingForm(model, column, overlay::close), 400, () -> { });
    }

    private void arrow(KeyEvent e) {
        if (model.manyProperty().get() || e.getTarget() instanceof TextInputControl
                || e.getTarget() instanceof ComboBox || overlay.isVisible() || e.isShortcutDown())
            return;
        if (e.getCode() != KeyCode.LEFT && e.getCode() != KeyCode.RIGHT) return;
        model.step(e.getCode() == KeyCode.LEFT ? -1 : 1);
        e.consume();
    }

    private static Region gap() {
        Region gap = new Region();
        gap.setMinHeight(4);
        return gap;
    }
}
