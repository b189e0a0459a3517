package org.empathyworkbench.ppo;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * The identifiers' scores of a batch of responses.
 *
 * @param profiles (B) of the generated responses
 * @param targets  (B) levels of the examples' own responses
 */
public record EmpathyRewards(List<EmpathyProfile> profiles, List<Map<Mechanism, Level>> targets) {
    public EmpathyRewards {
        if (profiles.size() != targets.size())
            throw new IllegalArgumentException(profiles.size() + " profiles but " + targets.size() + " targets.");
        profiles = List.copyOf(profiles);
        targets = List.copyOf(targets);
    }

    /** (B) R_emp = exp(-sum of cross-entropies) = p_ER(l_ER) p_IP(l_IP) p_EX(l_EX), in (0, 1] (eqs. 3-5). */
    public double[] values() {
        double[] values = new double[profiles.size()];
        for (int b = 0; b < values.length; b++) values[b] = profiles.get(b).reward(targets.get(b));
        return values;
    }

    /** Mean of R_emp over the batch. */
    double mean() {
        double mean = 0;
        for (double reward : values()) mean += reward / profiles.size();
        return mean;
    }

    /** Batch mean of p_i(l_i) of one mechanism. */
    public double meanFactor(Mechanism mechanism) {
        double sum = 0;
        for (int b = 0; b < profiles.size(); b++)
            sum += profiles.get(b).rewardFactor(mechanism, Objects.requireNonNull(targets.get(b).get(mechanism)));
        return sum / profiles.size();
    }

    /** Share of generated responses at a level of a mechanism. */
    public double generatedShare(Mechanism mechanism, Level level) {
        return profiles.stream().filter(p -> p.level(mechanism) == level).count() / (double) profiles.size();
    }

    /** Share of the examples' own responses at that level. */
    public double targetShare(Mechanism mechanism, Level level) {
        return targets.stream().filter(t -> t.get(mechanism) == level).count() / (double) targets.size();
    }
}
