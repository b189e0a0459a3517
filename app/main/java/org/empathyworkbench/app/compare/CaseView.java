package org.empathyworkbench.app.compare;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.ConversationView;
import org.empathyworkbench.app.empathy.SaveCaseButton;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.comparison.ComparedColumn;
import org.empathyworkbench.comparison.ComparedContext;
import org.empathyworkbench.comparison.Comparison;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.kordamp.ikonli.feather.Feather;

/** One context in detail: the conversation on top, a card per system below; the cards scroll horizontally when space is short. */
final class CaseView extends VBox {
    private static final double LEAST = 214;
    private static final double GAP = 12;

    private final CompareViewModel model;
    private final ConversationView conversation = new ConversationView();
    private final Card context = new Card("Context", conversation);
    private final DoubleProperty width = new SimpleDoubleProperty(LEAST + GAP);
    private final DoubleProperty offset = new SimpleDoubleProperty();
    private final ColumnStrip strip = new ColumnStrip(width, offset);
    private final ScrollBar across = new ScrollBar();
    private final Label place = Texts.muted("");
    private final BooleanProperty bars = new SimpleBooleanProperty();
    private int conversationOf = -2;
    private Comparison conversationIn;

    /** @param type opens the form for a custom context */
    CaseView(CompareViewModel model, SaveCaseButton keep, Runnable type) {
        super(12);
        this.model = model;
        getStyleClass().add("case-view");
        context.setId("compare-context");
        place.setId("compare-place");
        place.setWrapText(false);
        place.setMinWidth(USE_PREF_SIZE);
        Button before = Buttons.icon("example-previous", "Previous context (Left)", Feather.CHEVRON_LEFT, () -> model.step(-1));
        Button after = Buttons.icon("example-next", "The next context (Right)", Feather.CHEVRON_RIGHT, () -> model.step(1));
        ToggleButton probabilities = new ToggleButton("Probabilities");
        probabilities.setId("compare-probabilities");
        probabilities.selectedProperty().bindBidirectional(bars);
        Button another = Buttons.icon("generate-another", "Regenerate, with every seed "
                + "increased by one", Feather.REFRESH_CW, model::answerAgain);
        another.disableProperty().bind(model.answeringProperty());
        context.action(Buttons.link("type-context", "Type one", type), keep.button("compare-keep",
                () -> CompareCase.draft(model, model.selectedProperty().get(), Instant.now()), model.selectedProperty().lessThan(0)),
                another, probabilities, before, place, after);
        Label story = Texts.muted("");
        story.setId("compare-story");
        story.textProperty().bind(model.storyProperty());
        story.visibleProperty().bind(model.storyProperty().isNotEmpty());
        story.managedProperty().bind(story.visibleProperty());
        across.setId("cards-across");
        across.valueProperty().bindBidirectional(offset);
        across.visibleProperty().bind(across.maxProperty().greaterThan(0));
        across.managedProperty().bind(across.visibleProperty());
        VBox body = new VBox(12, context, story, strip, across);
        body.getStyleClass().add("scroll-body");
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        strip.widthProperty().addListener((o, was, now) -> fit());
        InvalidationListener drawn = o -> draw();
        model.versionProperty().addListener(drawn);
        model.selectedProperty().addListener(drawn);
        model.answeringProperty().addListener(drawn);
        model.manyProperty().addListener(drawn);
        bars.addListener(drawn);
        draw();
    }

    /** Cards share the width; below their minimum width they scroll. */
    private void fit() {
        int count = Math.max(1, strip.getChildren().size());
        double room = strip.getWidth() + GAP;
        width.set(Math.max(LEAST + GAP, Math.floor(room / count)));
        double more = Math.max(0, width.get() * count - room);
        across.setMax(more < 4 ? 0 : more);
        across.setVisibleAmount(across.getMax() == 0 ? 0 : across.getMax() * room / (width.get() * count));
        across.setBlockIncrement(width.get());
        across.setUnitIncrement(60);
        offset.set(Math.min(offset.get(), across.getMax()));
        strip.requestLayout();
    }

    private void draw() {
        model.versionProperty().get();
        if (model.manyProperty().get()) return;
        Comparison comparison = model.comparison();
        int row = model.selectedProperty().get();
        boolean there = row >= 0 && row < comparison.size();
        place.setText(there ? place(row) : "");
        if (row != conversationOf || comparison != conversationIn) {
            conversationOf = row;
            conversationIn = comparison;
            if (there) {
                ComparedContext one = comparison.context(row);
                conversation.showContext(one.turns());
                if (!one.emotion().isEmpty() || !one.id().isEmpty()) {
                    Label from = Texts.muted(one.emotion()
                            + (one.emotion().isEmpty() || one.id().isEmpty() ? "" : "  \u00b7  ") + one.id());
                    from.getStyleClass().add("text-small");
                    conversation.getChildren().add(0, from);
                }
            } else
                conversation.getChildren()
                        .setAll(Texts.muted("Choose contexts above, or type one. The arrow keys move through the contexts."));
        }
        List<CompareColumn> columns = there ? model.columns().shown() : List.of();
        List<Node> cards = new ArrayList<>();
        Map<Mechanism, Level> targets = there ? comparison.targets(row) : Map.of();
        CompareColumn base = model.baseProperty().get();
        String from = base == null || !there ? null : answers(comparison, base, row).stream().findFirst().map(Answer::text).orElse(null);
        for (int i = 0; i < columns.size(); i++) {
            CompareColumn column = columns.get(i);
            ColumnCard card = new ColumnCard(column, answers(comparison, column, row), targets,
                    column.live() && model.answeringProperty().get(), column == base ? null : from, bars.get());
            StackPane box = new StackPane(card);
            box.setPadding(new Insets(0, GAP, 0, 0));
            cards.add(box);
        }
        strip.getChildren().setAll(cards);
        fit();
    }

    private static List<Answer> answers(Comparison comparison, CompareColumn column, int row) {
        ComparedColumn answers = comparison.column(column.key());
        return answers == null ? List.of() : answers.at(row);
    }

    private String place(int row) {
        int[] rows = model.rows().shownProperty().get();
        int at = IntStream.range(0, rows.length).filter(i -> rows[i] == row).findFirst().orElse(-1);
        return rows.length < 2 ? "" : at < 0 ? String.format(Locale.ROOT, "%,d contexts", rows.length)
                : String.format(Locale.ROOT, "%,d of %,d", at + 1, rows.length);
    }
}
