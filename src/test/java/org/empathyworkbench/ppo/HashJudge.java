package org.empathyworkbench.ppo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * A judge whose probabilities are as good as random but a function of context and response alone: each example has targets of its own, and
 * a reward that went to another row, example or mechanism is another number.
 */
final class HashJudge implements EmpathyJudge {
    @Override
    public List<EmpathyProfile> judge(List<List<String>> contexts, List<String> responses) {
        List<EmpathyProfile> profiles = new ArrayList<>();
        for (int i = 0; i < responses.size(); i++) {
            SplittableRandom random = new SplittableRandom(31L * String.join("\n", contexts.get(i)).hashCode()
                    + responses.get(i).hashCode());
            Map<Mechanism, double[]> probabilities = new EnumMap<>(Mechanism.class);
            for (Mechanism mechanism : Mechanism.values()) {
                double[] weights = {0.1 + random.nextDouble(), 0.1 + random.nextDouble(), 0.1 + random.nextDouble()};
                double sum = weights[0] + weights[1] + weights[2];
                probabilities.put(mechanism, new double[] {weights[0] / sum, weights[1] / sum, weights[2] / sum});
            }
            profiles.add(new EmpathyProfile(probabilities));
        }
        return profiles;
    }
}
