package org.empathyworkbench.data;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.Turn;

/**
 * What is in a corpus, counted before anything is stored. Words are parted by blanks. Absent keys mean zero.
 *
 * @param splits             amounts in each split that has any
 * @param emotions           conversations of each emotion, by split, in alphabetical order; without those that have no emotion
 * @param levels             labelled turns and pairs by split, mechanism and level
 * @param meanTurns          utterances of a conversation; NaN without conversations
 * @param meanUtteranceWords words of an utterance (of a post of a pair, seeker's or responder's); NaN when there is none
 * @param meanResponseWords  words of a listener response (of a pair's response); NaN when there is none
 */
public record CorpusSummary(String format, Map<Split, Amounts> splits, Map<String, Map<Split, Integer>> emotions,
                            Map<Split, Map<Mechanism, Map<Level, Integer>>> levels, double meanTurns, double meanUtteranceWords,
                            double meanResponseWords, List<String> notices) {
    /** Amounts of one split, or of all; {@code responses} are the listener turns that answer a speaker turn. */
    public record Amounts(int dialogues, int utterances, int responses, int pairs) {
        public static final Amounts NONE = new Amounts(0, 0, 0, 0);

        Amounts plus(Amounts other) {
            return new Amounts(dialogues + other.dialogues, utterances + other.utterances,
                    responses + other.responses, pairs + other.pairs);
        }
    }

    public static CorpusSummary of(Corpus corpus) {
        Map<Split, Amounts> splits = new EnumMap<>(Split.class);
        Map<String, Map<Split, Integer>> emotions = new TreeMap<>();
        Map<Split, Map<Mechanism, Map<Level, Integer>>> levels = new EnumMap<>(Split.class);
        Mean turns = new Mean();
        Mean utteranceWords = new Mean();
        Mean responseWords = new Mean();
        for (Dialogue dialogue : corpus.dialogues()) {
            List<Turn> responses = dialogue.responseTurns();
            splits.merge(dialogue.split(), new Amounts(1, dialogue.turns().size(), responses.size(), 0), Amounts::plus);
            if (!dialogue.emotion().isEmpty()) {
                emotions.computeIfAbsent(dialogue.emotion(), any -> new EnumMap<>(Split.class)).merge(dialogue.split(), 1, Integer::sum);
            }
            turns.add(dialogue.turns().size());
            for (Turn turn : dialogue.turns()) {
                utteranceWords.add(words(turn.text()));
                count(levels, dialogue.split(), turn.levels());
            }
            for (Turn response : responses) responseWords.add(words(response.text()));
        }
        for (LabelledPair pair : corpus.pairs()) {
            splits.merge(pair.split(), new Amounts(0, 0, 0, 1), Amounts::plus);
            count(levels, pair.split(), pair.levels());
            utteranceWords.add(words(pair.context()));
            utteranceWords.add(words(pair.response()));
            responseWords.add(words(pair.response()));
        }
        return new CorpusSummary(corpus.format(), splits, emotions, levels, turns.value(),
                utteranceWords.value(), responseWords.value(), corpus.notices());
    }

    private static void count(Map<Split, Map<Mechanism, Map<Level, Integer>>> levels, Split split, Map<Mechanism, Level> found) {
        found.forEach((mechanism, level) -> levels.computeIfAbsent(split, any -> new EnumMap<>(Mechanism.class))
                .computeIfAbsent(mechanism, any -> new EnumMap<>(Level.class)).merge(level, 1, Integer::sum));
    }

    private static int words(String text) {
        int words = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            boolean blank = Character.isWhitespace(text.charAt(i));
            if (!blank && !inside) words++;
            inside = !blank;
        }
        return words;
    }

    private static final class Mean {
        private long sum;
        private long count;

        void add(int value) {
            sum += value;
            count++;
        }

        double value() { return (double) sum / count; }       // 0 / 0 is NaN
    }

    public Amounts amounts(Split split) { return splits.getOrDefault(split, Amounts.NONE); }

    /** Over all splits. */
    public Amounts total() { return splits.values().stream().reduce(Amounts.NONE, Amounts::plus); }

    /** Over all splits. */
    public int level(Mechanism mechanism, Level level) {
        int sum = 0;
        for (Split split : levels.keySet()) sum += level(split, mechanism, level);
        return sum;
    }

    public int level(Split split, Mechanism mechanism, Level level) {
        return levels.getOrDefault(split, Map.of()).getOrDefault(mechanism, Map.of()).getOrDefault(level, 0);
    }
}
