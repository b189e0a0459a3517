package org.empathyworkbench.run;

import java.util.Collection;
import java.util.Map;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.ppo.TargetCache;
import org.empathyworkbench.workspace.LevelCache;

/**
 * Target levels cached in the workspace, for later runs with the same identifiers.
 *
 * @param identifiers hash of the identifiers' weights and of their precision
 */
record StoredTargets(LevelCache levels, String identifiers) implements TargetCache {
    @Override public Map<String, Map<Mechanism, Level>> get(Collection<String> examples) { return levels.get(identifiers, examples); }

    @Override public void put(Map<String, Map<Mechanism, Level>> found) { levels.put(identifiers, found); }
}
