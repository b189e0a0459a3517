package org.empathyworkbench.app.empathy;

import java.util.List;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.dialogue.Turn;

/** A conversation as chat bubbles: speaker on the left, listener on the right with its levels below. */
public final class ConversationView extends VBox {
    private boolean compact;

    public ConversationView() {
        getStyleClass().add("conversation");
        setSpacing(8);
    }

    public ConversationView(List<Turn> turns) {
        this();
        show(turns);
    }

    /** Uses short mechanism names, from the next content on. */
    public void setCompact(boolean compact) { this.compact = compact; }

    public void show(Dialogue dialogue) { show(dialogue.turns()); }

    public void show(List<Turn> turns) { getChildren().setAll(turns.stream().map(this::line).toList()); }

    /** Utterances without levels, the speaker first. */
    public void showContext(List<String> context) {
        getChildren().clear();
        for (int i = 0; i < context.size(); i++) add(new Turn(i % 2 == 0 ? Role.SPEAKER : Role.LISTENER, context.get(i)));
    }

    public void add(Turn turn) { getChildren().add(line(turn)); }

    private Node line(Turn turn) { return line(turn.role(), selectable(turn.text()), LevelChip.row(turn.levels(), compact)); }

    /** A bubble with any text node and any node below it: for a response with its profile. */
    public static Node line(Role role, Node text, Node beneath) {
        boolean speaker = role == Role.SPEAKER;
        VBox bubble = new VBox(text);
        bubble.getStyleClass().addAll("bubble", speaker ? "bubble-speaker" : "bubble-listener");
        Label who = new Label(speaker ? "Speaker" : "Listener");
        who.getStyleClass().add("bubble-role");
        VBox column = new VBox(3, who, bubble);
        boolean something = !(beneath instanceof Pane pane) || !pane.getChildren().isEmpty();
        if (beneath != null && something) column.getChildren().add(beneath);
        if (beneath instanceof FlowPane flow) flow.setAlignment(speaker ? Pos.CENTER_LEFT : Pos.CENTER_RIGHT);
        column.setAlignment(speaker ? Pos.TOP_LEFT : Pos.TOP_RIGHT);
        column.setFillWidth(true);
        Region space = new Region();
        space.setMinWidth(48);
        HBox.setHgrow(space, Priority.SOMETIMES);
        HBox.setHgrow(column, Priority.ALWAYS);
        HBox row = speaker ? new HBox(column, space) : new HBox(space, column);
        bubble.setMaxWidth(Region.USE_PREF_SIZE);
        Function<Double, Double> most = width -> Math.min(640, Math.max(160, width - 48));
        row.widthProperty().subscribe(width -> { if (text instanceof Label label) label.setMaxWidth(most.apply(width.doubleValue())); });
        return row;
    }

    private static Label selectable(String text) {
        Label label = Texts.body(text);
        label.getStyleClass().add("bubble-text");
        return label;
    }
}
