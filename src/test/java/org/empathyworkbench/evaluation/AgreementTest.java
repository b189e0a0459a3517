package org.empathyworkbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Overlap figures at their edges. */
class AgreementTest {
    @Test void aRunIsFoundFromHalfOfTheUnionOn() {
        assertThat(Agreement.of(marks("0110"), marks("0100")).iouF1()).as("1 of 2").isEqualTo(1);
        assertThat(Agreement.of(marks("1110"), marks("0100")).iouF1()).as("1 of 3").isZero();
        assertThat(Agreement.of(marks("1101"), marks("1100")).iouF1()).as("one of two runs, all of one")
                .isCloseTo(2 * 0.5 / 1.5, within(1e-12));
    }

    @Test void precisionIsOfTheMarksAndRecallOfTheHumanOnes() {
        Agreement agreement = Agreement.of(marks("11110"), marks("00011"));
        assertThat(agreement.precision()).isEqualTo(0.25);
        assertThat(agreement.recall()).isEqualTo(0.5);
        assertThat(agreement.tokenF1()).isCloseTo(2 * 0.25 * 0.5 / 0.75, within(1e-12));
    }

    @Test void anEmptyReferenceCountsAsZeroInTheMeanOfRouge() {
        List<List<String>> responses = List.of(List.of("a"), List.of("b"));
        assertThat(RougeL.corpusF1(responses, List.of(List.of("a"), List.of()))).isEqualTo(50);
    }

    private static boolean[] marks(String marks) {
        boolean[] on = new boolean[marks.length()];
        for (int i = 0; i < on.length; i++) on[i] = marks.charAt(i) == '1';
        return on;
    }
}
