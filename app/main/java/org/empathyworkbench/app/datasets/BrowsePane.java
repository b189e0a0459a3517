package org.empathyworkbench.app.datasets;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Separator;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.Pager;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.datasets.DatasetsViewModel.Kind;
import org.empathyworkbench.app.empathy.ConversationView;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.app.empathy.MarkedText;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.workspace.Page;

/** Browser of a dataset's dialogues or pairs: a paged list on the left, the selected item on the right. */
final class BrowsePane extends VBox {
    private final ListView<Dialogue> dialogues = list("dialogues", dialogue -> entry(
            head(dialogue.emotion().isEmpty() ? dialogue.split().key() : dialogue.emotion()),
            dialogue.turns().isEmpty() ? "" : dialogue.turns().get(0).text()));
    private final ListView<LabelledPair> pairs = list("pairs", BrowsePane::entry);
    private final ScrollPane reading = new ScrollPane();
    private final StackPane lists = new StackPane(dialogues, pairs);

    BrowsePane(DatasetsViewModel model) {
        Pager pager = new Pager(DatasetsViewModel.PAGE, model::go);
        model.dialoguesProperty().subscribe(page -> { if (model.kindProperty().get() == Kind.DIALOGUES) show(page, dialogues, pager); });
        model.pairsProperty().subscribe(page -> { if (model.kindProperty().get() == Kind.PAIRS) show(page, pairs, pager); });
        model.kindProperty().subscribe(kind -> {
            dialogues.setVisible(kind == Kind.DIALOGUES);
            pairs.setVisible(kind == Kind.PAIRS);
        });
        dialogues.getSelectionModel().selectedItemProperty().subscribe(dialogue -> { if (dialogue != null) read(dialogue); });
        pairs.getSelectionModel().selectedItemProperty().subscribe(pair -> { if (pair != null) read(pair); });
        reading.setFitToWidth(true);
        reading.getStyleClass().add("page-scroll");
        Card left = new Card("", lists, pager);
        left.grow(lists);
        left.getStyleClass().add("list-card");
        left.setMinWidth(280);
        Card right = new Card("", reading);
        right.grow(reading);
        SplitPane split = new SplitPane(left, right);
        split.setOrientation(Orientation.HORIZONTAL);
        split.setDividerPositions(0.38);
        VBox.setVgrow(split, Priority.ALWAYS);
        getChildren().addAll(new FilterBar(model), split);
        setSpacing(10);
    }

    private <T> void show(Page<T> page, ListView<T> list, Pager pager) {
        list.getItems().setAll(page.rows());
        pager.show(page.offset(), page.total());
        if (page.rows().isEmpty()) {
            Label none = Texts.muted("Nothing matches the filter.");
            none.setId("nothing-fits");
            reading.setContent(none);
        } else {
            list.getSelectionModel().selectFirst();
            list.scrollTo(0);
        }
    }

    private void read(Dialogue dialogue) {
        HBox head = new HBox(8, Texts.chip(dialogue.split().key(), "neutral"));
        if (!dialogue.emotion().isEmpty()) head.getChildren().add(0, Texts.chip(dialogue.emotion(), "accent"));
        VBox column = new VBox(10, headLine(head, dialogue.id()));
        if (!dialogue.situation().isEmpty()) {
            Text name = new Text("Situation  ");
            name.getStyleClass().addAll("text-run", "situation-name");
            Text words = new Text(dialogue.situation());
            words.getStyleClass().add("text-run");
            column.getChildren().addAll(new TextFlow(name, words), new Separator());
        }
        ConversationView conversation = new ConversationView(dialogue.turns());
        conversation.setId("conversation");
        column.getChildren().add(conversation);
        open(column);
    }

    private void read(LabelledPair pair) {
        VBox marks = new VBox(6);
        for (Mechanism mechanism : Mechanism.values()) {
            if (pair.levels().containsKey(mechanism)) marks.getChildren().add(mark(mechanism, pair));
        }
        MarkedText response = new MarkedText(pair.response(), pair.rationales());
        response.setId("marked-response");
        VBox column = new VBox(10, headLine(new HBox(8, Texts.chip(pair.split().key(), "neutral")), pair.id()),
                ConversationView.line(Role.SPEAKER, bubbleText(pair.context()), null), ConversationView.line(Role.LISTENER, response, null),
                new Separator(), Texts.heading("Labels"), marks);
        open(column);
    }

    private static Node mark(Mechanism mechanism, LabelledPair pair) {
        List<String> parts = pair.rationales().getOrDefault(mechanism, List.of());
        HBox row = new HBox(10, new LevelChip(mechanism, pair.levels().get(mechanism)));
        row.setAlignment(Pos.CENTER_LEFT);
        List<String> missing = MarkedText.missing(pair.response(), parts);
        String words = parts.isEmpty() ? "no rationale marked"
                : String.format(Locale.ROOT, "%d part%s marked", parts.size(), parts.size() == 1 ? "" : "s");
        if (!missing.isEmpty()) words += ", not literally in the text: “" + String.join("”, “", missing) + "”";
        Label label = Texts.muted(words);
        HBox.setHgrow(label, Priority.ALWAYS);
        row.getChildren().add(label);
        return row;
    }

    private void open(VBox column) {
        column.setStyle("-fx-padding: 0 10 4 0;");
        reading.setContent(column);
        reading.setVvalue(0);
    }

    private static HBox headLine(HBox chips, String id) {
        Label name = Texts.muted(id);
        name.getStyleClass().add("mono");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        chips.getChildren().addAll(space, name);
        chips.setAlignment(Pos.CENTER_LEFT);
        return chips;
    }

    private static Label bubbleText(String text) {
        Label label = Texts.body(text);
        label.getStyleClass().add("bubble-text");
        return label;
    }

    private static Label head(String words) {
        Label head = new Label(words);
        head.getStyleClass().add("entry-head");
        head.setMinWidth(USE_PREF_SIZE);
        return head;
    }

    /** Chips on one line; the list is always wide enough. */
    private static Node entry(LabelledPair pair) {
        HBox chips = new HBox(5);
        for (Mechanism mechanism : Mechanism.values()) {
            if (!pair.levels().containsKey(mechanism)) continue;
            LevelChip chip = new LevelChip(mechanism, pair.levels().get(mechanism), true);
            chip.setMinWidth(USE_PREF_SIZE);
            chips.getChildren().add(chip);
        }
        return entry(chips, pair.response());
    }

    private static Node entry(Node head, String text) {
        Label words = new Label(text.replaceAll("\\s+", " "));
        words.getStyleClass().add("entry-text");
        VBox entry = new VBox(2, head, words);
        entry.setMinWidth(0);
        entry.setPrefWidth(1);
        return entry;
    }

    private static <T> ListView<T> list(String id, Function<T, Node> node) {
        ListView<T> list = new ListView<>();
        list.setId(id);
        list.getStyleClass().add("plain-list");
        list.setCellFactory(view -> new ListCell<>() {
            @Override
            protected void updateItem(T item, boolean empty) {
                super.updateItem(item, empty);
                setGraphic(empty || item == null ? null : node.apply(item));
                setText(null);
            }
        });
        return list;
    }
}
