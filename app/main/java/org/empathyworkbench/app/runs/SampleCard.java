package org.empathyworkbench.app.runs;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.ConversationView;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.app.newrun.RunFormats;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.journal.TokenKl;

/** A training sample: context, response with per-token KL, reward by factor with generated and target levels, and the reference. */
final class SampleCard extends Card {
    /**
     * @param most KL of full colour
     * @param stepToo whether the card shows its step
     * @param folded whether only the last turn of the context is shown at first
     */
    SampleCard(RunSample sample, double most, boolean stepToo, boolean folded) {
        super("");
        getStyleClass().add("sample-card");
        setSpacing(9);
        Label at = Texts.muted(stepToo ? "Step " + RunFormats.count(sample.step()) : "");
        at.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox head = new HBox(10, at, space);
        head.setAlignment(Pos.CENTER_LEFT);
        if (!sample.tokens().isEmpty()) {
            Label kl = Texts.muted(String.format(Locale.ROOT, "KL %.3f", KlHeatLine.sum(sample.tokens())));
            kl.setMinWidth(Region.USE_PREF_SIZE);
            kl.setTooltip(Texts.tooltip("k1 of this response: the sum of its tokens' log pi - log rho, in nats."));
            head.getChildren().add(kl);
        }
        if (sample.reward() != null) {
            Label reward = new Label(String.format(Locale.ROOT, "reward %.3f", sample.reward()));
            reward.getStyleClass().add("sample-reward");
            reward.setMinWidth(Region.USE_PREF_SIZE);
            reward.setTooltip(Texts.tooltip("R_emp, the product of the three probabilities "
                    + "that the identifiers give to the levels of the reference (eq. 5)."));
            head.getChildren().add(reward);
        }
        ConversationView context = new ConversationView();
        context.showContext(sample.context());
        List<Node> earlier = List.copyOf(context.getChildren().subList(0, Math.max(0, context.getChildren().size() - 1)));
        context.getChildren().add(ConversationView.line(Role.LISTENER, response(sample, most),
                sample.targets().isEmpty() ? LevelChip.row(sample.profile(), false) : null));
        if (folded && !earlier.isEmpty()) fold(context, earlier);
        if (head.getChildren().size() > 2 || stepToo) getChildren().add(head);
        getChildren().add(context);
        if (sample.profile() != null && !sample.targets().isEmpty()) getChildren().add(factors(sample));
        if (!sample.reference().isBlank()) getChildren().add(reference(sample));
    }

    /** Adds a node at the end of the first line; only for cards that show their step. */
    SampleCard with(Node action) {
        ((HBox) getChildren().get(0)).getChildren().add(action);
        return this;
    }

    /** Upper end of the KL colour scale for some samples. */
    static double most(List<RunSample> samples) {
        return KlHeatLine.most(samples.stream().map(RunSample::tokens).flatMap(List<TokenKl>::stream).toList());
    }

    private static void fold(ConversationView context, List<Node> earlier) {
        context.getChildren().removeAll(earlier);
        Button[] unfold = new Button[1];
        unfold[0] = Buttons.link("", earlier.size() == 1 ? "Show 1 previous turn" : "Show " + earlier.size() + " previous turns", () -> {
            context.getChildren().remove(unfold[0]);
            context.getChildren().addAll(0, earlier);
        });
        context.getChildren().add(0, unfold[0]);
    }

    private static Node response(RunSample sample, double most) {
        if (!sample.tokens().isEmpty()) return new KlHeatLine(sample.tokens(), most);
        Label text = Texts.body(sample.response().isBlank() ? "(an empty response)" : sample.response());
        text.getStyleClass().add("bubble-text");
        return text;
    }

    /** Per mechanism the generated level, the target level and p(l); below, their product. */
    private static Node factors(RunSample sample) {
        GridPane grid = new GridPane(6, 5);
        grid.getStyleClass().add("factor-grid");
        grid.setMaxWidth(440);
        ColumnConstraints wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(wide, new ColumnConstraints(), new ColumnConstraints(), new ColumnConstraints());
        grid.addRow(0, small(""), small("written"), small("wanted"), p());
        int row = 1;
        for (Mechanism mechanism : Mechanism.values()) {
            Level wanted = sample.targets().get(mechanism);
            if (wanted == null) continue;
            Label name = new Label(mechanism.title());
            name.getStyleClass().addAll("mechanism-name", LevelChip.styleClass(mechanism));
            name.setMinWidth(Region.USE_PREF_SIZE);
            Label p = new Label(number(sample.profile().rewardFactor(mechanism, wanted)));
            p.getStyleClass().add("reader-value");
            p.setMinWidth(Region.USE_PREF_SIZE);
            p.setTooltip(Texts.tooltip("The probability that the identifier of " + mechanism.title().toLowerCase(Locale.ROOT)
                    + " gives to \"" + wanted.word() + "\" for this response."));
            GridPane.setHalignment(p, HPos.RIGHT);
            grid.addRow(row++, name, chip(mechanism, sample.profile().level(mechanism)), chip(mechanism, wanted), p);
        }
        if (sample.targets().size() < Mechanism.values().length) return grid;
        String product = Stream.of(Mechanism.values()).map(m -> number(sample.profile().rewardFactor(m, sample.targets().get(m))))
                .collect(Collectors.joining(" \u00d7 "));
        Label equation = new Label("R = " + product + " = " + number(sample.profile().reward(sample.targets())));
        equation.getStyleClass().addAll("reader-value", "sample-product");
        return new VBox(6, grid, equation);
    }

    private static Node chip(Mechanism mechanism, Level level) {
        LevelChip chip = new LevelChip(mechanism, level, true);
        chip.getChildren().get(0).setVisible(false);
        chip.getChildren().get(0).setManaged(false);
        return chip;
    }

    private static Label p() {
        Label head = small("p");
        head.setTooltip(Texts.tooltip("p(l), the probability of the target level: the mechanism's factor in the reward."));
        GridPane.setHalignment(head, HPos.RIGHT);
        return head;
    }

    private static Label small(String text) {
        Label label = Texts.muted(text);
        label.getStyleClass().add("text-small");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static String number(double p) { return String.format(Locale.ROOT, p < 0.0995 ? "%.4f" : "%.3f", p); }

    private static Node reference(RunSample sample) {
        Label label = Texts.muted("Reference");
        label.setMinWidth(70);
        VBox words = new VBox(4, Texts.body(sample.reference()));
        if (!sample.targets().isEmpty() && sample.profile() == null) words.getChildren().add(LevelChip.row(sample.targets(), false));
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox reference = new HBox(8, label, words);
        reference.getStyleClass().add("sample-reference");
        return reference;
    }
}
