package org.empathyworkbench.app.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.EmptyState;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.Overlay;
import org.empathyworkbench.app.control.Segments;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.app.empathy.SaveCaseButton;
import org.empathyworkbench.app.example.ExamplePicker;
import org.empathyworkbench.app.inference.SamplingForm;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.text.WordDiff;
import org.empathyworkbench.timeline.TimelinePoint;
import org.empathyworkbench.timeline.TimelineStop;
import org.empathyworkbench.workspace.RunInfo;
import org.kordamp.ikonli.feather.Feather;

/** The tab Timeline: inputs on top, a small chart, and each model's response with changes from the previous one. */
public final class TimelineView extends StackPane {
    private final TimelineViewModel model;
    private final Overlay overlay = new Overlay();
    private final TimelineCurve curve = new TimelineCurve();
    private final VBox list = new VBox(0);
    private final ToggleGroup shown = new ToggleGroup();
    private final ToggleButton reward = Segments.button("timeline-reward", "Reward", shown);

    public TimelineView(TimelineViewModel model, SaveCaseButton keep) {
        this.model = model;
        setId("timeline");
        ErrorBanner banner = new ErrorBanner();
        model.problemProperty().subscribe(banner.problemProperty()::set);
        list.setId("timeline-points");
        VBox answers = new VBox(10, curveCard(keep), list);
        answers.getStyleClass().add("scroll-body");
        answers.visibleProperty().bind(Bindings.isNotEmpty(model.points()));
        ScrollPane scroll = new ScrollPane(answers);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        EmptyState none = new EmptyState(Feather.CLOCK, "How the response changed", "Every saved model of this run responds to "
                + "the same context "
                + "with the same seed: the initial model, each checkpoint, the final model. Changes from one to the next are marked.");
        none.visibleProperty()
                .bind(Bindings.isEmpty(model.points()).and(model.workingProperty().not()).and(Bindings.isNotEmpty(model.stops())));
        EmptyState nothing = new EmptyState(Feather.CLOCK, "No saved model yet",
                "The run has no checkpoint yet. Its settings say when one is saved; \"Save\" saves one after the current step.");
        nothing.visibleProperty().bind(Bindings.isEmpty(model.stops()));
        StackPane below = new StackPane(scroll, none, nothing);
        VBox.setVgrow(below, Priority.ALWAYS);
        VBox page = new VBox(10, question(), banner, progress(), below);
        getChildren().add(overlay.above(page));
        model.points().addListener((InvalidationListener) o -> draw());
        shown.selectedToggleProperty().subscribe(() -> curve.show(model.points(), level(), model.askedProperty().get()));
        sceneProperty().subscribe(scene -> { if (scene != null) model.welcome(); });
        draw();
    }

    /** Sets the run; null for none. */
    public void show(RunInfo run) { model.show(run); }

    private Node question() {
        TextArea context = new TextArea();
        context.setId("timeline-context");
        context.setWrapText(true);
        context.setPrefRowCount(2);
        context.setMinHeight(54);
        context.setMaxHeight(54);
        context.setPromptText("The context: one turn per line, the last line the speaker's");
        context.setAccessibleText("Context");
        context.textProperty().bindBidirectional(model.contextProperty());
        TextField reference = new TextField();
        reference.setId("timeline-reference");
        reference.setPromptText("Reference response (optional): adds the reward");
        reference.setAccessibleText("Reference");
        reference.textProperty().bindBidirectional(model.referenceProperty());
        HBox.setHgrow(reference, Priority.ALWAYS);
        Button pick = Buttons.plain("timeline-pick", "Pick", Feather.LIST, this::pick);
        pick.disableProperty().bind(Bindings.isEmpty(model.examples().sources()));
        HBox second = new HBox(6, reference, pick);
        second.setAlignment(Pos.CENTER_LEFT);
        ComboBox<String> identifiers = new ComboBox<>(model.identifierSets());
        identifiers.setId("timeline-identifiers");
        identifiers.setPromptText("none");
        identifiers.setMinWidth(Region.USE_PREF_SIZE);
        identifiers.valueProperty().bindBidirectional(model.identifiersProperty());
        TextField seed = new TextField();
        seed.setId("timeline-seed");
        seed.getStyleClass().add("number-field");
        seed.setPrefWidth(64);
        seed.setMinWidth(56);
        seed.setAccessibleText("Seed");
        seed.textProperty().bindBidirectional(model.seedProperty());
        Button sampling = Buttons.icon("timeline-sampling",
                "Sampling settings, shared by all models", Feather.SLIDERS, this::openSampling);
        Label drawn = small("");
        drawn.setId("timeline-drawn");
        drawn.setMinWidth(0);
        drawn.textProperty().bind(model.samplingProperty().map(SamplingForm::words));
        drawn.tooltipProperty().bind(drawn.textProperty().map(Texts::tooltip));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button follow = Buttons.primary("timeline-follow", "Generate all", Feather.PLAY, model::follow);
        follow.textProperty().bind(Bindings.size(model.stops()).map(n -> n.intValue() == 1 ? "Generate with "
                + "1 model" : "Generate with " + n + " models"));
        follow.disableProperty().bind(Bindings.isEmpty(model.stops()).or(model.contextProperty().isEmpty()));
        follow.visibleProperty().bind(model.workingProperty().not());
        follow.managedProperty().bind(follow.visibleProperty());
        Button cancel = Buttons.plain("timeline-cancel", "Cancel", Feather.X, model::cancel);
        cancel.visibleProperty().bind(model.workingProperty());
        cancel.managedProperty().bind(cancel.visibleProperty());
        HBox third = new HBox(8, small("Identifiers"), identifiers, small("Seed"), seed, sampling, drawn, space, cancel, follow);
        third.setAlignment(Pos.CENTER_LEFT);
        return new Card("", context, second, third);
    }

    private Node progress() {
        ProgressBar bar = new ProgressBar();
        bar.getStyleClass().add("thin");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText("Progress over the models");
        bar.progressProperty().bind(Bindings.createDoubleBinding(() -> model.askedProperty().get() == 0 ? 0
                : (double) model.points().size() / model.askedProperty().get(), model.points(), model.askedProperty()));
        bar.visibleProperty().bind(model.workingProperty());
        bar.managedProperty().bind(bar.visibleProperty());
        return bar;
    }

    private Node curveCard(SaveCaseButton keep) {
        List<ToggleButton> buttons = new ArrayList<>(List.of(reward));
        reward.setUserData(null);
        for (Level level : Level.values()) {
            ToggleButton button = Segments.button("timeline-" + level.word(), "p(" + level.word() + ")", shown);
            button.setUserData(level);
            button.setTooltip(Texts.tooltip("The probability that the identifiers assign to \"" + level.word() + "\", for each "
                    + "mechanism."));
            buttons.add(button);
        }
        reward.setTooltip(Texts.tooltip("R_emp: the probability that all three identifiers assign the reference's levels to the "
                + "response."));
        buttons.get(buttons.size() - 1).setSelected(true);
        HBox legend = new HBox(12);
        legend.setAlignment(Pos.CENTER_LEFT);
        for (Mechanism mechanism : Mechanism.values()) {
            Region dot = new Region();
            dot.getStyleClass().addAll("mechanism-dot", LevelChip.styleClass(mechanism));
            Label name = new Label(mechanism.title(), dot);
            name.getStyleClass().add("text-small");
            legend.getChildren().add(name);
        }
        shown.selectedToggleProperty().subscribe(now -> legend.setVisible(now != null && now.getUserData() != null));
        SplitMenuButton kept = keep.button("timeline-keep", model::draft, Bindings.isEmpty(model.points()).or(model.workingProperty()));
        HBox head = new HBox(12, Segments.row(buttons.toArray(ToggleButton[]::new)), legend, space(), kept);
        head.setAlignment(Pos.CENTER_LEFT);
        return new Card("", head, curve);
    }

    private Level level() { return shown.getSelectedToggle() == null ? Level.STRONG : (Level) shown.getSelectedToggle().getUserData(); }

    private void draw() {
        boolean rewards = model.points().stream().anyMatch(point -> point.reward() != null);
        if (!rewards && reward.isSelected()) shown.getToggles().get(3).setSelected(true);
        if (rewards && model.points().size() == 1) reward.setSelected(true);
        reward.setDisable(!rewards);
        curve.show(model.points(), level(), model.askedProperty().get());
        List<Node> rows = new ArrayList<>();
        String before = null;
        for (TimelinePoint point : model.points()) {
            rows.add(row(point, before));
            if (point.note().isEmpty()) before = point.text();
        }
        list.getChildren().setAll(rows);
    }

    /** @param before the previous model's response; null for the first */
    private static Node row(TimelinePoint point, String before) {
        TimelineStop stop = point.stop();
        Label step = new Label(stop.kind() == TimelineStop.Kind.CHECKPOINT ? "Step " + String.format(Locale.ROOT, "%,d", stop.step())
                : stop.kind() == TimelineStop.Kind.START ? "Start" : "Final");
        step.getStyleClass().add("row-title");
        Label what = Texts.muted(stop.kind() == TimelineStop.Kind.CHECKPOINT ? "checkpoint" : stop.name());
        what.getStyleClass().add("text-small");
        VBox left = new VBox(2, step, what);
        left.setPrefWidth(110);
        left.setMinWidth(110);
        TextFlow answer = point.note().isEmpty() ? answer(before, point.text()) : new TextFlow(text(point.note(), "timeline-said"));
        answer.getStyleClass().add("timeline-answer");
        answer.setMinHeight(Region.USE_PREF_SIZE);
        answer.setAccessibleText(point.text());
        VBox right = new VBox(5, answer);
        if (point.profile() != null) {
            HBox chips = new HBox(6);
            chips.setAlignment(Pos.CENTER_LEFT);
            for (Mechanism mechanism : Mechanism.values()) {
                LevelChip chip = new LevelChip(mechanism, point.profile().level(mechanism));
                chip.explain(String.format(Locale.ROOT, "%s: none %.1f %%, weak %.1f %%, strong %.1f %%. %s", mechanism.title(),
                        100 * point.profile().probability(mechanism, Level.NONE), 100 * point.profile().probability(mechanism, Level.WEAK),
                        100 * point.profile().probability(mechanism, Level.STRONG), mechanism.meaning()));
                chips.getChildren().add(chip);
            }
            if (point.reward() != null) {
                Label value = new Label(String.format(Locale.ROOT, "reward %.3f", point.reward()));
                value.getStyleClass().add("sample-reward");
                chips.getChildren().addAll(space(), value);
            }
            right.getChildren().add(chips);
        }
        HBox.setHgrow(right, Priority.ALWAYS);
        right.setMinWidth(0);
        HBox row = new HBox(10, left, right);
        row.getStyleClass().add("timeline-row");
        row.setId("timeline-row-" + stop.label().replace(' ', '-'));
        return row;
    }

    private static TextFlow answer(String before, String now) {
        TextFlow flow = new TextFlow();
        if (now.isBlank()) flow.getChildren().add(text("(an empty response)", "timeline-gone"));
        for (WordDiff.Piece piece : before == null
                ? List.of(new WordDiff.Piece(WordDiff.Change.SAME, now, false)) : WordDiff.of(before, now)) {
            String words = (piece.blankBefore() ? " " : "") + piece.text();
            flow.getChildren().add(text(words, switch (piece.change()) {
                case SAME -> "text-run";
                case INSERTED -> "timeline-came";
                case DELETED -> "timeline-gone";
            }));
        }
        return flow;
    }

    private static Text text(String words, String styleClass) {
        Text text = new Text(words);
        text.getStyleClass().add(styleClass);
        return text;
    }

    private void pick() {
        ExamplePicker picker = new ExamplePicker(model.examples(), found -> {
            overlay.close();
            model.take(found);
        });
        overlay.showSheet("Pick an example", picker, 460, () -> { });
        picker.focus();
    }

    private void openSampling() {
        SamplingForm form = new SamplingForm(model.samplingProperty());
        VBox.setVgrow(form, Priority.ALWAYS);
        overlay.showSheet("Sampling", form, 380, () -> { });
    }

    private static Label small(String text) {
        Label label = Texts.muted(text);
        label.setWrapText(false);
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.getStyleClass().add("text-small");
        return label;
    }

    private static Region space() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
    }
}
