package org.empathyworkbench.dialogue;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What three identifiers say about one response: for each mechanism the probability of none, weak and strong.
 * Probabilities of a mechanism sum to 1.
 */
public final class EmpathyProfile {
    private final Map<Mechanism, double[]> probabilities = new EnumMap<>(Mechanism.class);

    /** @param probabilities (3) for each mechanism, in the order of {@link Level} */
    public EmpathyProfile(Map<Mechanism, double[]> probabilities) {
        for (Mechanism mechanism : Mechanism.values()) {
            double[] p = probabilities.get(mechanism);
            if (p == null || p.length != Level.values().length) {
                throw new IllegalArgumentException("A profile needs three probabilities for " + mechanism.title() + ".");
            }
            this.probabilities.put(mechanism, p.clone());
        }
    }

    public double probability(Mechanism mechanism, Level level) { return of(mechanism)[level.ordinal()]; }

    /** The most probable level; the lower one on a tie. */
    public Level level(Mechanism mechanism) {
        double[] p = of(mechanism);
        int best = 0;
        for (int i = 1; i < p.length; i++) {
            if (p[i] > p[best]) best = i;
        }
        return Level.of(best);
    }

    private double[] of(Mechanism mechanism) { return Objects.requireNonNull(probabilities.get(mechanism)); }

    public Map<Mechanism, Level> levels() {
        Map<Mechanism, Level> levels = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) levels.put(mechanism, level(mechanism));
        return levels;
    }

    /** The factor p_i(l_i) of the empathy reward for one mechanism (METHOD section 3). */
    public double rewardFactor(Mechanism mechanism, Level target) { return probability(mechanism, target); }

    /** R_emp = p_ER(l_ER) * p_IP(l_IP) * p_EX(l_EX), eq. 5 with METHOD section 3; in (0, 1]. */
    public double reward(Map<Mechanism, Level> targets) {
        double reward = 1;
        for (Mechanism mechanism : Mechanism.values()) reward *= rewardFactor(mechanism, Objects.requireNonNull(targets.get(mechanism)));
        return reward;
    }
}
