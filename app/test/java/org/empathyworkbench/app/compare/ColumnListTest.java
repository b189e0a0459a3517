package org.empathyworkbench.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.comparison.SamplingPlan;
import org.empathyworkbench.dialogue.GivenResponse;
import org.junit.jupiter.api.Test;

class ColumnListTest {
    private final ColumnList columns = new ColumnList(new Random(4));

    @Test
    void thereIsRoomForSixSystemsBesideTheReferenceEachOnce() {
        for (int i = 0; i < 8; i++) columns.add(CompareColumn.of(new Silent("s" + i), SamplingPlan.FIRST));
        assertThat(columns.systems()).hasSize(6);
        assertThat(columns.add(CompareColumn.of(new Silent("s0"), SamplingPlan.FIRST))).isFalse();
        columns.remove(columns.find("s0").orElseThrow());
        assertThat(columns.add(CompareColumn.of(new Silent("s0"), SamplingPlan.FIRST))).isTrue();
        columns.remove(columns.reference());
        assertThat(columns.reference()).isNotNull();
    }

    @Test
    void columnsMovePastThoseThatAreSeen() {
        for (String key : List.of("a", "b", "c")) columns.add(CompareColumn.of(new Silent(key), SamplingPlan.FIRST));
        columns.find("b").orElseThrow().hiddenProperty().set(true);
        columns.move(columns.find("a").orElseThrow(), 1);
        assertThat(shown()).containsExactly("reference", "c", "a");
        columns.move(columns.find("a").orElseThrow(), 1);
        assertThat(shown()).containsExactly("reference", "c", "a");
        columns.moveTo(columns.find("a").orElseThrow(), columns.reference());
        assertThat(shown()).containsExactly("a", "reference", "c");
        assertThat(columns.shownSystems()).containsExactly("a", "c");
    }

    @Test
    void blindedSystemsHaveLettersFromLeftToRightThatStayWithThemUntilTheyAreRevealed() {
        List<String> keys = List.of("one", "two", "three", "four");
        keys.forEach(key -> columns.add(CompareColumn.of(new Silent(key), SamplingPlan.FIRST)));
        columns.setBlind(true);
        assertThat(columns.shown()).extracting(CompareColumn::title).containsExactly("Reference", "A", "B", "C", "D");
        Map<String, String> letters = columns.letters();
        assertThat(letters.keySet()).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(columns.shownSystems()).as("shuffled").isNotEqualTo(keys);
        columns.moveTo(columns.find("one").orElseThrow(), columns.reference());
        columns.find("two").orElseThrow().hiddenProperty().set(true);
        assertThat(columns.letters()).containsAllEntriesOf(letters);
        ColumnList again = new ColumnList(new Random(9));
        keys.forEach(key -> again.add(CompareColumn.of(new Silent(key), SamplingPlan.FIRST)));
        again.restoreBlind(letters);
        assertThat(again.letters()).isEqualTo(letters);
        columns.setBlind(false);
        assertThat(columns.systems()).extracting(CompareColumn::title).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(columns.letters()).isEmpty();
    }

    @Test
    void theShuffledOrderIsNotAlwaysTheSame() {
        Set<List<String>> orders = IntStream.range(0, 20).mapToObj(seed -> {
            ColumnList list = new ColumnList(new Random(seed));
            for (String key : List.of("a", "b", "c")) list.add(CompareColumn.of(new Silent(key), SamplingPlan.FIRST));
            list.setBlind(true);
            return list.shownSystems();
        }).collect(Collectors.toSet());
        assertThat(orders).hasSizeGreaterThan(3);
    }

    private List<String> shown() { return columns.shown().stream().map(CompareColumn::key).toList(); }

    /** A source that nobody asks. */
    private record Silent(String key) implements ColumnSource {
        @Override public String title() { return key; }

        @Override public Kind kind() { return Kind.RESPONSES; }

        @Override public boolean live() { return false; }

        @Override public Map<String, String> facts(SamplingPlan drawing) { return Map.of(); }

        @Override public List<GivenResponse> stored(SamplingPlan drawing) { return List.of(); }

        @Override public List<Answer> ask(List<List<String>> contexts, SamplingPlan drawing, int sample, Progress progress) {
            return List.of();
        }
    }
}
