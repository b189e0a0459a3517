package org.empathyworkbench.app.inspector;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.LevelChip;
import org.empathyworkbench.app.control.ProbabilityBar;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Mechanism;

/** The three mechanisms of one response: level, probabilities, and what the mechanism is. */
final class LevelsCard extends Card {
    LevelsCard(ObservableValue<EmpathyProfile> profile) {
        super("Empathy levels of the response");
        setId("levels");
        setSpacing(14);
        for (Mechanism mechanism : Mechanism.values()) getChildren().add(row(mechanism, profile));
    }

    private static VBox row(Mechanism mechanism, ObservableValue<EmpathyProfile> profile) {
        Region dot = new Region();
        dot.getStyleClass().add("mechanism-dot");
        Label name = new Label(mechanism.title());
        name.getStyleClass().add("mechanism-name");
        name.setMinWidth(Region.USE_PREF_SIZE);
        Label meaning = Texts.muted(mechanism.meaning());
        meaning.getStyleClass().add("text-small");
        meaning.setMinHeight(Region.USE_PREF_SIZE);
        StackPane chip = new StackPane();
        chip.setMinWidth(Region.USE_PREF_SIZE);
        chip.setMinHeight(20);
        chip.setId("level-" + mechanism.key());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox head = new HBox(8, dot, name, space, chip);
        head.setAlignment(Pos.CENTER_LEFT);
        ProbabilityBar bar = new ProbabilityBar(mechanism);
        Label none = Texts.muted("not read yet");
        none.getStyleClass().add("text-small");
        StackPane bars = new StackPane(bar, none);
        VBox row = new VBox(5, head, bars, meaning);
        row.getStyleClass().add(LevelChip.styleClass(mechanism));
        profile.subscribe(now -> {
            none.setVisible(now == null);
            bar.setOpacity(now == null ? 0.6 : 1);
            bar.getChildrenUnmodifiable().forEach(part -> part.setVisible(now != null));
            if (now == null) {
                chip.getChildren().clear();
            } else {
                bar.show(mechanism, now);
                chip.getChildren().setAll(new LevelChip(mechanism, now.level(mechanism)));
            }
        });
        return row;
    }
}
