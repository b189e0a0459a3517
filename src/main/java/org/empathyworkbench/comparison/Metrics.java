package org.empathyworkbench.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.evaluation.ClassificationReport;

/**
 * Metrics of all columns over some contexts. Only contexts answered by every system count, so that all metrics cover the same contexts;
 * systems without any answer are excluded.
 *
 * @param shown   number of contexts considered
 * @param common  number of them answered by every included system
 * @param columns in the requested order, including the reference if requested
 */
public record Metrics(int shown, int common, List<ColumnMetrics> columns) {
    public static final Metrics NONE = new Metrics(0, 0, List.of());

    public Metrics { columns = List.copyOf(columns); }

    /** Null if the column is not included. */
    public ColumnMetrics of(String key) { return columns.stream().filter(one -> one.key().equals(key)).findFirst().orElse(null); }

    /** Computes metrics; caches tokenized responses, so that recomputing after a filter or more levels takes milliseconds. */
    public static final class Counter {
        private final WordIds ids = new WordIds();

        /**
         * @param keys of the included columns
         * @param rows contexts
         */
        public Metrics count(Comparison comparison, List<String> keys, int[] rows) {
            List<ComparedColumn> columns = keys.stream().map(comparison::column).filter(Objects::nonNull).toList();
            List<ComparedColumn> systems = columns.stream()
                    .filter(c -> !c.key().equals(Comparison.REFERENCE) && Arrays.stream(rows).anyMatch(c::answers)).toList();
            int[] common = Arrays.stream(rows).filter(row -> systems.stream().allMatch(system -> system.answers(row))).toArray();
            Wins wins = Wins.of(comparison, systems, common);
            List<ColumnMetrics> figures = new ArrayList<>();
            for (ComparedColumn column : columns) figures.add(count(comparison, column, common, wins, column.noAnswers(rows)));
            return new Metrics(rows.length, systems.isEmpty() ? 0 : common.length, figures);
        }

        private ColumnMetrics count(Comparison comparison, ComparedColumn column, int[] rows, Wins wins, int noAnswers) {
            Map<Mechanism, int[]> levels = new EnumMap<>(Mechanism.class);
            Map<Mechanism, int[][]> confusions = new EnumMap<>(Mechanism.class);
            for (Mechanism mechanism : Mechanism.values()) {
                levels.put(mechanism, new int[Level.values().length]);
                confusions.put(mechanism, new int[Level.values().length][Level.values().length]);
            }
            BitSet words = new BitSet();
            BitSet pairs = new BitSet();
            long wordCount = 0;
            long pairCount = 0;
            int responses = 0;
            int judged = 0;
            int rewarded = 0;
            double reward = 0;
            double logProbability = 0;
            long tokens = 0;
            for (int row : rows) {
                Map<Mechanism, Level> targets = comparison.targets(row);
                for (Answer answer : column.at(row)) {
                    if (!answer.answered()) continue;
                    responses++;
                    WordIds.Numbered numbered = ids.of(answer.text());
                    for (int id : numbered.words()) words.set(id);
                    for (int id : numbered.pairs()) pairs.set(id);
                    wordCount += numbered.words().length;
                    pairCount += numbered.pairs().length;
                    if (answer.tokens() > 0) {
                        logProbability += answer.logProbability();
                        tokens += answer.tokens();
                    }
                    if (answer.profile() == null) continue;
                    judged++;
                    for (Mechanism mechanism : Mechanism.values()) {
                        int level = answer.profile().level(mechanism).ordinal();
                        levels.get(mechanism)[level]++;
                        if (!targets.isEmpty()) confusions.get(mechanism)[targets.get(mechanism).ordinal()][level]++;
                    }
                    if (targets.isEmpty()) continue;
                    rewarded++;
                    reward += answer.profile().reward(targets);
                }
            }
            List<ClassificationReport> reports = confusions.values().stream().map(ClassificationReport::new).toList();
            boolean compared = rewarded > 0 && !column.key().equals(Comparison.REFERENCE);
            int place = wins.keys.indexOf(column.key());
            return new ColumnMetrics(column.key(), responses, judged, levels, compared ? ClassificationReport.empF1(reports) : Double.NaN,
                    compared ? 100 * reports.stream().mapToDouble(ClassificationReport::majorityFloor).average().orElse(0) : Double.NaN,
                    rewarded == 0 ? Double.NaN : reward / rewarded, percent(words.cardinality(), wordCount),
                    percent(pairs.cardinality(), pairCount), responses == 0 ? 0 : (double) wordCount / responses,
                    tokens == 0 ? Double.NaN : logProbability / tokens, place < 0 ? 0 : wins.wins[place],
                    place < 0 ? 0 : wins.ties[place], place < 0 ? 0 : wins.contested, noAnswers);
        }

        private static double percent(long distinct, long total) { return total == 0 ? 0 : 100.0 * distinct / total; }
    }

    /** The system with the greatest mean reward, context by context. */
    private record Wins(List<String> keys, int[] wins, int[] ties, int contested) {
        static Wins of(Comparison comparison, List<ComparedColumn> systems, int[] rows) {
            int[] wins = new int[systems.size()];
            int[] ties = new int[systems.size()];
            int contested = 0;
            double[] rewards = new double[systems.size()];
            for (int row : rows) {
                int known = 0;
                double best = Double.NEGATIVE_INFINITY;
                for (int s = 0; s < rewards.length; s++) {
                    rewards[s] = comparison.reward(systems.get(s).key(), row);
                    if (Double.isNaN(rewards[s])) continue;
                    known++;
                    best = Math.max(best, rewards[s]);
                }
                if (known < 2 || known < rewards.length) continue;
                contested++;
                int greatest = 0;
                for (double reward : rewards) if (reward == best) greatest++;
                for (int s = 0; s < rewards.length; s++) {
                    if (rewards[s] != best) continue;
                    if (greatest == 1) wins[s]++;
                    else ties[s]++;
                }
            }
            return new Wins(systems.stream().map(ComparedColumn::key).toList(), wins, ties, contested);
        }
    }
}
