package org.empathyworkbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.identifier.Evidence;
import org.empathyworkbench.identifier.EvidenceMethod;
import org.empathyworkbench.identifier.EvidenceSettings;
import org.empathyworkbench.identifier.EvidenceUnit;
import org.empathyworkbench.identifier.EvidenceWord;
import org.empathyworkbench.identifier.TinyIdentifiers;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TextSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceEvaluationTest {
    @TempDir Path folder;

    /**
     * By hand: 2 of 3 marked words are people's, 2 of people's 4; one of two runs shares 2 of 3 words with
     * one of people's two runs, so half and half.
     */
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
        assertThat(Agreement.averagePrecision(new double[] {0.9, 0.8, 0.1, 0.1}, new boolean[] {true, false, true, true}))
                .isCloseTo(2.5 / 3, within(1e-12));
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
    void aSentencesWordsHaveTheMeanOfThoseThatWereRead() {
        String response = "So sorry. It must hurt you";
        List<EvidenceWord> words = new ArrayList<>();
        double[] scores = {0.2, 0.6, 0.9, -0.3, 0, 0};
        List<TextSpan> spans = TextSpan.words(response);
        for (int i = 0; i < 6; i++)
            words.add(new EvidenceWord(-1, spans.get(i).of(response), spans.get(i).from(), spans.get(i).to(), scores[i], i < 4));
        Evidence evidence = new Evidence(Mechanism.EMOTIONAL_REACTION, EvidenceMethod.INTEGRATED_GRADIENTS, words, 0, Double.NaN);
        Evidence by = evidence.by(EvidenceUnit.SENTENCE, response);
        double[] means = {0.4, 0.4, 0.3, 0.3, 0.3, 0.3};
        for (int i = 0; i < 6; i++) assertThat(by.words().get(i).score()).isCloseTo(means[i], within(1e-12));
        assertThat(by.words()).as("a sentence that was read in part counts as read").allMatch(EvidenceWord::read);
        assertThat(evidence.by(EvidenceUnit.WORD, response)).isEqualTo(evidence);
    }

    @Test
    void baselinesAreThoseOfTheCorpus() {
        EvidenceReport report = evaluation()
                .run(List.of("tiny"), name -> TinyIdentifiers.of(folder, 1), "held", pairs(100, 8, "I am so sorry."), 0);
        assertThat(report.responses()).containsOnlyKeys(Mechanism.EMOTIONAL_REACTION).containsEntry(Mechanism.EMOTIONAL_REACTION, 8);
        assertThat(report.notFound()).isEqualTo(1);
        assertThat(report.rows()).extracting(EvidenceReport.Row::key)
                .containsExactly("gradients/words", "rollout/words", "gradients/sentences", "rollout/sentences", "chosen",
                        "random-words", "random-sentences", "first-sentence", "whole-response");
        EvidenceReport.Score first = report.rows().get(7).mean();
        assertThat(first.tokenF1()).isEqualTo(new Interval(1, 1, 1));
        EvidenceReport.Score whole = report.rows().get(8).scores().get(Mechanism.EMOTIONAL_REACTION);
        assertThat(whole.recall()).isEqualTo(1);
        assertThat(whole.precision()).isCloseTo(4.0 / 8, within(1e-12));
        assertThat(whole.averagePrecision().value()).as("no order at all: the share that people marked").isCloseTo(4.0 / 8, within(1e-12));
        assertThat(whole.over().value()).as("against the first sentence, the best of those that look at no model")
                .isCloseTo(2.0 / 3 - 1, within(1e-12));
        assertThat(report.best()).isPresent();
        assertThat(report.rows().get(0).behind().value())
                .isCloseTo(report.best().get().mean().tokenF1().value() - report.rows().get(0).mean().tokenF1().value(), within(1e-12));
        assertThat(EvidenceTable.json(report).getAsJsonArray("methods")).hasSize(9);
        assertThat(EvidenceTable.text(report)).contains("Integrated gradients, sentences")
                .contains("First sentence").contains("emotional reaction 8 responses").contains("other of 2 folds");
        assertThatThrownBy(() ->
                evaluation().run(List.of("tiny"), name -> TinyIdentifiers.of(folder, 1), "held", pairs(0, 3, "not there"), 0))
                .isInstanceOf(UserInputException.class).hasMessageContaining("rationale");
        assertThatThrownBy(() ->
                evaluation().run(List.of("tiny"), name -> TinyIdentifiers.of(folder, 1), "held", pairs(0, 1, "I am so sorry."), 0))
                .isInstanceOf(UserInputException.class).hasMessageContaining("too few posts");
    }

    @Test
    void severalSetsOfIdentifiersAreAveragedResponseByResponse() {
        List<LabelledPair> pairs = pairs(100, 8, "I am so sorry.");
        List<EvidenceReport> single = List.of(1, 2).stream()
                .map(set -> evaluation().run(List.of("one"), name -> tiny("a" + set, set), "held", pairs, 0)).toList();
        EvidenceReport both = evaluation().run(List.of("1", "2"), name -> tiny("b" + name, Integer.parseInt(name)), "held", pairs, 0);
        for (int row = 0; row < 4; row++) {
            double mean = (single.get(0).rows().get(row).mean().tokenF1().value() + single.get(1).rows().get(row).mean().tokenF1().value())
                    / 2;
            assertThat(both.rows().get(row).mean().tokenF1().value()).isCloseTo(mean, within(1e-12));
        }
    }

    @Test
    void whatAFoldIsMeasuredWithDoesNotKnowItsMarks() {
        List<EvidenceEvaluation.Case> cases = new ArrayList<>();
        List<EvidenceEvaluation.Case> others = new ArrayList<>();
        List<Evidence> found = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            LabelledPair pair = pairs(i, 1, "I am so sorry.").get(0);
            int fold = i % 3;
            cases.add(new EvidenceEvaluation.Case(pair, RationaleMarks.of(pair.response(), List.of("so sorry")), i, fold));
            others.add(new EvidenceEvaluation.Case(pair,
                    RationaleMarks.of(pair.response(), List.of(fold == 0 ? "But that must hurt" : "so sorry")), i, fold));
            found.add(evidence(EvidenceMethod.ATTENTION_ROLLOUT, 0.1, 0.2, 0.5, 0.45, 0.1, 0.3 + 0.01 * i, 0.1, 0.2));
        }
        CrossFit one = CrossFit.of(cases, found, EvidenceUnit.WORD, 3);
        CrossFit other = CrossFit.of(others, found, EvidenceUnit.WORD, 3);
        assertThat(one.chosen().get(0)).isEqualTo(other.chosen().get(0));
        assertThat(one.promise()[0]).isEqualTo(other.promise()[0]).isEqualTo(1);
        assertThat(one.promise()[1]).as("the others were chosen on it").isGreaterThan(other.promise()[1]);
        assertThat(one.values()[EvidenceValues.TOKEN_F1][0]).isEqualTo(1);
        assertThat(other.values()[EvidenceValues.TOKEN_F1][0]).isZero();
        CrossFit poor = new CrossFit(new double[EvidenceValues.MEASURES][12], one.chosen(), new double[] {0.5, 2, 0.5});
        double[] best = CrossFit.best(List.of(one, poor), cases)[EvidenceValues.TOKEN_F1];
        for (int i = 0; i < 12; i++) assertThat(best[i]).as("by promise, not by what came of it").isEqualTo(i % 3 == 1 ? 0 : 1);
    }

    /** Against the normal interval of a mean; responses to one post count as one draw. */
    @Test
    void intervalsAreThoseOfAMeanOverPosts() {
        SplittableRandom random = new SplittableRandom(5);
        double[] values = random.doubles(400).toArray();
        int[] posts = IntStream.range(0, 400).toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        double half = 1.96 * Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / 399 / 400);
        PostBootstrap draws = new PostBootstrap(400, 1);
        Interval alone = draws.of(List.of(new PostBootstrap.Sample(posts, values)));
        assertThat(alone.value()).isCloseTo(mean, within(1e-12));
        assertThat(alone.low()).isCloseTo(mean - half, within(0.1 * half));
        assertThat(alone.high()).isCloseTo(mean + half, within(0.1 * half));
        double[] twice = IntStream.range(0, 800).mapToDouble(i -> values[i % 400]).toArray();
        int[] twicePosts = IntStream.range(0, 800).map(i -> i % 400).toArray();
        Interval doubled = draws.of(List.of(new PostBootstrap.Sample(twicePosts, twice)));
        assertThat(doubled.low()).isCloseTo(alone.low(), within(1e-9));
        PostBootstrap.Sample sample = new PostBootstrap.Sample(posts, values);
        assertThat(draws.of(List.of(sample.minus(sample)))).isEqualTo(new Interval(0, 0, 0));
        assertThat(draws.of(List.of(sample.minus(sample))).clear()).isFalse();
        assertThat(alone.clear()).isTrue();
    }

    private EmpathyScorer tiny(String name, double deviation) {
        Path own = folder.resolve(name);
        assertThat(own.toFile().mkdirs()).isTrue();
        return TinyIdentifiers.of(own, deviation);
    }

    private static EvidenceEvaluation evaluation() {
        return new EvidenceEvaluation(EvidenceSettings.standard().withSteps(4), 2, 1, ProgressListener.none());
    }

    /** Responses of eight words in two sentences, one of which people marked; one more pair whose rationale does not stand in it. */
    private static List<LabelledPair> pairs(int from, int count, String rationale) {
        List<LabelledPair> pairs = new ArrayList<>();
        for (int i = from; i <= from + count; i++) {
            pairs.add(new LabelledPair("p" + i, "s" + i, Split.TRAIN, "I lost my job " + i,
                    "I am so sorry. But that must hurt", Map.of(Mechanism.EMOTIONAL_REACTION, Level.WEAK),
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
