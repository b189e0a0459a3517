package org.empathyworkbench.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.empathyworkbench.evaluation.ClassificationReport;
import org.empathyworkbench.runsettings.IdentifierSettings.ChosenBy;
import org.junit.jupiter.api.Test;

/** What makes one epoch of an identifier better than another. */
class JudgementTest {
    /** Rows are true levels: most pairs are none and read as none, of the weak ones half are. */
    private static final ValidationResult JUDGEMENT =
            new ValidationResult(new ClassificationReport(new int[][] {{8, 0, 0}, {1, 1, 0}, {0, 0, 0}}), 0.4);

    @Test void theSmallerLossIsTheBetterOne() {
        ValidationResult worse = new ValidationResult(JUDGEMENT.report(), 0.5);
        assertThat(JUDGEMENT.score(ChosenBy.LOSS)).isGreaterThan(worse.score(ChosenBy.LOSS));
        assertThat(JUDGEMENT.score(ChosenBy.MACRO_F1)).isEqualTo(worse.score(ChosenBy.MACRO_F1));
    }

    @Test void weightedAndMacroF1AreToldApart() {
        assertThat(JUDGEMENT.score(ChosenBy.WEIGHTED_F1)).isEqualTo(JUDGEMENT.report().weightedF1());
        assertThat(JUDGEMENT.score(ChosenBy.MACRO_F1)).isEqualTo(JUDGEMENT.report().macroF1()).isLessThan(JUDGEMENT.report().weightedF1());
    }
}
