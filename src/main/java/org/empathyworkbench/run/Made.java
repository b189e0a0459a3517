package org.empathyworkbench.run;

import java.util.Map;
import org.empathyworkbench.workspace.ModelKind;

/**
 * What a run has written into the folder it was given.
 *
 * @param parameters numbers that were learned, all networks together
 * @param facts      for people: sizes and the scores at the end
 */
record Made(ModelKind kind, long parameters, Map<String, String> facts) {
    Made { facts = Map.copyOf(facts); }
}
