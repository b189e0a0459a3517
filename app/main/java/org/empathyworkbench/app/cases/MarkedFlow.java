package org.empathyworkbench.app.cases;

import java.util.List;
import java.util.Locale;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.casestudy.Mark;
import org.empathyworkbench.casestudy.Marks;

/** Text for a presentation: marks in their mechanisms' colours with full mechanism names, or plain. */
final class MarkedFlow extends TextFlow {
    MarkedFlow(String text, List<Mark> marks, boolean showMarks) {
        getStyleClass().add("marked-text");
        setMinHeight(Region.USE_PREF_SIZE);
        for (Marks.Piece piece : Marks.pieces(text.isBlank() ? "(an empty response)" : text, showMarks ? marks : List.of())) {
            Text run = new Text(piece.text());
            run.getStyleClass().add("text-run");
            getChildren().add(run);
            if (piece.mark() == null) continue;
            run.getStyleClass().addAll("rationale", LevelChip.styleClass(piece.mark().mechanism()));
            Text name = new Text("\u2009" + piece.mark().mechanism().title().toLowerCase(Locale.ROOT));
            name.getStyleClass().addAll("mark-name", LevelChip.styleClass(piece.mark().mechanism()));
            getChildren().add(name);
        }
    }
}
