package org.empathyworkbench.app.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.journal.TokenKl;

/**
 * A response with a coloured strip under each token: one colour where the policy's probability exceeds the reference's, the other where
 * it is lower; opacity and height show the magnitude. The value is in the token's tooltip. Pieces of a word stay on one line.
 */
final class KlHeatLine extends FlowPane {
    private static final char WORD = '\u2581';
    private static final String END = "</s>";
    private static final double HIGHEST = 8;
    private static final double LOWEST = 2;
    private static final double WIDEST = 440;
    private static final double LETTER = 7;

    /** @param most KL of full colour in nats, over 0 */
    KlHeatLine(List<TokenKl> tokens, double most) {
        super(4, 3);
        getStyleClass().add("kl-line");
        for (List<TokenKl> word : words(tokens)) {
            HBox box = new HBox();
            for (TokenKl token : word) box.getChildren().add(token(token, most));
            getChildren().add(box);
        }
        setPrefWrapLength(Math.min(WIDEST,
                8 + tokens.stream().mapToInt(token -> text(token.piece()).length()).sum() * LETTER + words(tokens).size() * getHgap()));
        setAccessibleText(String.format(Locale.ROOT, "%d tokens, KL %.3f nats in total", tokens.size(), sum(tokens)));
    }

    /** Groups tokens by word; EOS is its own group. */
    static List<List<TokenKl>> words(List<TokenKl> tokens) {
        List<List<TokenKl>> words = new ArrayList<>();
        for (TokenKl token : tokens) {
            boolean end = token.piece().equals(END);
            if (words.isEmpty() || end || !token.piece().isEmpty() && token.piece().charAt(0) == WORD) words.add(new ArrayList<>());
            words.get(words.size() - 1).add(token);
        }
        return words;
    }

    static double sum(List<TokenKl> tokens) { return tokens.stream().mapToDouble(TokenKl::kl).sum(); }

    /** The 95th percentile, at least 0.1 nats, so that outliers do not dominate the colour scale. */
    static double most(List<TokenKl> tokens) {
        double[] sizes = tokens.stream().mapToDouble(token -> Math.abs(token.kl())).sorted().toArray();
        return sizes.length == 0 ? 1 : Math.max(0.1, sizes[(int) Math.floor(0.95 * (sizes.length - 1))]);
    }

    /** Display text. */
    static String text(String piece) {
        if (piece.equals(END)) return "end";
        return piece.isEmpty() || piece.charAt(0) != WORD ? piece : piece.substring(1);
    }

    /** Tooltip of a token: its KL and its meaning. */
    static String words(TokenKl token) {
        double times = Math.exp(token.kl());
        String than = times >= 1 ? String.format(Locale.ROOT, "%.2f times", times) : String.format(Locale.ROOT, "%.2f of", times);
        return String.format(Locale.ROOT, "\"%s\": KL %+.4f nats. The policy gives it %s the reference's probability.",
                text(token.piece()), token.kl(), than);
    }

    private static VBox token(TokenKl token, double most) {
        Label text = new Label(text(token.piece()));
        text.setMinWidth(Region.USE_PREF_SIZE);
        if (token.piece().equals(END)) text.getStyleClass().add("kl-end");
        double strength = Math.min(1, Math.abs(token.kl()) / most);
        Region strip = new Region();
        strip.getStyleClass().addAll("kl-strip", token.kl() > 0 ? "kl-more" : token.kl() < 0 ? "kl-less" : "kl-none");
        double height = LOWEST + strength * (HIGHEST - LOWEST);
        strip.setMinSize(4, height);
        strip.setPrefHeight(height);
        strip.setOpacity(token.kl() == 0 ? 1 : 0.25 + 0.75 * strength);
        VBox box = new VBox(1, text, strip);
        box.getStyleClass().add("kl-heat");
        box.setFillWidth(true);
        box.setMinHeight(Region.USE_PREF_SIZE);
        box.setOnMouseEntered(e -> {
            Tooltip.install(box, Texts.tooltip(words(token)));
            box.setOnMouseEntered(null);
        });
        return box;
    }
}
