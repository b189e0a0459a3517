package org.empathyworkbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.junit.jupiter.api.Test;

/** The empathy figures of four responses, worked out by hand. */
class EmpathyFiguresTest {
    /** Of each mechanism the levels of the references, then those read in the responses. */
    private static final int[][][] LEVELS = {{{0, 0, 1, 2}, {0, 1, 1, 0}}, {{0, 0, 0, 1}, {0, 0, 0, 0}}, {{2, 1, 0, 0}, {2, 2, 0, 0}}};
    private static final EmpathyFigures FIGURES = figures();

    @Test void f1IsWeightedByTheLevelsOfTheReferences() {
        assertThat(FIGURES.mechanisms().get(Mechanism.EMOTIONAL_REACTION).weightedF1()).isCloseTo((2 * 0.5 + 2.0 / 3) / 4, within(1e-12));
        assertThat(FIGURES.empF1()).isCloseTo(100 * ((2 * 0.5 + 2.0 / 3) / 4 + 3 * 6.0 / 7 / 4 + (2 + 2.0 / 3) / 4) / 3, within(1e-9));
        assertThat(FIGURES.macroEmpF1()).isCloseTo(100 * ((0.5 + 2.0 / 3) / 3 + 6.0 / 7 / 2 + (1 + 2.0 / 3) / 3) / 3, within(1e-9));
        assertThat(FIGURES.floor()).isCloseTo(100 * (1.0 / 3 + 0.75 * 1.5 / 1.75 + 1.0 / 3) / 3, within(1e-9));
    }

    @Test void sharesOfResponsesAndOfReferencesAreToldApart() {
        assertThat(shares(false)).containsExactly(new double[] {0.5, 0.5, 0}, within(1e-12));
        assertThat(shares(true)).containsExactly(new double[] {0.5, 0.25, 0.25}, within(1e-12));
    }

    /** 0.6 for the level read, 0.3 for the next, 0.1 for the third: 0.216, 0.006, 0.216, 0.018; t of 3 degrees is 3.1824463. */
    @Test void theRewardIsTheMeanOverResponsesAndItsIntervalHalfTheWidth() {
        assertThat(FIGURES.reward()).isCloseTo(0.114, within(1e-12));
        assertThat(FIGURES.interval()).isCloseTo(3.1824463 * Math.sqrt(0.041688 / 3 / 4), within(1e-7));
    }

    @Test void everyFigureIsWhatItsKeySays() {
        Map<String, Double> shown = new HashMap<>();
        FIGURES.figures().forEach(figure -> shown.put(figure.key(), figure.value()));
        assertThat(shown).containsEntry("emp-f1", FIGURES.empF1()).containsEntry("emp-f1-macro", FIGURES.macroEmpF1())
                .containsEntry("emp-f1-floor", FIGURES.floor())
                .containsEntry("reward", FIGURES.reward()).containsEntry("reward-interval", FIGURES.interval());
        for (Mechanism mechanism : Mechanism.values()) {
            assertThat(shown.get("f1-" + mechanism.key())).isCloseTo(100 * FIGURES.mechanisms().get(mechanism).weightedF1(), within(1e-9));
        }
    }

    private static double[] shares(boolean ofTargets) {
        double[] shares = new double[3];
        for (Level level : Level.values()) {
            shares[level.ordinal()] = ofTargets ? FIGURES.targetShare(Mechanism.EMOTIONAL_REACTION, level)
                    : FIGURES.share(Mechanism.EMOTIONAL_REACTION, level);
        }
        return shares;
    }

    private static EmpathyFigures figures() {
        List<Map<Mechanism, Level>> targets = new ArrayList<>();
        List<EmpathyProfile> profiles = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Map<Mechanism, Level> target = new EnumMap<>(Mechanism.class);
            Map<Mechanism, double[]> probabilities = new EnumMap<>(Mechanism.class);
            for (Mechanism mechanism : Mechanism.values()) {
                int read = LEVELS[mechanism.ordinal()][1][i];
                double[] p = new double[3];
                p[read] = 0.6;
                p[(read + 1) % 3] = 0.3;
                p[(read + 2) % 3] = 0.1;
                target.put(mechanism, Level.of(LEVELS[mechanism.ordinal()][0][i]));
                probabilities.put(mechanism, p);
            }
            targets.add(target);
            profiles.add(new EmpathyProfile(probabilities));
        }
        return EmpathyFigures.of(new Judge("judge", "hash", (asked, responses) -> profiles, null), targets, profiles);
    }
}
