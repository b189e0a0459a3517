package org.empathyworkbench.app.cases;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.Overlay;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.ConversationView;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.CaseStudy;
import org.empathyworkbench.dialogue.Role;

/** The open case: title, context, note, and the responses in order. Updates in place, so that the caret is kept. */
final class CasePane extends VBox {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH)
            .withZone(ZoneId.systemDefault());
    private final CasesViewModel model;
    private final Overlay overlay;
    private final TextField title = new TextField();
    private final Label facts = Texts.muted("");
    private final VBox turns = new VBox(8);
    private final List<MarkableText> turnTexts = new ArrayList<>();
    private final NoteField note;
    private final VBox responses = new VBox(12);
    private final Map<Long, ResponseCard> cards = new LinkedHashMap<>();
    private CaseStudy study;

    CasePane(CasesViewModel model, Overlay overlay, Node actions) {
        this.model = model;
        this.overlay = overlay;
        setSpacing(12);
        title.setId("case-title");
        title.getStyleClass().add("case-title");
        title.setAccessibleText("Title of the case");
        title.focusedProperty().subscribe(on -> { if (!on) describe(); });
        title.setOnAction(e -> describe());
        facts.getStyleClass().add("text-small");
        note = new NoteField("case-note", "What to look for in this case", 2, words -> describe());
        HBox.setHgrow(title, Priority.ALWAYS);
        HBox head = new HBox(8, title, actions);
        head.setAlignment(Pos.CENTER_LEFT);
        Card context = new Card("", head, facts, turns, note);
        responses.setId("case-responses");
        Label hint = Texts.muted("Drag over words of the context or of a response to mark the evidence of a mechanism.");
        hint.getStyleClass().add("text-small");
        getChildren().addAll(context, hint, responses);
    }

    void show(CaseStudy now) {
        boolean other = study == null || study.id() != now.id();
        if (other && study != null) commit();
        study = now;
        if (other || !title.isFocused()) title.setText(now.title());
        title.setPromptText(now.title().isBlank() ? now.name() : "A title");
        facts.setText((now.emotion().isBlank() ? "" : now.emotion() + "  ·  ")
                + (now.source().isBlank() ? "" : now.source() + "  ·  ") + "kept " + DAY.format(now.keptAt()));
        if (other) {
            turnTexts.clear();
            turns.getChildren().clear();
            for (int turn = 0; turn < now.context().size(); turn++) {
                int place = turn;
                MarkableText text = new MarkableText(marks -> model.markTurn(study, place, marks));
                text.setId("turn-text-" + turn);
                text.setMaxWidth(560);
                turnTexts.add(text);
                turns.getChildren().add(ConversationView.line(turn % 2 == 0 ? Role.SPEAKER : Role.LISTENER, text, null));
            }
            cards.clear();
        }
        for (int turn = 0; turn < now.context().size(); turn++) turnTexts.get(turn).show(now.context().get(turn), now.marks().get(turn));
        note.show(now.note());
        cards.keySet().retainAll(now.responses().stream().map(CaseResponse::id).toList());
        List<Node> nodes = new ArrayList<>();
        for (CaseResponse one : now.responses()) {
            ResponseCard card = cards.get(one.id());
            if (card == null) {
                card = new ResponseCard(model, overlay, one);
                cards.put(one.id(), card);
            } else {
                card.show(one);
            }
            nodes.add(card);
        }
        if (nodes.isEmpty()) nodes.add(empty());
        if (!responses.getChildren().equals(nodes)) responses.getChildren().setAll(nodes);
    }

    /** Stores text that is still being edited. */
    void commit() {
        note.commit();
        describe();
        cards.values().forEach(ResponseCard::commit);
    }

    private void describe() { if (study != null) model.describe(study, title.getText().strip(), note.getText()); }

    private static Node empty() {
        HBox box = new HBox(Texts.muted("This case has a context and no response."));
        box.setAlignment(Pos.CENTER_LEFT);
        return new Card("", box);
    }
}
