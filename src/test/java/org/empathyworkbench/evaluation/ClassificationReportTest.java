package org.empathyworkbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassificationReportTest {

    @ParameterizedTest
    @CsvSource({"2037, 895, 152, .525", "1626, 114, 1344, .364", "2604, 104, 376, .773"})
    void majorityFloorsAreTheKnownOnesOfTheRedditCorpus(int none, int weak, int strong, double floor) {
        int[] gold = new int[none + weak + strong];
        for (int i = none; i < gold.length; i++) gold[i] = i < none + weak ? 1 : 2;
        assertThat(ClassificationReport.of(gold, new int[gold.length], 3).majorityFloor()).isCloseTo(floor, within(0.0006));
    }

    @Test
    void majorityFloorIsTheWeightedF1OfAlwaysSayingTheMajority() {
        int[] gold = {2, 2, 2, 0, 1, 2, 0};
        assertThat(ClassificationReport.of(gold, new int[] {2, 2, 2, 2, 2, 2, 2}, 3).weightedF1())
                .isEqualTo(ClassificationReport.of(gold, new int[7], 3).majorityFloor(), within(1e-12));
    }

    @Test
    void confusionHasTrueClassesInRows() {
        ClassificationReport report = ClassificationReport.of(new int[] {0, 0, 1, 2}, new int[] {0, 1, 1, 1}, 3);
        assertThat(report.confusion()).isDeepEqualTo(new int[][] {{1, 1, 0}, {0, 1, 0}, {0, 1, 0}});
        assertThat(report.precision(1)).isEqualTo(1 / 3.0);
        assertThat(report.recall(0)).isEqualTo(0.5);
        assertThat(report.precision(2)).isZero();
        assertThat(report.accuracy()).isEqualTo(0.5);
        assertThat(report.macroF1()).isCloseTo((2 / 3.0 + 0.5 + 0) / 3, within(1e-12));
    }

    @Test
    void emptyOrUnevenAnswersDoNotDivideByZero() {
        ClassificationReport report = ClassificationReport.of(new int[0], new int[0], 3);
        assertThat(report.weightedF1()).isZero();
        assertThat(report.macroF1()).isZero();
        assertThat(report.majorityFloor()).isZero();
        assertThatThrownBy(() -> ClassificationReport.of(new int[2], new int[1], 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
