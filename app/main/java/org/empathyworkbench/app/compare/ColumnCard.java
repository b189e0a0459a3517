package org.empathyworkbench.app.compare;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.app.empathy.ProbabilityBar;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** One system's response to one context in detail: name, levels beside the reference's, reward, log-likelihood and length. */
final class ColumnCard extends VBox {
    private final CompareColumn column;
    private final List<Answer> answers;
    private final Map<Mechanism, Level> targets;
    private final String base;
    private final boolean bars;
    private int sample;

    /**
     * @param awaited whether a response is being generated
     * @param base    response that the words are compared with; null for none
     * @param bars    whether all three probabilities are shown
     */
    ColumnCard(CompareColumn column, List<Answer> answers, Map<Mechanism, Level> targets, boolean awaited, String base, boolean bars) {
        this.column = column;
        this.answers = answers;
        this.targets = targets;
        this.base = base;
        this.bars = bars;
        getStyleClass().addAll("card", "column-card");
        if (column.isReference()) getStyleClass().add("reference-card");
        setSpacing(12);
        setMinWidth(0);
        show(awaited && answers.isEmpty());
    }

    private void show(boolean waiting) {
        getChildren().setAll(head());
        Answer answer = answers.isEmpty() ? null : answers.get(sample);
        getChildren().add(waiting ? waiting() : body(answer));
        Region space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        getChildren().add(space);
        if (answer == null || answer.text().isBlank()) return;
        if (answer.profile() != null) {
            VBox levels = new VBox(7);
            for (Mechanism mechanism : Mechanism.values()) levels.getChildren().add(level(mechanism, answer));
            getChildren().add(levels);
        }
        getChildren().add(foot(answer));
    }

    private Node head() {
        Label name = Texts.body(column.title());
        name.getStyleClass().add("card-title");
        HBox head = new HBox(6, column.isReference() ? Texts.chip("corpus", "success") : column.blinded() ? Texts.chip("blinded", "neutral")
                : Texts.chip(column.source().kind().word(), column.live() ? "accent" : "neutral"));
        head.setAlignment(Pos.CENTER_LEFT);
        if (answers.size() > 1) {
            Button other = Buttons.plain("sample-" + column.id(), (sample + 1) + " of " + answers.size(), Feather.CHEVRON_RIGHT, () -> {
                sample = (sample + 1) % answers.size();
                show(false);
            });
            other.getStyleClass().addAll("flat", "cell-sample");
            other.setTooltip(Texts.tooltip("Next sample"));
            head.getChildren().add(other);
        }
        return new VBox(5, name, head);
    }

    private static Node waiting() {
        ProgressIndicator waiting = new ProgressIndicator();
        waiting.setMaxSize(28, 28);
        StackPane box = new StackPane(waiting);
        box.setMinHeight(90);
        return box;
    }

    private Node body(Answer answer) {
        ResponseText text = new ResponseText("column-text");
        text.label().setId("response-" + CompareColumn.id(column.title()));
        boolean said = answer != null && !answer.text().isBlank();
        String note = answer != null ? answer.answered() ? "The response is empty."
                : "No response: " + answer.noAnswer() + ". It is excluded from all metrics, and requesting it again with this "
                        + "seed costs nothing."
                : column.isReference() ? "This context has no reference." : column.live() ? "Press Generate to get a response."
                : "This set has no response to this context.";
        text.show(said ? answer.text() : note, said ? base : null, !said);
        return text;
    }

    private Node level(Mechanism mechanism, Answer answer) {
        Level level = answer.profile().level(mechanism);
        LevelChip chip = new LevelChip(mechanism, level, true);
        Boolean agrees = column.isReference() || targets.isEmpty() ? null : level == targets.get(mechanism);
        chip.explain(MiniChip.words(mechanism, answer.profile(), agrees));
        HBox line = new HBox(7, chip);
        line.setAlignment(Pos.CENTER_LEFT);
        if (agrees != null) {
            Label agreement = new Label(agrees ? "as the target" : "target: " + targets.get(mechanism).word(),
                    new FontIcon(agrees ? Feather.CHECK : Feather.X));
            agreement.getStyleClass().addAll("text-small", agrees ? "agrees" : "differs-text");
            line.getChildren().add(agreement);
        } else if (column.isReference()) {
            Label target = Texts.muted("the target");
            target.getStyleClass().add("text-small");
            line.getChildren().add(target);
        }
        return bars ? new VBox(3, line, new ProbabilityBar(mechanism, answer.profile())) : line;
    }

    private Node foot(Answer answer) {
        HBox line = new HBox(8);
        line.setAlignment(Pos.BASELINE_LEFT);
        VBox foot = new VBox(2, line);
        foot.getStyleClass().add("column-foot");
        double reward = answer.reward(targets);
        if (!Double.isNaN(reward)) {
            Label value = new Label(String.format(Locale.ROOT, "%.3f", reward));
            value.getStyleClass().add("column-reward");
            value.setMinWidth(USE_PREF_SIZE);
            value.setTooltip(Texts.tooltip(column.isReference()
                    ? "Reward of the reference against its own levels: a practical upper bound."
                    : "R_emp: the probability that all three identifiers assign the reference's levels to this response."));
            line.getChildren().addAll(value, small("reward"));
        }
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        line.getChildren().addAll(space, small(answer.words() + (answer.words() == 1 ? " word" : " words")));
        if (answer.tokens() > 0 && !column.blinded()) {
            Label likelihood = small(String.format(Locale.ROOT, "log p per token %.2f", answer.perToken()));
            likelihood.setTooltip(Texts.tooltip(String.format(Locale.ROOT, "Mean log-probability per token under "
                    + "the model that generated it, in nats, before temperature and top-k: %.3f over %d tokens, "
                    + "a perplexity of %.1f.", answer.perToken(), answer.tokens(), Math.exp(-answer.perToken()))));
            foot.getChildren().add(likelihood);
        }
        return foot;
    }

    private static Label small(String text) {
        Label label = Texts.muted(text);
        label.setWrapText(false);
        label.getStyleClass().add("text-small");
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }
}
