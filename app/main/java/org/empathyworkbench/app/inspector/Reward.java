package org.empathyworkbench.app.inspector;

import java.util.Arrays;
import java.util.List;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * The empathy reward of a response against a reference, by factor: R_emp = p_ER(l_ER) p_IP(l_IP) p_EX(l_EX) (eq. 5 with METHOD section
 * 3).
 *
 * @param ceiling reward of the reference itself, a practical upper bound
 */
public record Reward(List<Factor> factors, double value, double ceiling) {
    /**
     * @param target the level of the reference, argmax of the identifier
     * @param probability of that level for the response
     * @param seen        predicted level of the response
     */
    public record Factor(Mechanism mechanism, Level target, double probability, Level seen) {
        public boolean agrees() { return target == seen; }
    }

    public static Reward of(EmpathyProfile response, EmpathyProfile reference) {
        List<Factor> factors = Arrays.stream(Mechanism.values()).map(mechanism -> new Factor(mechanism, reference.level(mechanism),
                response.rewardFactor(mechanism, reference.level(mechanism)), response.level(mechanism))).toList();
        return new Reward(factors, response.reward(reference.levels()), reference.reward(reference.levels()));
    }
}
