package org.empathyworkbench.demo;

import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * One context of the test split, answered before and after alignment; all three responses are seen by the same identifiers.
 *
 * @param reference the corpus's own response
 */
public record DemoCase(String emotion, List<String> context, String reference,
        EmpathyProfile referenceProfile, String before, EmpathyProfile beforeProfile,
        String after, EmpathyProfile afterProfile) {
    public DemoCase { context = List.copyOf(context); }

    /** Levels of the reference, in the identifiers' eyes. */
    public Map<Mechanism, Level> targets() { return referenceProfile.levels(); }
}
