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
 * One mechanism's level: the mechanism's colour, stronger for higher levels, and the level's name. The colours are defined only in the
 * style sheet under {@code .mechanism-er}, {@code .mechanism-ip}, {@code .mechanism-ex}.
 */
public final class LevelChip extends HBox {
    /** @param compact true for the short name, such as ER */
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

    /** Tooltip text. Tooltips are created on first hover, as there are hundreds of chips. */
    public void explain(String text) {
        setOnMouseEntered(e -> {
            Tooltip.install(this, Texts.tooltip(text));
            setOnMouseEntered(null);
        });
    }

    public LevelChip(Mechanism mechanism, Level level) { this(mechanism, level, false); }

    /** Style class with a mechanism's colours. */
    public static String styleClass(Mechanism mechanism) { return "mechanism-" + mechanism.key(); }

    /** Chips of the known levels, in mechanism order; wraps. */
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
