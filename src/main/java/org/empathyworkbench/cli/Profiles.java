package org.empathyworkbench.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/** What identifiers say, in words and as JSON. */
final class Profiles {
    private Profiles() { }

    /** {@code emotional reaction strong .93 · interpretation none .88 · exploration weak .71}. */
    static String line(EmpathyProfile profile) {
        StringJoiner parts = new StringJoiner(", ");
        for (Mechanism mechanism : Mechanism.values()) {
            Level level = profile.level(mechanism);
            parts.add(mechanism.title().toLowerCase(Locale.ROOT) + " " + level.word()
                    + " (" + share(profile.probability(mechanism, level)) + ")");
        }
        return parts.toString();
    }

    static String share(double probability) { return String.format(Locale.ROOT, "%.2f", probability); }

    static Map<String, Object> json(EmpathyProfile profile) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (Mechanism mechanism : Mechanism.values()) {
            Map<String, Object> probabilities = new LinkedHashMap<>();
            for (Level level : Level.values()) probabilities.put(level.word(), profile.probability(mechanism, level));
            json.put(mechanism.key(), ListCommand.ordered("level", profile.level(mechanism).word(), "probabilities", probabilities));
        }
        return json;
    }
}
