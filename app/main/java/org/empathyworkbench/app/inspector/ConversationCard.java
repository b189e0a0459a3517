package org.empathyworkbench.app.inspector;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.ConversationView;
import org.empathyworkbench.app.empathy.HeatText;
import org.empathyworkbench.app.example.TurnText;
import org.empathyworkbench.app.inspector.EvidenceViewModel.Found;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.identifier.EvidenceMethod;
import org.kordamp.ikonli.feather.Feather;

/** The context, displayed as a conversation or edited as lines; context words with attention are marked for that attribution method. */
final class ConversationCard extends Card {
    private final InspectorViewModel model;
    private final BooleanProperty editing = new SimpleBooleanProperty(true);
    private final VBox bubbles = new VBox(8);
    private final ScrollPane scroll = new ScrollPane(bubbles);
    private final TextArea area = new TextArea();

    ConversationCard(InspectorViewModel model, Runnable pick) {
        super("Conversation");
        this.model = model;
        area.setId("inspector-context");
        area.setWrapText(true);
        area.setMinHeight(60);
        area.setPrefRowCount(5);
        area.setPromptText("One turn per line; the last line is the speaker's.\nI have been "
                + "dreading this week.\nOh no, why is that?\nMy dog passed away on Sunday.");
        area.setAccessibleText("Context");
        area.textProperty().bindBidirectional(model.contextProperty());
        area.visibleProperty().bind(editing);
        bubbles.getStyleClass().add("conversation");
        bubbles.setId("inspector-conversation");
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        scroll.visibleProperty().bind(editing.not());
        scroll.setMinHeight(60);
        StackPane stack = new StackPane(scroll, area);
        VBox.setVgrow(stack, Priority.ALWAYS);
        getChildren().add(stack);
        Button picker = Buttons.plain("pick-example", "Pick an example", Feather.LIST, pick);
        picker.getStyleClass().add("small");
        picker.disableProperty().bind(Bindings.isEmpty(model.examples().sources()));
        Button edit = Buttons.plain("edit-context", "", null, () -> {
            editing.set(!editing.get());
            if (editing.get()) area.requestFocus();
        });
        edit.getStyleClass().add("small");
        edit.textProperty().bind(Bindings.when(editing).then("Done").otherwise("Edit"));
        edit.disableProperty().bind(model.contextProperty().isEmpty());
        Button clear = Buttons.icon("inspector-clear", "Clear context, response and reference", Feather.ROTATE_CCW, () -> {
            model.responseProperty().set("");
            model.referenceProperty().set("");
            model.contextProperty().set("");
            editing.set(true);
            area.requestFocus();
        });
        action(clear, edit, picker);
        // show a conversation unless it was typed here or is empty
        model.contextProperty().subscribe(text -> {
            if (text.isBlank()) editing.set(true);
            else if (!area.isFocused()) editing.set(false);
            show();
        });
        editing.subscribe(now -> show());
        model.evidence().foundProperty().subscribe(found -> show());
        model.evidence().shownProperty().subscribe(shown -> show());
    }

    private void show() {
        if (editing.get()) return;
        List<String> turns = TurnText.turns(model.contextProperty().get());
        Found found = model.evidence().foundProperty().get();
        boolean marked = found != null && found.method() == EvidenceMethod.CONTEXT_ATTENTION && found.answer().context().equals(turns);
        List<Node> lines = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            // turns alternate, and the last one is the speaker's
            Role role = (turns.size() - 1 - i) % 2 == 0 ? Role.SPEAKER : Role.LISTENER;
            lines.add(ConversationView.line(role, marked ? heat(found, i) : text(turns.get(i)), null));
        }
        bubbles.getChildren().setAll(lines);
    }

    private Node heat(Found found, int turn) {
        HeatText text = new HeatText();
        text.show(EvidenceWords.of(found.evidence(), turn, model.evidence().shownProperty().get()));
        text.setPrefWrapLength(330);
        text.setMaxWidth(400);
        return text;
    }

    private static Node text(String turn) {
        Label label = Texts.body(turn);
        label.getStyleClass().add("bubble-text");
        return label;
    }
}
