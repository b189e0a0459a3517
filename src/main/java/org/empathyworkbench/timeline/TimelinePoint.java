package org.empathyworkbench.timeline;

import java.util.OptionalDouble;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.jspecify.annotations.Nullable;

/**
 * What one model of the run answered.
 *
 * @param text    empty when there is no answer
 * @param note    why there is none: the checkpoint is damaged or gone; empty when there is one
 * @param profile null without identifiers or answer
 * @param reward  R_emp against the reference in (0, 1]; null without one
 */
public record TimelinePoint(TimelineStop stop, String text, String note, @Nullable EmpathyProfile profile, @Nullable Double reward) {
    /** p(level) of a mechanism; empty if not scored. */
    public OptionalDouble probability(Mechanism mechanism, Level level) {
        return profile == null ? OptionalDouble.empty() : OptionalDouble.of(profile.probability(mechanism, level));
    }
}
