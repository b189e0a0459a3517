package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.setting.Settings;
import org.junit.jupiter.api.Test;

class AdvantagesTest {
    /** Mean 2, unbiased variance 4: one response of two tokens, one of one. */
    private static final double[][] REWARDS = {{0, 2}, {4}};
    private static final double[][] VALUES = {{0.5, 0.25}, {-1}};

    @Test
    void rewardWhiteningScalesRewardsToVarianceOneAndKeepsTheirMean() {
        Advantages advantages = Advantages.of(REWARDS, VALUES,
                Settings.with(PpoSettings.paper(), Map.of("rewardWhitening", true, "lambda", 1)));
        // whitened rewards: 1, 2 and 3; returns with gamma and lambda of one are what is still to come
        assertThat(advantages.returns()[0]).containsExactly(new double[] {3, 2}, within(1e-7));
        assertThat(advantages.returns()[1]).containsExactly(new double[] {3}, within(1e-7));
        assertThat(advantages.advantages()[0]).containsExactly(new double[] {2.5, 1.75}, within(1e-7));
        assertThat(advantages.advantages()[1]).containsExactly(new double[] {4}, within(1e-7));
    }

    @Test
    void withoutRewardWhiteningTheRewardsStandAsTheyAre() {
        Advantages advantages = Advantages.of(REWARDS, VALUES, PpoSettings.paper().with("lambda", 1));
        assertThat(advantages.returns()[0]).containsExactly(new double[] {2, 2}, within(1e-12));
        assertThat(advantages.returns()[1]).containsExactly(new double[] {4}, within(1e-12));
    }

    @Test
    void advantageWhiteningTakesTheMeanAwayAndLeavesReturnsAlone() {
        Advantages plain = Advantages.of(REWARDS, VALUES, PpoSettings.paper());
        Advantages white = Advantages.of(REWARDS, VALUES, PpoSettings.paper().with("advantageWhitening", true));
        assertThat(white.returns()).isDeepEqualTo(plain.returns());
        double[] a = {plain.advantages()[0][0], plain.advantages()[0][1], plain.advantages()[1][0]};
        double mean = (a[0] + a[1] + a[2]) / 3;
        double deviation = Math.sqrt((Math.pow(a[0] - mean, 2) + Math.pow(a[1] - mean, 2) + Math.pow(a[2] - mean, 2)) / 2);
        assertThat(white.advantages()[0])
                .containsExactly(new double[] {(a[0] - mean) / deviation, (a[1] - mean) / deviation}, within(1e-7));
        assertThat(white.advantages()[1]).containsExactly(new double[] {(a[2] - mean) / deviation}, within(1e-7));
    }
}
