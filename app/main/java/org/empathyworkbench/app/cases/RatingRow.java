package org.empathyworkbench.app.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.casestudy.Ratings;

/** Rating of one aspect from 1 to 5 as five toggle buttons; pressing the selected one clears the rating. Keys 1 to 5, and 0 to clear. */
final class RatingRow extends HBox {
    private final List<ToggleButton> buttons = new ArrayList<>();
    private Integer rating;

    /** @param id of the row; the buttons' ids add "-1" to "-5" */
    RatingRow(String id, Ratings.Aspect aspect, Consumer<Integer> onRating) {
        super(2);
        setId(id);
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("rating-row");
        Label name = new Label(aspect.title());
        name.getStyleClass().add("rating-name");
        name.setTooltip(Texts.tooltip(aspect.question() + " From 1 (worst) to 5 (best), as in the paper's human evaluation."));
        getChildren().add(name);
        for (int value = Ratings.WORST; value <= Ratings.BEST; value++) {
            int now = value;
            ToggleButton button = new ToggleButton(String.valueOf(value));
            button.setId(id + "-" + value);
            button.getStyleClass().add("rating");
            button.setAccessibleText(aspect.title() + " " + value + " of " + Ratings.BEST);
            button.setOnAction(e -> choose(rating != null && rating == now ? null : now, onRating));
            buttons.add(button);
            getChildren().add(button);
        }
        setOnKeyPressed(e -> {
            if (!e.getCode().isDigitKey() || e.isShortcutDown()) return;
            int digit = e.getCode().getChar().charAt(0) - '0';
            if (e.getCode() == KeyCode.DIGIT0 || e.getCode() == KeyCode.NUMPAD0) choose(null, onRating);
            else if (digit >= Ratings.WORST && digit <= Ratings.BEST) choose(digit, onRating);
            else return;
            e.consume();
        });
    }

    void show(Integer rating) {
        this.rating = rating;
        for (int i = 0; i < buttons.size(); i++) buttons.get(i).setSelected(rating != null && rating == i + 1);
    }

    private void choose(Integer now, Consumer<Integer> onRating) {
        show(now);
        onRating.accept(now);
    }
}
