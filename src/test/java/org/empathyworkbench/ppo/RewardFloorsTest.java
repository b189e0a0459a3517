package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.Mechanism;
import org.junit.jupiter.api.Test;

class RewardFloorsTest {
    /**
     * The longer the response the stronger; a full stop is weak with .7, nothing is none with .6; a
     * reference of two words is strong with .9.
     */
    private static EmpathyProfile profile(String response) {
        double[] p = response.isEmpty() ? new double[] {0.6, 0.3, 0.1} : response.equals(".")
                ? new double[] {0.2, 0.7, 0.1} : response.contains(" ") ? new double[] {0, 0.1, 0.9}
                : new double[] {0.8, 0.15, 0.05};
        return new EmpathyProfile(Map.of(Mechanism.EMOTIONAL_REACTION, p, Mechanism.INTERPRETATION,
                new double[] {1, 0, 0}, Mechanism.EXPLORATION, new double[] {1, 0, 0}));
    }

    private static RewardModel model(List<List<String>> asked) {
        return new RewardModel((contexts, responses) -> {
            asked.addAll(contexts);
            return responses.stream().map(RewardFloorsTest::profile).toList();
        }, TargetCache.inMemory());
    }

    @Test
    void aFullStopAndAnEmptyResponseArePaidForEachExamplesTargets() {
        List<Example> examples = List.of(new Example("a", "", List.of("x"), "two words"), new Example("b", "", List.of("y"), "one"));
        RewardFloors floors = RewardFloors.of(model(new ArrayList<>()), examples, 1);
        assertThat(floors.fullStop()).isCloseTo((0.1 + 0.2) / 2, within(1e-12));           // strong for the first, none for the second
        assertThat(floors.empty()).isCloseTo((0.1 + 0.6) / 2, within(1e-12));
        assertThat(floors.metrics()).containsEntry("reward/floor-full-stop", floors.fullStop())
                .containsEntry("reward/floor-empty", floors.empty());
    }

    @Test
    void ofManyExamplesAHundredAndFiftyAreDrawnBySeedTheSameForBoth() {
        List<Example> many = new ArrayList<>();
        for (int i = 0; i < 400; i++) many.add(new Example("e" + i, "", List.of("context " + i), i % 2 == 0 ? "one" : "two words"));
        List<List<String>> asked = new ArrayList<>();
        RewardFloors.of(model(asked), many, 1);
        assertThat(asked).hasSize(3 * 150);
        assertThat(asked.stream().distinct()).hasSize(150);
        assertThat(asked.subList(150, 300)).isEqualTo(asked.subList(300, 450));
        List<List<String>> other = new ArrayList<>();
        RewardFloors.of(model(other), many, 2);
        assertThat(other.subList(150, 300)).isNotEqualTo(asked.subList(150, 300));
    }
}
