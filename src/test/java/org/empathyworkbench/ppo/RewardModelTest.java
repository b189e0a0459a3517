package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.junit.jupiter.api.Test;

/** The target levels of examples: read once from their own responses, then remembered. */
class RewardModelTest {
    private static final List<Example> EXAMPLES = List.of(example("a", "yes"), example("b", "no"), example("c", "yes"),
            example("d", "well"), example("b", "no"));

    private final List<String> asked = new ArrayList<>();
    private final TargetCache cache = TargetCache.inMemory();

    @Test void everyExampleHasTheLevelsOfItsOwnResponseInTheOrderAskedFor() {
        assertThat(levels(new RewardModel(this::judge, cache).targets(EXAMPLES)))
                .containsExactly(Level.STRONG, Level.NONE, Level.STRONG, Level.WEAK, Level.NONE);
        assertThat(asked).as("each once, with its own context").containsExactlyInAnyOrder("a: yes", "b: no", "c: yes", "d: well");
    }

    @Test void whatIsKnownIsNotReadAgain() {
        RewardModel model = new RewardModel(this::judge, cache);
        model.targets(EXAMPLES.subList(0, 2));
        asked.clear();
        assertThat(levels(model.targets(EXAMPLES.subList(1, 4)))).containsExactly(Level.NONE, Level.STRONG, Level.WEAK);
        assertThat(asked).containsExactlyInAnyOrder("c: yes", "d: well");
        asked.clear();
        assertThat(levels(new RewardModel((contexts, responses) -> List.of(), cache).targets(EXAMPLES)))
                .startsWith(Level.STRONG, Level.NONE);
    }

    @Test void onlyWhatIsAskedForComesOutOfTheCache() {
        cache.put(Map.of("one", of(Level.WEAK), "two", of(Level.NONE)));
        cache.put(Map.of("two", of(Level.STRONG)));
        assertThat(cache.get(List.of("two", "three"))).isEqualTo(Map.of("two", of(Level.STRONG)));
        assertThat(cache.get(List.of("one"))).as("asking takes nothing out").isEqualTo(Map.of("one", of(Level.WEAK)));
    }

    private List<EmpathyProfile> judge(List<List<String>> contexts, List<String> responses) {
        List<EmpathyProfile> profiles = new ArrayList<>();
        for (int i = 0; i < responses.size(); i++) {
            asked.add(contexts.get(i).get(0) + ": " + responses.get(i));
            double[] p = new double[3];
            p[responses.get(i).equals("yes") ? 2 : responses.get(i).equals("no") ? 0 : 1] = 1;
            Map<Mechanism, double[]> all = new HashMap<>();
            for (Mechanism mechanism : Mechanism.values()) all.put(mechanism, p);
            profiles.add(new EmpathyProfile(all));
        }
        return profiles;
    }

    private static List<Level> levels(List<Map<Mechanism, Level>> targets) {
        return targets.stream().map(levels -> levels.get(Mechanism.INTERPRETATION)).toList();
    }

    private static Map<Mechanism, Level> of(Level level) {
        return Map.of(Mechanism.EMOTIONAL_REACTION, level, Mechanism.INTERPRETATION, level, Mechanism.EXPLORATION, level);
    }

    private static Example example(String context, String response) { return new Example(context, "", List.of(context), response); }
}
