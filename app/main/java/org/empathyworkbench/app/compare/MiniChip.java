package org.empathyworkbench.app.compare;

import java.util.Locale;
import java.util.Objects;
import javafx.scene.control.Label;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/** Reusable level chip of a table row: colour, level name, and a tick where it equals the reference's level. */
final class MiniChip extends Label {
    private final Mechanism mechanism;
    private Level level;
    private Boolean agrees;
    private EmpathyProfile profile;

    MiniChip(Mechanism mechanism) {
        this.mechanism = mechanism;
        getStyleClass().addAll("mini-chip", LevelChip.styleClass(mechanism));
        setMinWidth(USE_PREF_SIZE);
        setOnMouseEntered(e -> { if (profile != null) setTooltip(Texts.tooltip(words(mechanism, profile, agrees))); });
    }

    /** @param agrees with the reference; null if there is none */
    void show(EmpathyProfile now, Boolean agrees) {
        profile = now;
        Level before = level;
        if (now.level(mechanism) != before) {
            level = now.level(mechanism);
            if (before != null) getStyleClass().remove("level-" + before.word());
            getStyleClass().add("level-" + level.word());
        } else if (Objects.equals(agrees, this.agrees)) {
            return;
        }
        this.agrees = agrees;
        setText(mechanism.key().toUpperCase(Locale.ROOT) + " " + level.word() + (Boolean.TRUE.equals(agrees) ? " \u2713" : ""));
        setTooltip(null);
        setAccessibleText(mechanism.title() + " " + level.word()
                + (agrees == null ? "" : agrees ? ", as the reference" : ", not the reference's level"));
    }

    static String words(Mechanism mechanism, EmpathyProfile profile, Boolean agrees) {
        return String.format(Locale.ROOT, "%s: none %.1f %%, weak %.1f %%, strong %.1f %%.%s %s",
                mechanism.title(), 100 * profile.probability(mechanism, Level.NONE),
                100 * profile.probability(mechanism, Level.WEAK), 100 * profile.probability(mechanism, Level.STRONG),
                agrees == null ? "" : agrees ? " The reference has this level too." : " The reference has another level.",
                mechanism.meaning());
    }
}
