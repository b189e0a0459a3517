package org.empathyworkbench.app.inspector;

import javafx.beans.binding.Bindings;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
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
import org.empathyworkbench.app.control.HelpPage;
import org.empathyworkbench.app.control.Overlay;
import org.empathyworkbench.app.control.Segments;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.demo.DemoViewModel;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.app.empathy.SaveCaseButton;
import org.empathyworkbench.app.example.ExamplePicker;
import org.empathyworkbench.app.inference.SamplingForm;
import org.empathyworkbench.app.shell.Navigation;
import org.empathyworkbench.app.shell.PageView;
import org.empathyworkbench.app.shell.Section;
import org.empathyworkbench.text.TextSpan;
import org.kordamp.ikonli.feather.Feather;

/** The page Inspector: conversation and response with evidence on the left, levels and four detail tabs on the right. */
public final class InspectorView implements PageView {
    private final InspectorViewModel model;
    private final Navigation navigation;
    private final DemoViewModel demo;
    private final SaveCaseButton keep;
    private final Overlay overlay = new Overlay();
    private final ToggleGroup looks = new ToggleGroup();
    private final ToggleButton whatIf = Segments.button("look-what-if", "What-if", looks);
    private final WhatIfPane whatIfPane;
    private final StackPane root;

    public InspectorView(InspectorViewModel model, SaveCaseButton keep, DemoViewModel demo, Navigation navigation) {
        this.navigation = navigation;
        this.keep = keep;
        this.model = model;
        this.demo = demo;
        this.whatIfPane = new WhatIfPane(model.whatIf());
        ErrorBanner banner = new ErrorBanner();
        model.problemProperty().subscribe(banner.problemProperty()::set);
        model.evidence().problemProperty().subscribe(banner.problemProperty()::set);
        model.whatIf().problemProperty().subscribe(banner.problemProperty()::set);
        GridPane columns = new GridPane(12, 12);
        columns.getColumnConstraints().addAll(percent(46.5), percent(53.5));
        RowConstraints row = new RowConstraints();
        row.setVgrow(Priority.ALWAYS);
        row.setMinHeight(0);
        columns.getRowConstraints().add(row);
        columns.addRow(0, said(), seen());
        VBox.setVgrow(columns, Priority.ALWAYS);
        VBox page = new VBox(head(), banner, columns);
        page.getStyleClass().add("page");
        EmptyState none = new EmptyState(Feather.EYE, "No identifiers yet", "Three classifiers predict how strongly a response shows "
                + "emotional reaction, interpretation and exploration. Training them on labelled pairs takes minutes.", Buttons.primary(
                        "train-identifiers", "Train identifiers", Feather.PLAY, () -> navigation.go(Section.RUNS, "new:identifiers")));
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
        VBox words = new VBox(2, Texts.title("Inspector"), Texts.subtitle("Empathy levels of one response, updated as you type."));
        HBox.setHgrow(words, Priority.ALWAYS);
        ProgressIndicator busy = new ProgressIndicator();
        busy.setMaxSize(18, 18);
        busy.setMinSize(18, 18);
        busy.visibleProperty().bind(model.scoringProperty().or(model.evidence().searchingProperty()));
        Label label = Texts.muted("Identifiers");
        label.setMinWidth(Region.USE_PREF_SIZE);
        ComboBox<String> identifiers = choice("inspector-identifiers", model.identifierSets());
        identifiers.valueProperty().bindBidirectional(model.identifiersProperty());
        label.setLabelFor(identifiers);
        HBox head = new HBox(8, words, busy, label, identifiers,
                keep.button("inspector-keep", model::draft, model.contextProperty().isEmpty().or(model.responseProperty().isEmpty())));
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private Node said() {
        ConversationCard conversation = new ConversationCard(model, this::pick);
        ResponseCard response = new ResponseCard(model, this::openSampling, () -> whatIf.setSelected(true), () -> {
            whatIf.setSelected(true);
            whatIfPane.typeInstead();
        });
        VBox.setVgrow(conversation, Priority.ALWAYS);
        VBox.setVgrow(response, Priority.ALWAYS);
        conversation.setMinHeight(130);
        conversation.setPrefHeight(250);
        response.setPrefHeight(330);
        response.setMinHeight(0);
        return new VBox(12, conversation, response);
    }

    private Node seen() {
        ToggleButton evidence = Segments.button("look-evidence", "Evidence", looks);
        ToggleButton next = Segments.button("look-next", "Next words", looks);
        ToggleButton reward = Segments.button("look-reward", "Reward", looks);
        Region evidencePane = new EvidencePane(model.evidence(), this::why,
                word -> model.whatIf().partProperty().set(new TextSpan(word.from(), word.to())));
        Region nextPane = new NextWordsPane(model.pieces());
        Region rewardPane = rewardPane();
        StackPane panes = new StackPane(evidencePane, whatIfPane, nextPane, rewardPane);
        evidencePane.visibleProperty().bind(evidence.selectedProperty());
        whatIfPane.visibleProperty().bind(whatIf.selectedProperty());
        nextPane.visibleProperty().bind(next.selectedProperty());
        rewardPane.visibleProperty().bind(reward.selectedProperty());
        model.whatIf().lookedAtProperty().bind(whatIf.selectedProperty());
        model.pieces().lookedAtProperty().bind(next.selectedProperty().or(reward.selectedProperty()));
        evidence.setSelected(true);
        for (Region pane : new Region[] {evidencePane, whatIfPane, nextPane, rewardPane}) pane.setMinHeight(0);
        VBox.setVgrow(panes, Priority.ALWAYS);
        Card card = new Card("", Segments.row(evidence, whatIf, next, reward), panes);
        card.setMinHeight(0);
        VBox.setVgrow(card, Priority.ALWAYS);
        return new VBox(12, new LevelsCard(model.profileProperty()), card);
    }

    private Region rewardPane() {
        TextArea reference = new TextArea();
        reference.setId("inspector-reference");
        reference.setWrapText(true);
        reference.setPrefRowCount(2);
        reference.setMinHeight(52);
        reference.setPromptText("The reference response (optional)");
        reference.setAccessibleText("Reference");
        reference.textProperty().bindBidirectional(model.referenceProperty());
        Label name = Texts.fieldLabel("Reference");
        name.setLabelFor(reference);
        VBox content = new VBox(12, new VBox(6, name, reference, labelled()), new RewardCard(model.rewardProperty(),
                model.referenceProperty()), new KlCard(model.pieces().readProperty(), model.rewardProperty()));
        content.getStyleClass().add("scroll-body");
        ScrollPane scroll = new ScrollPane(content);
        scroll.setId("reward-pane");
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        return scroll;
    }

    /** The corpus's levels of the reference, beside the predicted ones. */
    private Node labelled() {
        Label name = Texts.muted("Corpus label");
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
        Label name = Texts.fieldLabel("Seed");
        SamplingForm form = new SamplingForm(model.samplingProperty());
        VBox.setVgrow(form, Priority.ALWAYS);
        overlay.showSheet("Sampling", new VBox(12, new VBox(4, name, seed), form), 380, () -> { });
    }

    private void why() {
        ScrollPane scroll = new ScrollPane(HelpPage.read("evidence", navigation::help));
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        scroll.setPrefViewportHeight(460);
        overlay.show("Agreement with human rationales", scroll, 760, () -> { });
    }

    private void pick() {
        ExamplePicker picker = new ExamplePicker(model.examples(), found -> {
            overlay.close();
            model.take(found);   // also for the same example again
        });
        overlay.showSheet("Pick an example", picker, 460, () -> { });
        picker.focus();
    }

    private static ComboBox<String> choice(String id, ObservableList<String> values) {
        ComboBox<String> box = new ComboBox<>(values);
        box.setId(id);
        return box;
    }

    private static ColumnConstraints percent(double width) {
        ColumnConstraints column = new ColumnConstraints();
        column.setPercentWidth(width);
        return column;
    }
}
