package org.empathyworkbench.app.inspector;

import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.app.inspector.Reward.Factor;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The reward as an equation: three factors, each the probability of the reference's level, and their product. */
final class RewardCard extends VBox {
    private final HBox equation = new HBox(5);
    private final Label words = Texts.muted("");

    RewardCard(ObservableValue<Reward> reward, ObservableValue<String> reference) {
        setSpacing(8);
        setId("reward");
        getChildren().add(Texts.heading("Reward against the reference"));
        equation.setAlignment(Pos.CENTER_LEFT);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.setId("reward-words");
        getChildren().addAll(equation, words);
        Tooltip.install(getChildren().get(0), Texts.tooltip("R_emp = exp(-sum of the three cross-entropies) = p_ER(l_ER) p_IP(l_IP) "
                + "p_EX(l_EX): the probability that all three identifiers assign the reference's levels to the response (eqs. 2-5)."));
        reward.subscribe(now -> show(now, reference.getValue()));
        reference.subscribe(text -> show(reward.getValue(), text));
    }

    private void show(Reward reward, String reference) {
        equation.getChildren().clear();
        equation.setVisible(reward != null);
        equation.setManaged(reward != null);
        if (reward == null) {
            words.setText(!reference.isBlank()
                    ? "Enter a context and a response: the reward is the probability that the response has the reference's three levels."
                    : "Enter a reference, or pick an example that has one: its levels are the "
                    + "target, and the reward is the probability that the response has all three.");
            return;
        }
        for (Factor factor : reward.factors()) {
            if (!equation.getChildren().isEmpty()) equation.getChildren().add(sign("×"));
            equation.getChildren().add(factor(factor));
        }
        equation.getChildren().addAll(sign("="), product(reward));
        words.setText(String.format(Locale.ROOT, "Reward of the reference itself: %.3f. Identifiers are rarely "
                + "certain, so a response as good as the reference gets about as much.", reward.ceiling()));
    }

    private static Node sign(String text) {
        Label sign = new Label(text);
        sign.getStyleClass().add("equation-sign");
        sign.setMinWidth(Region.USE_PREF_SIZE);
        return sign;
    }

    private static Node factor(Factor factor) {
        Label name = new Label(factor.mechanism().title());
        name.getStyleClass().add("mechanism-name");
        Label value = new Label(String.format(Locale.ROOT, "%.3f", factor.probability()));
        value.getStyleClass().add("factor-value");
        value.setId("factor-" + factor.mechanism().key());
        Label of = Texts.muted("p(" + factor.target().word() + ")");
        of.setWrapText(false);
        of.getStyleClass().add("text-small");
        Label seen = new Label(factor.agrees() ? "reached" : "reads " + factor.seen().word(),
                new FontIcon(factor.agrees() ? Feather.CHECK : Feather.X));
        seen.getStyleClass().addAll("text-small", factor.agrees() ? "agrees" : "differs-text");
        VBox box = new VBox(1, name, value, of, seen);
        box.getStyleClass().addAll("factor", LevelChip.styleClass(factor.mechanism()));
        box.setMinWidth(0);
        HBox.setHgrow(box, Priority.ALWAYS);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setPrefWidth(120);
        Tooltip.install(box, Texts.tooltip(String.format(Locale.ROOT, "The identifier of %s predicts %s for the reference. For the "
                + "response, that level has probability %.1f %%, and it predicts %s.", factor.mechanism().title().toLowerCase(Locale.ROOT),
                factor.target().word(), 100 * factor.probability(), factor.seen().word())));
        return box;
    }

    private static Node product(Reward reward) {
        Label name = new Label("Reward");
        name.getStyleClass().add("row-title");
        Label value = new Label(String.format(Locale.ROOT, "%.3f", reward.value()));
        value.getStyleClass().add("factor-value");
        value.setId("reward-value");
        Label range = Texts.muted("maximum 1");
        range.setWrapText(false);
        range.getStyleClass().add("text-small");
        long agreeing = reward.factors().stream().filter(Factor::agrees).count();
        Label reached = Texts.muted(agreeing + " of 3 levels");
        reached.setWrapText(false);
        reached.getStyleClass().add("text-small");
        VBox box = new VBox(1, name, value, range, reached);
        box.getStyleClass().addAll("factor", "factor-product");
        box.setMinWidth(Region.USE_PREF_SIZE);
        return box;
    }
}
