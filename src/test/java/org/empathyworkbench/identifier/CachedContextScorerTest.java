package org.empathyworkbench.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.text.ProgressListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedContextScorerTest {
    private static final List<String> CONTEXT = List.of("I lost my job.",
            "That sounds hard.", "  It is | very sad and the house is quiet. ");
    private static final String RESPONSE = " I am so sorry, that must hurt! Did anybody say why?";
    @TempDir Path folder;
    private EmpathyScorer scorer;

    @BeforeEach
    void load() { scorer = TinyIdentifiers.of(folder, 1); }

    @AfterEach
    void close() { scorer.close(); }

    @Test
    void aResponseGetsExactlyTheProbabilitiesThatTheScorerGivesItWhateverWasAskedBefore() {
        for (List<String> context : List.of(CONTEXT, List.of("Hello."), CONTEXT)) {
            for (String response : List.of(RESPONSE, "", "why?")) {
                EmpathyProfile anew = scorer.score(context, response);
                EmpathyProfile kept = scorer.reading(context).score(response);
                for (Mechanism mechanism : Mechanism.values()) {
                    for (Level level : Level.values())
                        assertThat(kept.probability(mechanism, level)).isEqualTo(anew.probability(mechanism, level));
                }
            }
        }
        assertThat(scorer.reading(CONTEXT)).isSameAs(scorer.reading(List.copyOf(CONTEXT)));
    }

    @Test
    void wordsStandWhereTheyAreWrittenAndIntegratedGradientsAddUp() {
        assertThat(scorer.evidenceMethods()).as("nothing was learnt").doesNotContain(EvidenceMethod.RATIONALE_HEAD);
        for (EvidenceMethod method : scorer.evidenceMethods()) {
            Map<Mechanism, Evidence> all = scorer.reading(CONTEXT)
                    .evidence(RESPONSE, method, new EvidenceSettings(512, EvidenceSettings.Baseline.UNKNOWN), () -> false);
            all.forEach((mechanism, evidence) -> {
                EmpathyProfile profile = scorer.score(CONTEXT, RESPONSE);
                double none = profile.probability(mechanism, Level.NONE);
                assertThat(evidence.logOdds()).isCloseTo(Math.log((1 - none) / none), within(1e-3));
                for (EvidenceWord word : evidence.words()) {
                    String text = word.turn() < 0 ? RESPONSE : CONTEXT.get(word.turn()).strip().replace('|', '/');
                    assertThat(text.substring(word.from(), word.to())).isEqualTo(word.text());
                    assertThat(evidence.intensity(word)).isBetween(-1.0, 1.0);
                }
                assertThat(evidence.words()).extracting(EvidenceWord::turn)
                        .containsOnly(method.overResponse() ? new Integer[] {-1} : new Integer[] {0, 1, 2});
                if (method == EvidenceMethod.INTEGRATED_GRADIENTS)
                    assertThat(Math.abs(evidence.gap())).isLessThan(0.02 * Math.abs(evidence.logOdds() - evidence.baseline()) + 4e-3);
            });
        }
        assertThat(scorer.reading(CONTEXT).evidence(RESPONSE, EvidenceMethod.INTEGRATED_GRADIENTS, EvidenceSettings.standard(), () -> true))
                .isNull();
    }

    @Test
    void wordsBehindTheLimitAreMarkedAsNotRead() {
        Evidence evidence = scorer.reading(CONTEXT).evidence(Mechanism.INTERPRETATION, "sorry ".repeat(60),
                EvidenceMethod.ATTENTION_ROLLOUT, EvidenceSettings.standard(), () -> false);
        assertThat(evidence.words()).hasSize(60);
        assertThat(evidence.words().get(0).read()).isTrue();
        assertThat(evidence.words().get(59).read()).isFalse();
        assertThat(evidence.words().get(59).score()).isZero();
    }

    /** Every edit is scored again by itself, and the list of the smallest is found by trying all subsets of the tried ones. */
    @Test
    void theSearchFindsEveryLevelThatAWordASentenceOrTwoWordsChange() {
        String response = "I am so sorry, that must hurt! Did anybody say why?";
        List<Double> heard = new ArrayList<>();
        EditReport report = new EditSearch(60, 5)
                .run(scorer.reading(CONTEXT), response, () -> false, (fraction, what) -> heard.add(fraction));
        assertThat(report.whole()).isTrue();
        assertThat(report.of(Edit.Kind.WORD)).hasSize(11);
        assertThat(report.of(Edit.Kind.SENTENCE)).hasSize(2);
        assertThat(report.of(Edit.Kind.TWO_WORDS)).hasSize(10);
        assertThat(heard).isSorted().last().isEqualTo(1.0);
        assertThat(report.effects().get(3).edit().text()).isEqualTo("I am so that must hurt! Did anybody say why?");
        assertThat(report.effects().get(10).edit().text()).isEqualTo("I am so sorry, that must hurt! Did anybody say");
        for (EditEffect effect : report.effects()) {
            EmpathyProfile alone = scorer.score(CONTEXT, effect.edit().text());
            for (Mechanism mechanism : Mechanism.values()) {
                for (Level level : Level.values())
                    assertThat(effect.after().probability(mechanism, level)).isCloseTo(alone.probability(mechanism, level), within(1e-4));
            }
        }
        List<EditEffect> smallest = report.smallest();
        assertThat(smallest).allSatisfy(effect -> assertThat(effect.changed()).isNotEmpty())
                .isSortedAccordingTo(Comparator.comparingInt(effect -> effect.edit().words()));
        assertThat(smallest.stream().filter(effect -> effect.edit().kind() == Edit.Kind.WORD))
                .hasSameElementsAs(report.of(Edit.Kind.WORD).stream().filter(effect -> !effect.changed().isEmpty()).toList());
    }

    @Test
    void aSearchThatIsStoppedReportsWhatItHasAndASingleWordIsNotLeftOut() {
        EditReport stopped = EditSearch.standard().run(scorer.reading(CONTEXT), RESPONSE, () -> true, ProgressListener.none());
        assertThat(stopped.whole()).isFalse();
        assertThat(stopped.effects()).isEmpty();
        assertThat(EditSearch.standard().run(scorer.reading(CONTEXT), "Sorry.", () -> false, ProgressListener.none()).effects()).isEmpty();
        EditReport limited = new EditSearch(3, 2).run(scorer.reading(CONTEXT), RESPONSE, () -> false, ProgressListener.none());
        assertThat(limited.beyond()).isEqualTo(8);
        assertThat(limited.of(Edit.Kind.TWO_WORDS)).hasSize(1);
    }
}
