package org.empathyworkbench.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/** Table cell with one column's response to one context. Reused. */
final class ResponseCell extends VBox {
    private final ResponseText text = new ResponseText("cell-text");
    private final List<MiniChip> chips = new ArrayList<>();
    private final FlowPane levels = new FlowPane(4, 3);
    private final Label foot = new Label();
    private final Button other = new Button();
    private final HBox line = new HBox(6, foot, other);
    private int sample;
    private Shown shown;

    /** Last displayed values. Response lists are immutable. */
    private record Shown(CompareColumn column, boolean blinded, List<Answer> answers,
            Map<Mechanism, Level> targets, String base, String note) {
        boolean is(Shown other) {
            return other != null && column == other.column && blinded == other.blinded && answers == other.answers
                    && targets.equals(other.targets) && Objects.equals(base, other.base) && note.equals(other.note);
        }
    }

    ResponseCell() {
        super(5);
        getStyleClass().add("response-cell");
        for (Mechanism mechanism : Mechanism.values()) chips.add(new MiniChip(mechanism));
        levels.getChildren().addAll(chips);
        foot.getStyleClass().add("cell-foot");
        foot.setOnMouseEntered(e -> foot.setTooltip(foot.getText().isEmpty() ? null
                : Texts.tooltip("Reward: the probability that the identifiers assign the reference's three levels. "
                        + "log p: mean log-probability per token under the model that generated it, in nats.")));
        other.getStyleClass().addAll("flat", "cell-sample");
        other.setFocusTraversable(false);
        other.setOnAction(e -> {
            sample = (sample + 1) % shown.answers.size();
            draw(shown);
        });
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(text, levels, line);
    }

    /**
     * @param base response that the words are compared with; null for none
     * @param note text if there is no response
     */
    void show(CompareColumn column, List<Answer> now, Map<Mechanism, Level> targets, String base, String note) {
        Shown asked = new Shown(column, column.blinded(), now, targets, base, note);
        // during scoring all rows are refreshed each second, and few have changed
        if (asked.is(shown)) return;
        if (shown == null || !texts(now).equals(texts(shown.answers))) sample = 0;
        shown = asked;
        draw(asked);
    }

    private static List<String> texts(List<Answer> answers) { return answers.stream().map(Answer::text).toList(); }

    private void draw(Shown asked) {
        CompareColumn column = asked.column;
        List<Answer> now = asked.answers;
        Map<Mechanism, Level> targets = asked.targets;
        boolean reference = column.isReference();
        if (reference != getStyleClass().contains("reference-cell")) {
            if (reference) getStyleClass().add("reference-cell");
            else getStyleClass().remove("reference-cell");
        }
        Answer answer = now.isEmpty() ? null : now.get(Math.min(sample, now.size() - 1));
        boolean said = answer != null && !answer.text().isBlank();
        text.show(said ? answer.text() : answer == null ? asked.note : answer.answered() ? "(an empty response)"
                : "(no response: " + answer.noAnswer() + ")", said ? asked.base : null, !said);
        boolean seen = said && answer.profile() != null;
        show(levels, seen);
        if (seen) for (int i = 0; i < chips.size(); i++) {
            Mechanism mechanism = Mechanism.values()[i];
            chips.get(i).show(answer.profile(),
                    reference || targets.isEmpty() ? null : answer.profile().level(mechanism) == targets.get(mechanism));
        }
        show(line, said || now.size() > 1);
        foot.setText(said ? words(answer, targets, column) : "");
        show(other, now.size() > 1);
        if (now.size() > 1) other.setText((sample + 1) + " of " + now.size());
    }

    private static String words(Answer answer, Map<Mechanism, Level> targets, CompareColumn column) {
        double reward = answer.reward(targets);
        StringBuilder words = new StringBuilder();
        if (!Double.isNaN(reward)) words.append(String.format(Locale.ROOT, "reward %.3f \u00b7 ", reward));
        words.append(answer.words()).append(answer.words() == 1 ? " word" : " words");
        if (answer.tokens() > 0 && !column.blinded()) words.append(String.format(Locale.ROOT, " \u00b7 log p %.2f", answer.perToken()));
        return words.toString();
    }

    private static void show(Node node, boolean on) {
        if (node.isVisible() == on) return;
        node.setVisible(on);
        node.setManaged(on);
    }
}
