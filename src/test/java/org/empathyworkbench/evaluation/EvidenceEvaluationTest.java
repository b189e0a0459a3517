package org.empathyworkbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.identifier.Evidence;
import org.empathyworkbench.identifier.EvidenceMethod;
import org.empathyworkbench.identifier.EvidenceSettings;
import org.empathyworkbench.identifier.EvidenceWord;
import org.empathyworkbench.identifier.TinyIdentifiers;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TextSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceEvaluationTest {
    @TempDir Path folder;

    /** By hand: 2 of 3 marked words are people's, 2 of people's 4; one of two runs shares 2 of 3 words with one of people's two runs, so half and half. */
    @Test
    void agreementIsThatOfTheHandCalculation() {
        boolean[] human = {false, true, true, false, false, true, true, false};
        boolean[] predicted = {true, true, true, false, false, false, false, true};
        Agreement agreement = Agreement.of(predicted, human);
        assertThat(agreement.precision()).isEqualTo(0.5);
        assertThat(agreement.recall()).isEqualTo(0.5);
        assertThat(agreement.tokenF1()).isEqualTo(0.5);
        assertThat(agreement.iouF1()).isEqualTo(0.5);
        assertThat(Agreement.of(human, human)).isEqualTo(new Agreement(1, 1, 1, 1));
        assertThat(Agreement.of(new boolean[8], human)).isEqualTo(new Agreement(0, 0, 0, 0));
        // by hand: marks at ranks 1, 3 and 4, the last two of equal score, so (1/1 + 3/4 + 3/4) / 3
        assertThat(Agreement.averagePrecision(new double[] {0.9, 0.8, 0.1, 0.1}, new boolean[] {true, false, true, true})).isCloseTo(2.5 / 3, within(1e-12));
        assertThat(Agreement.runs(human)).containsExactly(new TextSpan(1, 3), new TextSpan(5, 7));
    }

    @Test
    void rationalesAreFoundWithOtherBlanksAndHalfAWordCounts() {
        RationaleMarks marks = RationaleMarks.of("So sorry,  you poor thing. Bye now", List.of("sorry, you", "thin", "not there"));
        assertThat(marks.marks()).containsExactly(false, true, true, false, true, false, false);
        assertThat(marks.found()).isEqualTo(2);
        assertThat(marks.share()).isEqualTo(3.0 / 7);
    }

    @Test
    void aCutAveragesNeighboursAndTakesSharesOfTheGreatest() {
        Evidence shares = evidence(EvidenceMethod.ATTENTION_ROLLOUT, 0.1, 0.4, 0.1, 0.0, 0.2);
        assertThat(new EvidenceCut(0, 0.5).marks(shares)).containsExactly(false, true, false, false, true);
        // averages: .25 .2 .1667 .1 .1, so half of the greatest is .125
        assertThat(new EvidenceCut(1, 0.5).marks(shares)).containsExactly(true, true, true, false, false);
        assertThat(new EvidenceCut(0, 0.05).marks(evidence(EvidenceMethod.INTEGRATED_GRADIENTS, -1, -2, -1, -3, -1))).doesNotContain(true);
    }

    @Test
    void baselinesAreThoseOfTheCorpusAndCutsDoNotDependOnWhatIsMeasured() {
        try (EmpathyScorer scorer = TinyIdentifiers.of(folder, 1)) {
            List<LabelledPair> tuning = pairs(0, 12, "that must hurt");
            List<LabelledPair> held = pairs(100, 8, "I am so sorry.");
            EvidenceReport report = evaluation(scorer).run("tiny", "held", held, "tuned", tuning, 0, 1);
            assertThat(report.heldOut()).containsOnlyKeys(Mechanism.EMOTIONAL_REACTION).containsEntry(Mechanism.EMOTIONAL_REACTION, 8);
            assertThat(report.notFound()).isEqualTo(1);
            assertThat(report.rows()).extracting(EvidenceReport.Row::key).containsExactly("rollout", "gradients", "random", "first-sentence", "whole-response");
            EvidenceReport.Score first = report.rows().get(3).scores().get(Mechanism.EMOTIONAL_REACTION);
            assertThat(first.tokenF1()).isEqualTo(1);
            EvidenceReport.Score whole = report.rows().get(4).scores().get(Mechanism.EMOTIONAL_REACTION);
            assertThat(whole.recall()).isEqualTo(1);
            assertThat(whole.precision()).isCloseTo(4.0 / 8, within(1e-12));
            assertThat(report.best()).isPresent();
            EvidenceReport others = evaluation(scorer).run("tiny", "held", pairs(100, 8, "that must hurt"), "tuned", tuning, 0, 1);
            for (int row = 0; row < 2; row++) assertThat(others.rows().get(row).cuts()).isEqualTo(report.rows().get(row).cuts());
            assertThat(report.toJson().getAsJsonArray("methods")).hasSize(5);
            assertThat(report.toText()).contains("Integrated gradients").contains("First sentence").contains("cut chosen on 12");
            assertThatThrownBy(() -> evaluation(scorer).run("tiny", "held", pairs(0, 3, "not there"), "tuned", tuning, 0, 1)).isInstanceOf(BadInput.class).hasMessageContaining("rationale");
        }
    }

    private static EvidenceEvaluation evaluation(EmpathyScorer scorer) {
        return new EvidenceEvaluation(scorer, EvidenceSettings.standard().withSteps(4), ProgressListener.none(), () -> false);
    }

    /** Responses of eight words in two sentences, one of which people marked; one more pair whose rationale does not stand in it. */
    private static List<LabelledPair> pairs(int from, int count, String rationale) {
        List<LabelledPair> pairs = new ArrayList<>();
        for (int i = from; i <= from + count; i++) {
            pairs.add(new LabelledPair("p" + i, "s" + i, Split.TRAIN, "I lost my job " + i, "I am so sorry. But that must hurt", Map.of(Mechanism.EMOTIONAL_REACTION, Level.WEAK),
                    Map.of(Mechanism.EMOTIONAL_REACTION, List.of(i == from + count ? "nothing of this" : rationale))));
        }
        return pairs;
    }

    private static Evidence evidence(EvidenceMethod method, double... scores) {
        List<EvidenceWord> words = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) words.add(new EvidenceWord(-1, "w" + i, 3 * i, 3 * i + 2, scores[i], true));
        return new Evidence(Mechanism.EMOTIONAL_REACTION, method, words, 0, Double.NaN);
    }
}
