package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.junit.jupiter.api.Test;

class EmpathyRewardsTest {
    private static final EmpathyProfile FIRST = profile(new double[] {0.5, 0.3, 0.2},
            new double[] {0.1, 0.6, 0.3}, new double[] {0.7, 0.2, 0.1});
    private static final EmpathyProfile SECOND = profile(new double[] {0.1, 0.2, 0.7},
            new double[] {0.8, 0.1, 0.1}, new double[] {0.25, 0.35, 0.4});
    private static final EmpathyRewards REWARDS = new EmpathyRewards(List.of(FIRST, SECOND),
            List.of(levels(Level.WEAK, Level.STRONG, Level.NONE), levels(Level.STRONG, Level.NONE, Level.WEAK)));

    @Test
    void everyResponseIsPaidForItsOwnExamplesTargetLevels() {
        assertThat(REWARDS.values()).containsExactly(new double[] {0.3 * 0.3 * 0.7, 0.7 * 0.8 * 0.35}, within(1e-15));
    }

    @Test
    void theMeanFactorIsOfOneMechanismAtEachExamplesOwnTarget() {
        assertThat(REWARDS.meanFactor(Mechanism.EMOTIONAL_REACTION)).isCloseTo((0.3 + 0.7) / 2, within(1e-15));
        assertThat(REWARDS.meanFactor(Mechanism.INTERPRETATION)).isCloseTo((0.3 + 0.8) / 2, within(1e-15));
        assertThat(REWARDS.meanFactor(Mechanism.EXPLORATION)).isCloseTo((0.7 + 0.35) / 2, within(1e-15));
    }

    @Test
    void sharesOfLevelsAreOfTheResponsesAndOfTheTargetsApart() {
        assertThat(REWARDS.generatedShare(Mechanism.EMOTIONAL_REACTION, Level.NONE)).isEqualTo(0.5);
        assertThat(REWARDS.generatedShare(Mechanism.EMOTIONAL_REACTION, Level.WEAK)).isZero();
        assertThat(REWARDS.targetShare(Mechanism.EMOTIONAL_REACTION, Level.WEAK)).isEqualTo(0.5);
        assertThat(REWARDS.targetShare(Mechanism.EMOTIONAL_REACTION, Level.NONE)).isZero();
    }

    @Test
    void profilesAndTargetsAreOfOneBatch() {
        assertThatThrownBy(() -> new EmpathyRewards(List.of(FIRST), List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static EmpathyProfile profile(double[] emotionalReaction, double[] interpretation, double[] exploration) {
        return new EmpathyProfile(Map.of(Mechanism.EMOTIONAL_REACTION, emotionalReaction,
                Mechanism.INTERPRETATION, interpretation, Mechanism.EXPLORATION, exploration));
    }

    private static Map<Mechanism, Level> levels(Level emotionalReaction, Level interpretation, Level exploration) {
        return Map.of(Mechanism.EMOTIONAL_REACTION, emotionalReaction,
                Mechanism.INTERPRETATION, interpretation, Mechanism.EXPLORATION, exploration);
    }
}
