package org.empathyworkbench.ppo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.text.ExampleHash;

/**
 * The empathy reward (eqs. 2-5): the levels of the example's own response are the targets; the reward of a generated response is the
 * product of the probabilities that the identifiers assign to those levels. Targets are computed on first use, then cached.
 */
public final class RewardModel {
    private final EmpathyJudge judge;
    private final TargetCache cache;

    public RewardModel(EmpathyJudge judge, TargetCache cache) {
        this.judge = judge;
        this.cache = cache;
    }

    /** Profiles, targets and R_emp of a batch of responses. */
    public EmpathyRewards of(Rollout rollout) {
        List<List<String>> contexts = rollout.examples().stream().map(Example::context).toList();
        List<EmpathyProfile> profiles = judge.judge(contexts, rollout.texts());
        return new EmpathyRewards(profiles, targets(rollout.examples()));
    }

    /** The identifiers' profiles of the responses. */
    List<EmpathyProfile> judge(List<List<String>> contexts, List<String> responses) { return judge.judge(contexts, responses); }

    /** l_i = argmax of identifier i on (c, y), for each example (eq. 2). */
    public List<Map<Mechanism, Level>> targets(List<Example> examples) {
        List<String> hashes = examples.stream().map(e -> ExampleHash.of(e.context(), e.response())).toList();
        Map<String, Map<Mechanism, Level>> known = new HashMap<>(cache.get(hashes));
        Map<String, Example> missing = new HashMap<>();
        for (int i = 0; i < hashes.size(); i++) {
            if (!known.containsKey(hashes.get(i))) missing.put(hashes.get(i), examples.get(i));
        }
        if (!missing.isEmpty()) {
            List<String> order = List.copyOf(missing.keySet());
            List<Example> asked = List.copyOf(missing.values());
            List<EmpathyProfile> profiles = judge.judge(asked.stream().map(Example::context).toList(),
                    asked.stream().map(Example::response).toList());
            Map<String, Map<Mechanism, Level>> found = new HashMap<>();
            for (int i = 0; i < order.size(); i++) found.put(order.get(i), profiles.get(i).levels());
            cache.put(found);
            known.putAll(found);
        }
        List<Map<Mechanism, Level>> targets = new ArrayList<>();
        for (String hash : hashes) targets.add(known.get(hash));
        return targets;
    }
}
