package org.empathyworkbench.ppo;

import java.util.List;
import org.empathyworkbench.dialogue.EmpathyProfile;

/** What says how empathetic responses are: the three frozen identifiers, or a stand-in in tests. */
@FunctionalInterface
public interface EmpathyJudge {
    /** @return one profile a response, in order; an empty response gets one too */
    List<EmpathyProfile> judge(List<List<String>> contexts, List<String> responses);
}
