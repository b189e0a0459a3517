package org.empathyworkbench.app.inspector;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/** A mechanism's change by an edit, as text and as a node. */
final class LevelChange {
    private LevelChange() { }

    /** {@code weak → none} if the level changes, otherwise the change in percentage points of the probability of weak or strong. */
    static String words(Mechanism mechanism, EmpathyProfile before, EmpathyProfile after) {
        if (before.level(mechanism) != after.level(mechanism))
            return before.level(mechanism).word() + " → " + after.level(mechanism).word();
        return points(mechanism, before, after);
    }

    static String points(Mechanism mechanism, EmpathyProfile before, EmpathyProfile after) {
        long points = Math.round(100 * (before.probability(mechanism, Level.NONE) - after.probability(mechanism, Level.NONE)));
        return points == 0 ? "±0" : String.format(Locale.ROOT, "%+d", points);
    }

    static String meaning(Mechanism mechanism, EmpathyProfile before, EmpathyProfile after) {
        return String.format(Locale.ROOT, "%s: %s, then %s. Weak or strong together: %.1f %%, then %.1f %%.",
                mechanism.title(), before.level(mechanism).word(), after.level(mechanism).word(),
                100 * (1 - before.probability(mechanism, Level.NONE)), 100 * (1 - after.probability(mechanism, Level.NONE)));
    }

    /** A changed level as a chip, otherwise a plain number. */
    static Node node(Mechanism mechanism, EmpathyProfile before, EmpathyProfile after) {
        Label label = new Label(words(mechanism, before, after));
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.getStyleClass().add(before.level(mechanism) != after.level(mechanism) ? "level-change" : "quiet-change");
        label.setTooltip(Texts.tooltip(meaning(mechanism, before, after)));
        HBox box = new HBox(label);
        box.setAlignment(Pos.CENTER_RIGHT);
        box.getStyleClass().add(LevelChip.styleClass(mechanism));
        return box;
    }
}
