package org.empathyworkbench.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.Turn;
import org.junit.jupiter.api.Test;

class DemoCorpusTest {
    private static final Corpus CORPUS = DemoCorpus.generate(1, DemoCorpus.DEFAULT_DIALOGUES);

    @Test
    void hasDialoguesOfAllThirtyTwoEmotionsEquallyOften() {
        assertThat(CORPUS.dialogues()).hasSize(1_280);
        Map<String, Long> emotions = CORPUS.dialogues().stream().collect(Collectors.groupingBy(Dialogue::emotion, Collectors.counting()));
        assertThat(emotions).hasSize(32);
        assertThat(emotions.values()).containsOnly(40L);
        assertThat(CORPUS.dialogues().stream().map(Dialogue::id).distinct()).hasSize(1_280);
        assertThat(DemoGrammar.readSituations()).hasSize(32)
                .allSatisfy((emotion, situations) -> assertThat(situations).hasSizeGreaterThanOrEqualTo(5));
    }

    @Test
    void isSplitEightyTenTen() {
        Map<Split, Long> splits = CORPUS.dialogues().stream().collect(Collectors.groupingBy(Dialogue::split, Collectors.counting()));
        assertThat(splits).containsEntry(Split.TRAIN, 1_024L).containsEntry(Split.VALIDATION, 128L).containsEntry(Split.TEST, 128L);
    }

    @Test
    void turnsAlternateSpeakerFirstAndListenersHaveAllThreeLevels() {
        for (Dialogue dialogue : CORPUS.dialogues()) {
            assertThat(dialogue.turns()).hasSizeBetween(2, 6);
            for (int i = 0; i < dialogue.turns().size(); i++) {
                Turn turn = dialogue.turns().get(i);
                assertThat(turn.role()).isEqualTo(i % 2 == 0 ? Role.SPEAKER : Role.LISTENER);
                assertThat(turn.levels()).hasSize(i % 2 == 0 ? 0 : 3);
            }
        }
    }

    @Test
    void equalSeedsGiveEqualCorporaAndOthersDoNot() {
        assertThat(DemoCorpus.generate(1, DemoCorpus.DEFAULT_DIALOGUES)).isEqualTo(CORPUS);
        assertThat(DemoCorpus.generate(2, 64)).isNotEqualTo(DemoCorpus.generate(3, 64));
    }

    @Test
    void everyTextIsReadable() {
        Pattern odd = Pattern.compile("[{}_]|\\s{2,}|^\\s|\\s$|\\.\\.|[a-z][.!?] [a-z]|\\s[.,!?]|\\bnull\\b");
        assertThat(texts()).allSatisfy(text -> {
            assertThat(text).isNotBlank().matches("(?s)[A-Z].*[.!?]");
            assertThat(odd.matcher(text).find()).as(text).isFalse();
            assertThat(text.split(" ").length).as(text).isLessThanOrEqualTo(45);
        });
    }

    @Test
    void noPersonChangesSexWithinASentenceThatNamesOnlyOne() {
        assertThat(texts()).noneMatch(text ->
                text.matches(".*\\bmother and he\\b.*|.*\\bfather and she\\b.*|.*\\bson\\b[^.]* she .*|.*\\bdaughter\\b[^.]* he .*"));
    }

    @Test
    void contextsAreDistinctAndNoOpeningIsToldTwice() {
        List<Example> examples = CORPUS.dialogues().stream().flatMap(d -> d.examples().stream()).toList();
        assertThat(examples).hasSizeGreaterThan(2_300);
        assertThat(new HashSet<>(examples.stream().map(Example::context).toList()).size()).isGreaterThan((int) (0.99 * examples.size()));
        assertThat(new HashSet<>(examples.stream().map(Example::response).toList()).size()).isGreaterThan((int) (0.75 * examples.size()));
        assertThat(CORPUS.dialogues().stream().map(d -> d.turns().get(0).text()).distinct().count()).isGreaterThan(1_270);
    }

    @Test
    void everyLevelOfEveryMechanismIsCommon() {
        List<Turn> responses = CORPUS.dialogues().stream().flatMap(d -> d.turns().stream()).filter(t -> t.role() == Role.LISTENER).toList();
        for (Mechanism mechanism : Mechanism.values()) {
            for (Level level : Level.values()) {
                long count = responses.stream().filter(turn -> turn.levels().get(mechanism) == level).count();
                assertThat((double) count / responses.size()).as(mechanism + " " + level).isBetween(0.2, 0.5);
            }
        }
    }

    /** The best guess from emotion and place is right far oftener than the best guess without, and far from always. */
    @Test
    void levelsDependOnTheContextWithNoiseLeft() {
        for (Mechanism mechanism : Mechanism.values()) {
            Map<String, Map<Level, Long>> byContext = CORPUS.dialogues().stream()
                    .flatMap(d -> IntStream.range(0, d.turns().size()).filter(i -> i % 2 == 1)
                            .mapToObj(i -> Map.entry(d.emotion() + i, d.turns().get(i).levels().get(mechanism))))
                    .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.groupingBy(Map.Entry::getValue, Collectors.counting())));
            long right = byContext.values().stream().mapToLong(levels -> levels.values().stream().mapToLong(n -> n).max().orElse(0)).sum();
            long all = byContext.values().stream().flatMap(levels -> levels.values().stream()).mapToLong(n -> n).sum();
            assertThat((double) right / all).as(mechanism.title()).isBetween(0.7, 0.9);
        }
    }

    @Test
    void responseHoldsExactlyThePhrasesOfItsLevels() {
        Set<String> strong = new HashSet<>();
        Set<String> weak = new HashSet<>();
        DemoGrammar.read().families().values().forEach(family -> {
            strong.addAll(family.strong());
            weak.addAll(family.weak());
        });
        for (Dialogue dialogue : CORPUS.dialogues()) {
            for (Turn turn : dialogue.turns()) {
                if (turn.role() == Role.SPEAKER) continue;
                Level level = turn.levels().get(Mechanism.EMOTIONAL_REACTION);
                assertThat(strong.stream().anyMatch(turn.text()::contains)).as(turn.text()).isEqualTo(level == Level.STRONG);
                assertThat(weak.stream().anyMatch(turn.text()::startsWith)).as(turn.text()).isEqualTo(level == Level.WEAK);
                assertThat(turn.text().endsWith("?")).as(turn.text()).isEqualTo(turn.levels().get(Mechanism.EXPLORATION) != Level.NONE);
            }
        }
    }

    @Test
    void labelledPairsCoverAllTwentySevenCombinationsEquallyOften() {
        assertThat(CORPUS.pairs()).hasSize(3_024);
        Map<Map<Mechanism, Level>, Long> combinations = CORPUS.pairs().stream()
                .collect(Collectors.groupingBy(LabelledPair::levels, Collectors.counting()));
        assertThat(combinations).hasSize(27);
        assertThat(combinations.values()).containsOnly(112L);
    }

    @Test
    void pairsOfOnePostStayInOneSplit() {
        Map<String, List<LabelledPair>> posts = CORPUS.pairs().stream().collect(Collectors.groupingBy(LabelledPair::seekerId));
        assertThat(posts).hasSize(756);
        assertThat(posts.values()).allSatisfy(pairs -> {
            assertThat(pairs.stream().map(LabelledPair::split).distinct()).hasSize(1);
            assertThat(pairs.stream().map(LabelledPair::context).distinct()).hasSize(1);
        });
        assertThat(CORPUS.pairs().stream().filter(pair -> pair.split() == Split.VALIDATION).count()).isBetween(600L, 610L);
        assertThat(CORPUS.pairs().stream().map(LabelledPair::id).distinct()).hasSize(3_024);
    }

    @Test
    void rationalesAreTheVeryPhrasesAndThereIsOneForEveryLevelAboveNone() {
        assertThat(CORPUS.pairs()).allSatisfy(pair -> {
            for (Mechanism mechanism : Mechanism.values()) {
                List<String> rationales = pair.rationales().getOrDefault(mechanism, List.of());
                assertThat(rationales).hasSize(pair.levels().get(mechanism) == Level.NONE ? 0 : 1);
                assertThat(rationales).allSatisfy(rationale -> assertThat(pair.response()).contains(rationale));
            }
        });
    }

    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (Dialogue dialogue : CORPUS.dialogues()) {
            texts.add(dialogue.situation());
            dialogue.turns().forEach(turn -> texts.add(turn.text()));
        }
        CORPUS.pairs().forEach(pair -> Stream.of(pair.context(), pair.response()).forEach(texts::add));
        return texts;
    }
}
