package org.empathyworkbench.identifier;

import java.util.Arrays;
import java.util.List;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * Effect of an edit on the levels.
 *
 * @param before profile of the unedited response
 */
public record EditEffect(Edit edit, EmpathyProfile before, EmpathyProfile after) {
    /** Mechanisms whose level changes. */
    public List<Mechanism> changed() { return Arrays.stream(Mechanism.values()).filter(this::changes).toList(); }

    public boolean changes(Mechanism mechanism) { return before.level(mechanism) != after.level(mechanism); }

    /** Change in the probability that a mechanism is present (weak or strong), in [-1, 1]. */
    public double presence(Mechanism mechanism) {
        return before.probability(mechanism, Level.NONE) - after.probability(mechanism, Level.NONE);
    }

    /** Half the sum of absolute probability changes over all mechanisms: in [0, 3]. */
    public double size() {
        double sum = 0;
        for (Mechanism mechanism : Mechanism.values()) {
            for (Level level : Level.values())
                sum += Math.abs(after.probability(mechanism, level) - before.probability(mechanism, level)) / 2;
        }
        return sum;
    }

    /** Whether another edit, a subset of this one, changes every level that this one changes in the same way. */
    boolean notNeededBesides(EditEffect smaller) {
        return smaller != this && edit.holds(smaller.edit) && smaller.edit.words() < edit.words()
                && changed().stream()
                .allMatch(mechanism -> smaller.changes(mechanism) && smaller.after.level(mechanism) == after.level(mechanism));
    }
}
