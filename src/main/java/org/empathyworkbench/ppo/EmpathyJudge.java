package org.empathyworkbench.ppo;

import java.util.List;
import org.empathyworkbench.dialogue.EmpathyProfile;

/** Scores how empathetic responses are: the three frozen identifiers, or a substitute in tests. */
@FunctionalInterface
public interface EmpathyJudge {
    /** @return one profile per response, in order; also for an empty response */
    List<EmpathyProfile> judge(List<List<String>> contexts, List<String> responses);
}
