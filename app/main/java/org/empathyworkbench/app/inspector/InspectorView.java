package org.empathyworkbench.app.inspector;

import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.EmptyState;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.LevelChip;
import org.empathyworkbench.app.control.Overlay;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.example.ExamplePicker;
import org.empathyworkbench.app.inference.SamplingForm;
import org.empathyworkbench.app.demo.DemoViewModel;
import org.empathyworkbench.app.shell.Navigation;
import org.empathyworkbench.app.shell.PageView;
import org.empathyworkbench.app.shell.Section;
import org.kordamp.ikonli.feather.Feather;

/** The inspector: what was said on the left, what the identifiers see in it on the right. */
public final class InspectorView implements PageView {
    private final InspectorViewModel model;
    private final DemoViewModel demo;
    private final Overlay overlay = new Overlay();
    private final StackPane root;
    private final TextArea context;

    public InspectorView(InspectorViewModel model, DemoViewModel demo, Navigation navigation) {
        this.model = model;
        this.demo = demo;
        this.context = area("inspector-context", model.contextProperty(), 6, "I have been dreading this week.\nOh no, why is that?\nMy dog passed away on Sunday.");
        ErrorBanner banner = new ErrorBanner();
        model.problemProperty().subscribe(banner.problemProperty()::set);
        ScrollPane reading = new ScrollPane(new VBox(12, new LevelsCard(model.profileProperty()), new RewardCard(model.rewardProperty())));
        reading.setFitToWidth(true);
        reading.getStyleClass().add("page-scroll");
        GridPane columns = new GridPane(12, 12);
        columns.getColumnConstraints().addAll(percent(44), percent(56));
        RowConstraints row = new RowConstraints();
        row.setVgrow(Priority.ALWAYS);
        row.setMinHeight(0);
        columns.getRowConstraints().add(row);
        columns.addRow(0, said(), reading);
        VBox.setVgrow(columns, Priority.ALWAYS);
        VBox page = new VBox(head(), banner, columns);
        page.getStyleClass().add("page");
        EmptyState none = new EmptyState(Feather.EYE, "No identifiers yet", "Three small networks read how strongly a response shows emotional reaction, interpretation and exploration. "
                + "They learn it from labelled pairs, in minutes.", Buttons.primary("train-identifiers", "Train identifiers", Feather.PLAY, () -> navigation.go(Section.RUNS, "new:identifiers")));
        none.visibleProperty().bind(Bindings.isEmpty(model.identifierSets()));
        page.visibleProperty().bind(none.visibleProperty().not());
        root = overlay.above(new StackPane(page, none));
        root.setId("inspector-page");
    }

    @Override
    public Node node() { return root; }

    @Override
    public void shown(String subject) {
        demo.caseOf(subject).ifPresentOrElse(one -> model.show(demo.outcome().orElseThrow(), one), model::welcome);
    }

    private Node head() {
        VBox words = new VBox(2, Texts.title("Inspector"), Texts.subtitle("The empathy of one response, read as it is typed."));
        HBox.setHgrow(words, Priority.ALWAYS);
        ProgressIndicator busy = new ProgressIndicator();
        busy.setMaxSize(18, 18);
        busy.setMinSize(18, 18);
        busy.visibleProperty().bind(model.scoringProperty());
        Label label = Texts.muted("Read by");
        label.setMinWidth(Region.USE_PREF_SIZE);
        ComboBox<String> identifiers = choice("inspector-identifiers", model.identifierSets(), model.identifiersProperty());
        label.setLabelFor(identifiers);
        HBox head = new HBox(8, words, busy, label, identifiers);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private Node said() {
        TextArea response = area("inspector-response", model.responseProperty(), 4, "What does the listener say?");
        TextArea reference = area("inspector-reference", model.referenceProperty(), 3, "The response to be measured against, when there is one");
        VBox.setVgrow(context, Priority.ALWAYS);
        VBox.setVgrow(response, Priority.SOMETIMES);
        VBox fields = new VBox(6, label("Context", "One turn a line; the last line is the speaker's.", context), context, gap(), label("Response", "", response), response, writer(), gap(),
                label("Reference", "", reference), reference, labelled());
        VBox.setVgrow(fields, Priority.ALWAYS);
        Button pick = Buttons.plain("pick-example", "Pick an example", Feather.LIST, this::pick);
        pick.getStyleClass().add("small");
        pick.disableProperty().bind(Bindings.isEmpty(model.examples().sources()));
        Button clear = Buttons.icon("inspector-clear", "Clear all three", Feather.ROTATE_CCW, () -> {
            model.responseProperty().set("");
            model.referenceProperty().set("");
            model.contextProperty().set("");
            context.requestFocus();
        });
        return new Card("What was said", fields).grow(fields).action(clear, pick);
    }

    private Node writer() {
        ComboBox<String> generator = choice("inspector-generator", model.generators(), model.generatorProperty());
        generator.setMaxWidth(Double.MAX_VALUE);
        generator.setMinWidth(90);
        HBox.setHgrow(generator, Priority.ALWAYS);
        Button write = Buttons.plain("write-response", "Write a response", Feather.EDIT_3, model::write);
        write.disableProperty().bind(model.writingProperty().or(model.contextProperty().isEmpty()));
        Button another = Buttons.icon("write-another", "Write another, with the next seed", Feather.REFRESH_CW, model::writeAnother);
        another.disableProperty().bind(write.disableProperty());
        Button sampling = Buttons.icon("inspector-sampling", "How it is drawn", Feather.SLIDERS, this::openSampling);
        HBox row = new HBox(6, generator, write, another, sampling);
        row.setAlignment(Pos.CENTER_LEFT);
        Label how = Texts.muted("");
        how.getStyleClass().add("text-small");
        how.textProperty().bind(Bindings.createStringBinding(() -> "Seed " + model.seedProperty().get() + ", " + SamplingForm.words(model.samplingProperty().get()),
                model.seedProperty(), model.samplingProperty()));
        VBox box = new VBox(3, row, how);
        box.visibleProperty().bind(Bindings.isNotEmpty(model.generators()));
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    /** What the corpus says of the reference, to hold against what the identifiers read. */
    private Node labelled() {
        Label name = Texts.muted("In the corpus");
        name.getStyleClass().add("text-small");
        name.setMinWidth(Region.USE_PREF_SIZE);
        HBox row = new HBox(8, name);
        row.setId("labelled");
        row.setAlignment(Pos.CENTER_LEFT);
        row.managedProperty().bind(row.visibleProperty());
        model.labelledProperty().subscribe(levels -> {
            row.setVisible(!levels.isEmpty());
            row.getChildren().setAll(name, LevelChip.row(levels, true));
        });
        return row;
    }

    private void openSampling() {
        TextField seed = new TextField();
        seed.setId("inspector-seed");
        seed.getStyleClass().add("number-field");
        seed.setMaxWidth(260);
        seed.textProperty().bindBidirectional(model.seedProperty());
        Label name = new Label("Seed");
        name.getStyleClass().add("field-label");
        SamplingForm form = new SamplingForm(model.samplingProperty());
        VBox.setVgrow(form, Priority.ALWAYS);
        overlay.showSheet("How a response is drawn", new VBox(12, new VBox(4, name, seed), form), 380, () -> { });
    }

    private void pick() {
        ExamplePicker picker = new ExamplePicker(model.examples(), found -> {
            overlay.close();
            model.take(found);   // also when it is the one that was taken last
        });
        overlay.showSheet("Pick an example", picker, 460, () -> { });
        picker.focus();
    }

    private static ComboBox<String> choice(String id, ObservableList<String> values, StringProperty value) {
        ComboBox<String> box = new ComboBox<>(values);
        box.setId(id);
        box.valueProperty().bindBidirectional(value);
        return box;
    }

    private static TextArea area(String id, StringProperty value, int rows, String prompt) {
        TextArea area = new TextArea();
        area.setId(id);
        area.setWrapText(true);
        area.setPrefRowCount(rows);
        area.setMinHeight(54);
        area.setPromptText(prompt);
        area.textProperty().bindBidirectional(value);
        return area;
    }

    private static Node label(String text, String hint, TextArea of) {
        Label name = new Label(text);
        name.getStyleClass().add("field-label");
        name.setMinWidth(Region.USE_PREF_SIZE);
        name.setLabelFor(of);
        of.setAccessibleText(text);
        Label more = Texts.muted(hint);
        more.getStyleClass().add("text-small");
        return new HBox(8, name, more);
    }

    private static Region gap() {
        Region gap = new Region();
        gap.setMinHeight(4);
        return gap;
    }

    private static ColumnConstraints percent(double width) {
        ColumnConstraints column = new ColumnConstraints();
        column.setPercentWidth(width);
        return column;
    }
}
