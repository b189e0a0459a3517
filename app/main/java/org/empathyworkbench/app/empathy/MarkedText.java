package org.empathyworkbench.app.empathy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.empathyworkbench.dialogue.Mechanism;

/** A response with the annotators' rationales of a mechanism underlined in its colour. */
public final class MarkedText extends TextFlow {
    /** A text run and the first mechanism that marks it, null for none. */
    public record Piece(String text, Mechanism mechanism) { }

    public MarkedText(String text, Map<Mechanism, List<String>> rationales) {
        getStyleClass().add("marked-text");
        for (Piece piece : pieces(text, rationales)) {
            Text run = new Text(piece.text());
            run.getStyleClass().add("text-run");
            if (piece.mechanism() != null) run.getStyleClass().addAll("rationale", LevelChip.styleClass(piece.mechanism()));
            getChildren().add(run);
        }
        setMaxWidth(620);
    }

    /** Rationales that do not occur literally (the corpus has some) are matched with any whitespace for a blank. */
    public static List<Piece> pieces(String text, Map<Mechanism, List<String>> rationales) {
        Mechanism[] owner = new Mechanism[text.length()];
        TreeSet<Integer> cuts = new TreeSet<>(List.of(0, text.length()));
        for (Mechanism mechanism : Mechanism.values()) {
            for (String part : rationales.getOrDefault(mechanism, List.of())) {
                Matcher matcher = pattern(part).matcher(text);
                if (part.isBlank() || !matcher.find()) continue;
                cuts.add(matcher.start());
                cuts.add(matcher.end());
                for (int i = matcher.start(); i < matcher.end(); i++) if (owner[i] == null) owner[i] = mechanism;
            }
        }
        List<Piece> pieces = new ArrayList<>();
        Integer from = 0;
        for (Integer to = cuts.higher(0); to != null; to = cuts.higher(to)) {
            pieces.add(new Piece(text.substring(from, to), owner[from]));
            from = to;
        }
        return pieces;
    }

    /** Rationales that were not found: shown separately. */
    public static List<String> missing(String text, List<String> parts) {
        return parts.stream().filter(part -> !part.isBlank() && !pattern(part).matcher(text).find()).toList();
    }

    private static Pattern pattern(String part) {
        return Pattern.compile(Pattern.compile("\\s+").splitAsStream(part.strip()).map(Pattern::quote).collect(Collectors.joining("\\s+")));
    }
}
