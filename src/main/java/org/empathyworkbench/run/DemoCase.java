package org.empathyworkbench.run;

import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * One context of the test split, answered before and after alignment.
 *
 * @param targets levels of the reference, in the identifiers' eyes
 */
public record DemoCase(String emotion, List<String> context, String reference, Map<Mechanism, Level> targets, String before, EmpathyProfile beforeProfile,
                       String after, EmpathyProfile afterProfile) {
    public DemoCase {
        context = List.copyOf(context);
        targets = Map.copyOf(targets);
    }
}
