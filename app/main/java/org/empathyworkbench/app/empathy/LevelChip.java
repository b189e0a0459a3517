package org.empathyworkbench.app.empathy;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * One mechanism's level: the mechanism's colour, stronger for a higher level, and always the level's word. The colours stand in
 * the style sheet under {@code .mechanism-er}, {@code .mechanism-ip}, {@code .mechanism-ex} and nowhere else.
 */
public final class LevelChip extends HBox {
    /** @param compact true for the short name, ER, where the long one does not fit */
    public LevelChip(Mechanism mechanism, Level level, boolean compact) {
        getStyleClass().addAll("level-chip", styleClass(mechanism), "level-" + level.word());
        Label name = new Label(compact ? mechanism.key().toUpperCase(Locale.ROOT) : mechanism.title());
        name.getStyleClass().add("level-name");
        Label word = new Label(level.word());
        word.getStyleClass().add("level-word");
        name.setMinWidth(Region.USE_PREF_SIZE);
        word.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(name, word);
        setSpacing(5);
        setAlignment(Pos.CENTER_LEFT);
        setMaxWidth(Region.USE_PREF_SIZE);
        setMaxHeight(Region.USE_PREF_SIZE);
        setAccessibleText(mechanism.title() + " " + level.word());
        explain(mechanism.title() + ": " + level.word() + ". " + mechanism.meaning());
    }

    /** What its tooltip says. The tooltip is made when the mouse first comes: there are hundreds of chips, and hardly one is asked. */
    public void explain(String text) {
        setOnMouseEntered(e -> {
            Tooltip.install(this, Texts.tooltip(text));
            setOnMouseEntered(null);
        });
    }

    public LevelChip(Mechanism mechanism, Level level) { this(mechanism, level, false); }

    /** The style class that carries a mechanism's colours. */
    public static String styleClass(Mechanism mechanism) { return "mechanism-" + mechanism.key(); }

    /** The chips of what is known, in the mechanisms' order; wraps. */
    public static FlowPane row(Map<Mechanism, Level> levels, boolean compact) {
        FlowPane row = new FlowPane(6, 4);
        for (Mechanism mechanism : Mechanism.values()) {
            Level level = levels.get(mechanism);
            if (level != null) row.getChildren().add(new LevelChip(mechanism, level, compact));
        }
        return row;
    }

    public static FlowPane row(EmpathyProfile profile, boolean compact) {
        return row(profile == null ? Collections.emptyMap() : profile.levels(), compact);
    }
}
