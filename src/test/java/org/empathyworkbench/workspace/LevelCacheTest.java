package org.empathyworkbench.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LevelCacheTest {
    private static final Map<Mechanism, Level> THREE =
            Map.of(Mechanism.EMOTIONAL_REACTION, Level.WEAK, Mechanism.INTERPRETATION, Level.NONE, Mechanism.EXPLORATION, Level.STRONG);

    @Test void levelsAreKnownToTheirIdentifiersOnly(@TempDir Path folder) {
        String a = LevelCache.exampleHash(List.of("hello"), "hi");
        String b = LevelCache.exampleHash(List.of("hello"), "ho");
        try (Workspace workspace = Workspace.open(folder)) {
            workspace.levelCache().put("weights-1", Map.of(a, THREE));
            assertThat(workspace.levelCache().get("weights-1", List.of(a, b))).containsExactlyEntriesOf(Map.of(a, THREE));
            assertThat(workspace.levelCache().get("weights-2", List.of(a, b))).isEmpty();
            assertThatThrownBy(() -> workspace.levelCache().put("weights-1", Map.of(b, Map.of(Mechanism.EXPLORATION, Level.WEAK))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        try (Workspace workspace = Workspace.open(folder)) {
            assertThat(workspace.levelCache().get("weights-1", List.of(a))).containsEntry(a, THREE);
        }
    }

    @Test void theHashSeesWhereATurnEnds() {
        assertThat(List.of(LevelCache.exampleHash(List.of("a", "b"), "c"), LevelCache.exampleHash(List.of("ab"), "c"), LevelCache.exampleHash(List.of("a"), "bc"),
                LevelCache.exampleHash(List.of("a", "b", "c"), ""), LevelCache.exampleHash(List.of("a", "b"), "C"))).doesNotHaveDuplicates();
        assertThat(LevelCache.exampleHash(List.of("a"), "é")).isEqualTo(LevelCache.exampleHash(List.of("a"), "é")).hasSize(64);
    }

    @Test void fortyThousandLevelsComeBackWhole(@TempDir Path folder) {
        Map<String, Map<Mechanism, Level>> levels = new HashMap<>();
        for (int i = 0; i < 40_252; i++) levels.put(LevelCache.exampleHash(List.of("turn " + i), "response"), THREE);
        try (Workspace workspace = Workspace.open(folder)) {
            workspace.levelCache().put("weights", levels);
            assertThat(workspace.levelCache().get("weights", levels.keySet())).isEqualTo(levels);
        }
    }
}
