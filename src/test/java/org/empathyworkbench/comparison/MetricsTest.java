package org.empathyworkbench.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.evaluation.ClassificationReport;
import org.empathyworkbench.evaluation.Distinct;
import org.empathyworkbench.evaluation.WordTokens;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Comparison comparison = SomeComparison.drawn(60, 3);
    private final int[] rows = IntStream.range(0, 60).filter(row -> row % 4 != 1).toArray();

    @Test void figuresEqualThoseOfTheMetricsOverTheContextsThatAllAnswer() {
        Metrics figures = new Metrics.Counter().count(comparison, List.of("reference", "a", "b", "c"), rows);
        int[] common = Arrays.stream(rows).filter(row -> row % 5 != 0).toArray();
        assertThat(figures.shown()).isEqualTo(rows.length);
        assertThat(figures.common()).isEqualTo(common.length);
        for (String key : List.of("a", "b", "c")) {
            List<Answer> answers = new ArrayList<>();
            List<Map<Mechanism, Level>> targets = new ArrayList<>();
            for (int row : common) for (Answer answer : comparison.column(key).at(row)) {
                answers.add(answer);
                targets.add(comparison.targets(row));
            }
            ColumnMetrics one = figures.of(key);
            assertThat(one.responses()).isEqualTo(answers.size()).isEqualTo(one.judged());
            List<String> texts = answers.stream().map(Answer::text).toList();
            assertThat(one.dist1()).isCloseTo(Distinct.of(texts, 1, WordTokens.WHITESPACE).percent(), within(1e-9));
            assertThat(one.dist2()).isCloseTo(Distinct.of(texts, 2, WordTokens.WHITESPACE).percent(), within(1e-9));
            List<ClassificationReport> reports = new ArrayList<>();
            for (Mechanism mechanism : Mechanism.values()) {
                int[] gold = targets.stream().mapToInt(levels -> levels.get(mechanism).ordinal()).toArray();
                int[] said = answers.stream().mapToInt(answer -> answer.profile().level(mechanism).ordinal()).toArray();
                reports.add(ClassificationReport.of(gold, said, 3));
                for (Level level : Level.values())
                    assertThat(one.levels().get(mechanism)[level.ordinal()])
                            .isEqualTo((int) Arrays.stream(said).filter(s -> s == level.ordinal()).count());
            }
            assertThat(one.empF1()).isCloseTo(ClassificationReport.empF1(reports), within(1e-9));
            assertThat(one.reward()).isCloseTo(IntStream.range(0, answers.size())
                    .mapToDouble(i -> answers.get(i).profile().reward(targets.get(i))).average().orElseThrow(), within(1e-12));
            assertThat(one.perToken()).isCloseTo(answers.stream()
                    .mapToDouble(Answer::logProbability).sum() / answers.stream().mapToInt(Answer::tokens).sum(), within(1e-12));
        }
        assertThat(figures.of("reference").empF1()).isNaN();
        assertThat(figures.of("reference").wins()).isZero();
    }

    @Test void everyContextIsWonByOneOrSharedByAllThatTie() {
        ComparedColumn twin = new ComparedColumn("twin", 60);
        for (int row = 0; row < 60; row += 3) twin.put(row, comparison.column("a").at(row));
        for (int row = 0; row < 60; row++) if (row % 3 != 0) twin.put(row, comparison.column("b").at(row));
        comparison.put(twin);
        Metrics figures = new Metrics.Counter().count(comparison, List.of("a", "b", "twin"), rows);
        int won = figures.columns().stream().mapToInt(ColumnMetrics::wins).sum();
        int tiesOfTwin = figures.of("twin").ties();
        assertThat(figures.of("twin").wins()).as("it is always somebody's equal").isZero();
        assertThat(figures.of("a").ties() + figures.of("b").ties()).isEqualTo(tiesOfTwin);
        assertThat(won + tiesOfTwin).isEqualTo(rows.length).isEqualTo(figures.of("a").contested());
    }

    @Test void aSystemThatHasNotBegunDoesNotTakeTheContextsAway() {
        comparison.put(new ComparedColumn("idle", 60));
        Metrics figures = new Metrics.Counter().count(comparison, List.of("a", "b", "idle"), rows);
        assertThat(figures.common()).isEqualTo(rows.length);
        assertThat(figures.of("idle").responses()).isZero();
        assertThat(figures.of("idle").reward()).isNaN();
    }

    @Test void whatNobodyHasReadHasWordsButNoLevels() {
        comparison.systems().forEach(ComparedColumn::forgetProfiles);
        assertThat(comparison.unseenCount()).isEqualTo(comparison.systems().stream().mapToInt(ComparedColumn::responses).sum());
        ColumnMetrics one = new Metrics.Counter().count(comparison, List.of("a"), rows).of("a");
        assertThat(one.judged()).isZero();
        assertThat(one.reward()).isNaN();
        assertThat(one.empF1()).isNaN();
        assertThat(one.dist1()).isPositive();
        assertThat(one.share(Mechanism.EXPLORATION, Level.WEAK)).isZero();
        assertThat(comparison.unseen(new int[] {0}, true)).extracting(unseen -> unseen.column().key()).containsExactly("a", "b");
    }
}
