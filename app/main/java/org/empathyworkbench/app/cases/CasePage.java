package org.empathyworkbench.app.cases;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.CaseStudy;
import org.empathyworkbench.casestudy.CaseWords;

/** A case as presented to an audience: context on the left, responses on the right; all sizes scale with one font size. */
final class CasePage extends GridPane {
    private static final double CONTEXT = 42;
    /** Font sizes in pixels, and the step between them. */
    static final int BIGGEST = 40;
    static final int SMALLEST = 16;
    static final int STEP = 2;

    private CasePage(Node context, Node responses) {
        getStyleClass().add("case-page");
        ColumnConstraints left = column(CONTEXT);
        ColumnConstraints right = column(100 - CONTEXT);
        getColumnConstraints().setAll(left, right);
        add(context, 0, 0);
        add(responses, 1, 0);
        GridPane.setValignment(context, VPos.TOP);
        GridPane.setValignment(responses, VPos.TOP);
    }

    /** Updates what the presentation reveals; hidden responses keep their space. */
    static CasePage of(PresentationViewModel model) {
        List<Node> rows = new ArrayList<>();
        List<CaseResponse> responses = model.responses();
        for (int i = 0; i < responses.size(); i++) {
            Node row = response(model.title(i), responses.get(i), model.levelsProperty().get(), model.marksProperty().get());
            row.setId("presented-" + i);
            row.setVisible(i < model.revealedProperty().get());
            rows.add(row);
        }
        return new CasePage(context(model.study(), model.marksProperty().get()), column(rows));
    }

    /** The page at another font size in pixels. Must be called before the page is in a scene: child styles are computed once. */
    CasePage type(int size) {
        setStyle("-fx-font-size: " + size + "px;");
        return this;
    }

    private static Node context(CaseStudy study, boolean marks) {
        List<Node> rows = new ArrayList<>();
        if (!study.emotion().isBlank()) {
            Label emotion = new Label(study.emotion());
            emotion.getStyleClass().add("presented-emotion");
            rows.add(emotion);
        }
        for (int turn = 0; turn < study.context().size(); turn++) {
            boolean speaker = turn % 2 == 0;
            Label who = new Label(CaseWords.speaker(turn));
            who.getStyleClass().add("presented-who");
            VBox bubble = new VBox(new MarkedFlow(study.context().get(turn), study.marks().get(turn), marks));
            bubble.getStyleClass().addAll("presented-bubble", speaker ? "bubble-speaker" : "bubble-listener");
            who.setMaxWidth(Double.MAX_VALUE);
            who.setAlignment(speaker ? Pos.CENTER_LEFT : Pos.CENTER_RIGHT);
            // computes the height for the actual width; a box that does not fill its width does not
            HBox side = new HBox(bubble);
            side.setAlignment(speaker ? Pos.TOP_LEFT : Pos.TOP_RIGHT);
            rows.add(new VBox(who, side));
        }
        return column(rows);
    }

    private static Node response(String title, CaseResponse one, boolean levels, boolean marks) {
        Label name = Texts.body(title);
        name.getStyleClass().add("presented-name");
        VBox box = new VBox(name, new MarkedFlow(one.text(), one.marks(), marks));
        box.getStyleClass().add("presented-response");
        if (levels && one.reading() != null) box.getChildren().add(LevelChip.row(one.reading().profile(), false));
        return box;
    }

    private static VBox column(List<Node> rows) {
        VBox column = new VBox(rows.toArray(Node[]::new));
        column.getStyleClass().add("presented-column");
        column.setFillWidth(true);
        return column;
    }

    private static ColumnConstraints column(double percent) {
        ColumnConstraints column = new ColumnConstraints();
        column.setPercentWidth(percent);
        column.setHgrow(Priority.ALWAYS);
        return column;
    }

    /** Flexible spacer of a bar. */
    static Region space() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
    }
}
