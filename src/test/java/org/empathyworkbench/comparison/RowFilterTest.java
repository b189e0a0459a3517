package org.empathyworkbench.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.empathyworkbench.comparison.RowFilter.Bar;
import org.empathyworkbench.comparison.RowFilter.Show;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.junit.jupiter.api.Test;

class RowFilterTest {
    private static final List<String> SYSTEMS = List.of("a", "b", "c");
    private final Comparison drawn = SomeComparison.drawn(60, 8);

    @Test void wordsAreSoughtInContextReferenceAndResponsesInEitherCase() {
        assertThat(asking("NUMBER 7.").rows(drawn, SYSTEMS)).containsExactly(7);
        assertThat(asking("reference 12").rows(drawn, SYSTEMS)).containsExactly(12);
        for (int row : asking("sorry").rows(drawn, List.of("a"))) assertThat(drawn.column("a").at(row).get(0).text()).contains("sorry");
        assertThat(list(new RowFilter("", "proud", Show.ALL, null, null, null, null).rows(drawn, SYSTEMS)))
                .hasSize(30).allMatch(row -> row % 2 == 1);
        assertThat(RowFilter.ALL.rows(drawn, SYSTEMS)).hasSize(60);
    }

    @Test void systemsDisagreeWhereTheirLevelsAreNotOne() {
        Comparison by = levels(new int[][] {{0, 0, 0}, {1, 0, 0}, {2, 2, 2}},
                new int[][] {{0, 0, 0}, {0, 0, 0}, {2, 1, 2}}, new int[][] {{0, 0, 0}, {2, 2, 2}, {0, 0, 0}});
        assertThat(showing(Show.DISAGREE, null, null, null).rows(by, List.of("a", "b"))).containsExactly(1, 2);
        assertThat(showing(Show.DISAGREE, Mechanism.INTERPRETATION, null, null).rows(by, List.of("a", "b"))).containsExactly(2);
        assertThat(showing(Show.DISAGREE, Mechanism.EXPLORATION, null, null).rows(by, List.of("a", "b"))).isEmpty();
        // The reference has 0 0 0, 2 2 2, 0 0 0: only the second context has levels that can be missed.
        assertThat(showing(Show.MISSED, null, null, null).rows(by, List.of("a", "b"))).containsExactly(1);
        assertThat(showing(Show.MISSED, Mechanism.EMOTIONAL_REACTION, "a", null).rows(by, List.of("a", "b"))).containsExactly(1);
        by.reference().see(1, 0, "r1", SomeComparison.levels(1, 0, 0));
        assertThat(showing(Show.MISSED, null, "a", null).rows(by, List.of("a", "b"))).as("a reaches the reference's level").isEmpty();
        assertThat(showing(Show.MISSED, null, null, null).rows(by, List.of("a", "b"))).as("b does not").containsExactly(1);
    }

    @Test void theGreatestRiseStandsFirstAndNoFallIsShown() {
        int[] rows = showing(Show.RISE, null, "a", "b").rows(drawn, SYSTEMS);
        assertThat(rows).isNotEmpty();
        double before = Double.POSITIVE_INFINITY;
        for (int row : rows) {
            double rise = drawn.reward("b", row) - drawn.reward("a", row);
            assertThat(rise).isPositive().isLessThanOrEqualTo(before);
            before = rise;
        }
        long rising = IntStream.range(0, 60).filter(row -> drawn.reward("b", row) > drawn.reward("a", row)).count();
        assertThat(rows.length).isEqualTo((int) rising);
        assertThat(showing(Show.RISE, null, "a", null).rows(drawn, SYSTEMS)).as("nothing to rise to").isEmpty();
    }

    @Test void behindABarAreExactlyTheContextsThatItCounts() {
        Comparison single = SomeComparison.drawn(40, 9);
        single.remove("c");
        List<String> two = List.of("a", "b");
        int[] all = RowFilter.ALL.rows(single, two);
        for (ColumnMetrics one : new Metrics.Counter().count(single, List.of("reference", "a", "b"), all).columns()) {
            for (Mechanism mechanism : Mechanism.values()) {
                for (Level level : Level.values()) {
                    RowFilter behind = new RowFilter("", null, Show.ALL, null, null, null, new Bar(one.key(), mechanism, level));
                    assertThat(behind.rows(single, two)).hasSize(one.levels().get(mechanism)[level.ordinal()]);
                }
            }
            if (one.key().equals("reference")) continue;
            assertThat(new RowFilter("", null, Show.ALL, null, null, null, new Bar(one.key(), null, null)).rows(single, two))
                    .hasSize(one.wins());
        }
    }

    @Test void answeredByEverySystemLeavesOutWhatOneDoesNotAnswer() {
        assertThat(list(showing(Show.ANSWERED, null, null, null).rows(drawn, SYSTEMS))).hasSize(48).noneMatch(row -> row % 5 == 0);
        assertThat(showing(Show.ANSWERED, null, null, null).rows(drawn, List.of("a", "b"))).hasSize(60);
    }

    private static List<Integer> list(int[] rows) { return Arrays.stream(rows).boxed().toList(); }

    private static RowFilter asking(String text) { return new RowFilter(text, null, Show.ALL, null, null, null, null); }

    private static RowFilter showing(Show show, Mechanism mechanism, String column, String other) {
        return new RowFilter("", null, show, mechanism, column, other, null);
    }

    /** Levels of a, b and the reference, a row each. */
    private static Comparison levels(int[][] a, int[][] b, int[][] reference) {
        List<ComparedContext> contexts = new ArrayList<>();
        for (int i = 0; i < a.length; i++) contexts.add(new ComparedContext("", "", List.of("c" + i), "r" + i));
        Comparison comparison = new Comparison(contexts);
        comparison.put(column("a", a));
        comparison.put(column("b", b));
        for (int i = 0; i < a.length; i++)
            comparison.reference().see(i, 0, "r" + i, SomeComparison.levels(reference[i][0], reference[i][1], reference[i][2]));
        return comparison;
    }

    private static ComparedColumn column(String key, int[][] levels) {
        ComparedColumn column = new ComparedColumn(key, levels.length);
        for (int i = 0; i < levels.length; i++)
            column.put(i, List.of(Answer.of(key + i).with(SomeComparison.levels(levels[i][0], levels[i][1], levels[i][2]))));
        return column;
    }
}
