package org.empathyworkbench.app.compare;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.text.WordDiff;

/** Response text; compared with another response, inserted words are bold and underlined, deleted words struck through. */
final class ResponseText extends StackPane {
    private final Label plain = Texts.body("");
    private TextFlow marked;

    ResponseText(String styleClass) {
        plain.getStyleClass().add(styleClass);
        plain.setMinHeight(USE_PREF_SIZE);
        setMinHeight(USE_PREF_SIZE);
        setAlignment(Pos.TOP_LEFT);
        getChildren().add(plain);
    }

    /** The plain text. */
    Label label() { return plain; }

    /** @param from response to compare with; null for none */
    void show(String text, String from, boolean muted) {
        plain.setText(text);
        boolean faint = plain.getStyleClass().contains("text-muted");
        if (muted && !faint) plain.getStyleClass().add("text-muted");
        else if (!muted && faint) plain.getStyleClass().remove("text-muted");
        if (from == null) {
            if (marked != null) {
                getChildren().setAll(plain);
                marked = null;
            }
            return;
        }
        if (marked == null) {
            marked = new TextFlow();
            marked.getStyleClass().add(plain.getStyleClass().get(1));
            getChildren().setAll(marked);
        }
        marked.getChildren().clear();
        for (WordDiff.Piece piece : WordDiff.of(from, text)) {
            if (piece.blankBefore()) marked.getChildren().add(run(" ", "text-run"));
            marked.getChildren().add(run(piece.text(), switch (piece.change()) {
                case SAME -> "diff-same";
                case INSERTED -> "diff-inserted";
                case DELETED -> "diff-deleted";
            }));
        }
        marked.setAccessibleText(text);
    }

    private static Text run(String text, String styleClass) {
        Text run = new Text(text);
        run.getStyleClass().add("text-run");
        if (!styleClass.equals("text-run")) run.getStyleClass().add(styleClass);
        return run;
    }
}
