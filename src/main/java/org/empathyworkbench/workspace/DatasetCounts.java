package org.empathyworkbench.workspace;

import java.util.Map;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;

/**
 * Size statistics of a dataset. Absent keys mean zero.
 *
 * @param splits   counts of each non-empty split
 * @param emotions conversations of each emotion, by split, in alphabetical order; without those that have no emotion
 * @param levels   labelled turns and pairs by split, mechanism and level
 */
public record DatasetCounts(Map<Split, Amounts> splits, Map<String, Map<Split, Integer>> emotions,
                            Map<Split, Map<Mechanism, Map<Level, Integer>>> levels) {
    /** Counts of one split; {@code responses} are the listener turns that answer a speaker turn. */
    public record Amounts(int dialogues, int utterances, int responses, int pairs) {
        public static final Amounts NONE = new Amounts(0, 0, 0, 0);
    }

    public Amounts amounts(Split split) { return splits.getOrDefault(split, Amounts.NONE); }

    public int emotion(String emotion) {
        return emotions.getOrDefault(emotion, Map.of()).values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Sum over all splits. */
    public int level(Mechanism mechanism, Level level) {
        int sum = 0;
        for (Split split : levels.keySet()) sum += level(split, mechanism, level);
        return sum;
    }

    public int level(Split split, Mechanism mechanism, Level level) {
        return levels.getOrDefault(split, Map.of()).getOrDefault(mechanism, Map.of()).getOrDefault(level, 0);
    }
}
