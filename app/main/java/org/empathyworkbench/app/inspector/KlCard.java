package org.empathyworkbench.app.inspector;

import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.inspector.PiecesViewModel.Read;
import org.empathyworkbench.generation.KlScores;

/** KL penalty of the response against the initial model, per token, and its effect on the reward. */
final class KlCard extends VBox {
    private final Label words = Texts.body("");
    private final FlowPane tokens = new FlowPane(4, 4);
    private final Label note = Texts.muted("");

    KlCard(ObservableValue<Read> read, ObservableValue<Reward> reward) {
        setSpacing(8);
        setId("kl");
        words.setId("kl-words");
        tokens.setId("kl-tokens");
        note.getStyleClass().add("text-small");
        getChildren().addAll(Texts.heading("KL penalty"), words, tokens, note);
        read.subscribe(now -> show(now, reward.getValue()));
        reward.subscribe(now -> show(read.getValue(), now));
    }

    private void show(Read read, Reward reward) {
        tokens.getChildren().clear();
        if (read == null || read.kl() == null) {
            words.setText(read == null ? "Choose a PPO-aligned generator under the response "
                    + "to see its KL penalty against its initial model, token by token."
                    : "\u201c" + read.generator() + "\u201d was not trained by PPO from a model of this workspace, "
                    + "so there is no reference model. Choose an aligned generator under the response.");
            note.setText("");
            return;
        }
        KlScores kl = read.kl();
        double beta = read.alignment().beta();
        double share = -beta * kl.total();
        words.setText(String.format(Locale.ROOT, "KL of the response %.2f, times beta %s: %+.3f.%s", kl.total(), number(beta), share,
                reward == null ? "" : String.format(Locale.ROOT, " Total r = %.3f %s %.3f = %.3f.",
                        reward.value(), share < 0 ? "-" : "+", Math.abs(share), reward.value() + share)));
        double[] each = kl.kl();
        double greatest = 1e-9;
        for (double one : each) greatest = Math.max(greatest, Math.abs(one));
        for (int t = 0; t < each.length; t++) tokens.getChildren().add(token(read, t, each[t], beta, greatest));
        note.setText("KL_t = log \u03c0(y_t) - log \u03c1(y_t) of each token (eq. 6); r_t = -\u03b2 KL_t, and the last token "
                + "also gets the empathy reward (eqs. 7-8). Below 0: the token is more probable under the initial model."
                + (read.alignment().moved() ? " The run adapted beta; this is its initial value." : ""));
    }

    private static Node token(Read read, int t, double kl, double beta, double greatest) {
        Label piece = new Label(PieceText.of(read.policy().places().get(t).actual()));
        piece.getStyleClass().add("kl-piece");
        Label number = new Label(String.format(Locale.ROOT, "%+.2f", kl));
        number.getStyleClass().add("kl-number");
        VBox box = new VBox(0, piece, number);
        box.setAlignment(Pos.CENTER);
        box.getStyleClass().add("kl-token");
        if (Math.abs(kl) > greatest / 2) box.getStyleClass().add("kl-much");
        Label holder = new Label("", box);
        holder.setTooltip(Texts.tooltip(String.format(Locale.ROOT, "Probability of this token: %s %.1f %%, %s %.1f %%. KL_t "
                + "%+.3f nats, r_t %+.4f.",
                read.generator(), 100 * read.policy().places().get(t).actual().probability(), read.alignment().reference(),
                100 * read.kl().reference().places().get(t).actual().probability(), kl, -beta * kl)));
        return holder;
    }

    private static String number(double value) { return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value); }
}
