package org.empathyworkbench.app.inspector;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.app.empathy.ProbabilityBar;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Mechanism;

/** Levels of one response, a line per mechanism: probabilities and level; the definition is in the name's tooltip. */
final class LevelsCard extends Card {
    LevelsCard(ObservableValue<EmpathyProfile> profile) {
        super("Empathy levels of the response");
        setId("levels");
        for (Mechanism mechanism : Mechanism.values()) getChildren().add(row(mechanism, profile));
    }

    private static HBox row(Mechanism mechanism, ObservableValue<EmpathyProfile> profile) {
        Region dot = new Region();
        dot.getStyleClass().add("mechanism-dot");
        Label name = new Label(mechanism.title(), dot);
        name.getStyleClass().add("mechanism-name");
        name.setGraphicTextGap(8);
        name.setMinWidth(148);
        name.setTooltip(Texts.tooltip(mechanism.title() + ". " + mechanism.meaning()));
        StackPane chip = new StackPane();
        chip.setMinWidth(72);
        chip.setMinHeight(20);
        chip.setAlignment(Pos.CENTER_RIGHT);
        chip.setId("level-" + mechanism.key());
        ProbabilityBar bar = new ProbabilityBar(mechanism);
        Label none = Texts.muted("not scored yet");
        none.getStyleClass().add("text-small");
        StackPane bars = new StackPane(bar, none);
        HBox.setHgrow(bars, Priority.ALWAYS);
        HBox row = new HBox(8, name, bars, chip);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add(LevelChip.styleClass(mechanism));
        profile.subscribe(now -> {
            none.setVisible(now == null);
            bar.setOpacity(now == null ? 0.6 : 1);
            bar.getChildrenUnmodifiable().forEach(part -> part.setVisible(now != null));
            if (now == null) {
                chip.getChildren().clear();
            } else {
                bar.show(mechanism, now);
                chip.getChildren().setAll(new LevelChip(mechanism, now.level(mechanism), true));
            }
        });
        return row;
    }
}
