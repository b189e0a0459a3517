package org.empathyworkbench.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.text.ExampleHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCacheTest {
    @TempDir Path folder;
    private Workspace workspace;
    private ProfileCache cache;

    @BeforeEach void open() {
        workspace = Workspace.open(folder);
        cache = workspace.profileCache();
    }

    @AfterEach void close() { workspace.close(); }

    @Test void whatWasSeenComesBackBitForBitAfterTheWorkspaceWasClosed() {
        SplittableRandom random = new SplittableRandom(5);
        Map<String, EmpathyProfile> seen = new HashMap<>();
        for (int i = 0; i < 40; i++) seen.put(ExampleHash.of(List.of("turn " + i), "response"), profile(random));
        cache.put("these weights", seen);
        workspace.close();
        open();
        Map<String, EmpathyProfile> known = cache.get("these weights", seen.keySet());
        assertThat(known.keySet()).isEqualTo(seen.keySet());
        seen.forEach((pair, profile) -> {
            for (Mechanism mechanism : Mechanism.values()) {
                for (Level level : Level.values())
                    assertThat(known.get(pair).probability(mechanism, level)).isEqualTo(profile.probability(mechanism, level));
            }
        });
    }

    @Test void otherWeightsAndOtherPairsKnowNothing() {
        String pair = ExampleHash.of(List.of("a", "b"), "c");
        cache.put("these weights", Map.of(pair, profile(new SplittableRandom(1))));
        assertThat(cache.get("other weights", List.of(pair))).isEmpty();
        assertThat(cache.get("these weights", List.of(ExampleHash.of(List.of("ab"), "c")))).isEmpty();
        EmpathyProfile later = profile(new SplittableRandom(2));
        cache.put("these weights", Map.of(pair, later));
        assertThat(cache.get("these weights", List.of(pair)).get(pair).levels()).isEqualTo(later.levels());
    }

    @Test void theHashOfAModelHoldsUntilTheModelIsMadeAnew() {
        ModelInfo model = new ModelInfo("judges", ModelKind.IDENTIFIERS, "", "", 1, Map.of(), Instant.ofEpochMilli(1_000));
        assertThat(cache.hashOf(model)).isEmpty();
        cache.remember(model, "abc");
        assertThat(cache.hashOf(model)).contains("abc");
        assertThat(cache.hashOf(new ModelInfo("judges", ModelKind.IDENTIFIERS, "", "", 1, Map.of(), Instant.ofEpochMilli(2_000))))
                .isEmpty();
    }

    @Test void aPageIsFoundAsItWasLeft() {
        assertThat(workspace.pageStates().get("compare")).isEmpty();
        workspace.pageStates().put("compare", "{\"a\":1}");
        workspace.pageStates().put("compare", "{\"a\":2}");
        assertThat(workspace.pageStates().get("compare")).contains("{\"a\":2}");
    }

    private static EmpathyProfile profile(SplittableRandom random) {
        Map<Mechanism, double[]> probabilities = new HashMap<>();
        for (Mechanism mechanism : Mechanism.values()) {
            double a = random.nextDouble();
            double b = random.nextDouble() * (1 - a);
            probabilities.put(mechanism, new double[] {a, b, 1 - a - b});
        }
        return new EmpathyProfile(probabilities);
    }
}
