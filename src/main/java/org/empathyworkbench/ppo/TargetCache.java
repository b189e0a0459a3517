package org.empathyworkbench.ppo;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/** Cache of computed target levels, by the hash of the example (METHOD section 3). */
public interface TargetCache {
    /** The cached entries of these hashes. */
    Map<String, Map<Mechanism, Level>> get(Collection<String> examples);

    void put(Map<String, Map<Mechanism, Level>> levels);

    /** A cache for this process only. */
    static TargetCache inMemory() {
        Map<String, Map<Mechanism, Level>> kept = new HashMap<>();
        return new TargetCache() {
            @Override
            public Map<String, Map<Mechanism, Level>> get(Collection<String> examples) {
                Map<String, Map<Mechanism, Level>> known = new HashMap<>(kept);
                known.keySet().retainAll(examples);
                return known;
            }

            @Override
            public void put(Map<String, Map<Mechanism, Level>> levels) { kept.putAll(levels); }
        };
    }
}
