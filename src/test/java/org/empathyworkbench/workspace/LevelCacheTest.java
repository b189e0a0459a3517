package org.empathyworkbench.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.text.ExampleHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LevelCacheTest {
    private static final Map<Mechanism, Level> THREE =
            Map.of(Mechanism.EMOTIONAL_REACTION, Level.WEAK, Mechanism.INTERPRETATION, Level.NONE, Mechanism.EXPLORATION, Level.STRONG);

    @Test void levelsAreKnownToTheirIdentifiersOnly(@TempDir Path folder) {
        String a = ExampleHash.of(List.of("hello"), "hi");
        String b = ExampleHash.of(List.of("hello"), "ho");
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
        assertThat(List.of(ExampleHash.of(List.of("a", "b"), "c"), ExampleHash.of(List.of("ab"), "c"),
                ExampleHash.of(List.of("a"), "bc"), ExampleHash.of(List.of("a", "b", "c"), ""),
                ExampleHash.of(List.of("a", "b"), "C"))).doesNotHaveDuplicates();
        assertThat(ExampleHash.of(List.of("a"), "é")).isEqualTo(ExampleHash.of(List.of("a"), "é")).hasSize(64);
    }

    @Test void fortyThousandLevelsComeBackWhole(@TempDir Path folder) {
        Map<String, Map<Mechanism, Level>> levels = new HashMap<>();
        for (int i = 0; i < 40_252; i++) levels.put(ExampleHash.of(List.of("turn " + i), "response"), THREE);
        try (Workspace workspace = Workspace.open(folder)) {
            workspace.levelCache().put("weights", levels);
            assertThat(workspace.levelCache().get("weights", levels.keySet())).isEqualTo(levels);
        }
    }
}
