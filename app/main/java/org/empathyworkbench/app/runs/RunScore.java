package org.empathyworkbench.app.runs;

import java.util.Comparator;
import java.util.Optional;
import org.empathyworkbench.app.newrun.RunFormats;
import org.empathyworkbench.run.RunMetrics;

/**
 * A run's score. Ordering: by metric, better before worse, runs without a score last.
 *
 * @param words   such as {@code perplexity 24.1}; empty for none
 * @param meaning how the score is computed
 */
public record RunScore(String name, double value, boolean lowerIsBetter, String words, String meaning) implements Comparable<RunScore> {
    static final RunScore NONE = new RunScore("\uffff", Double.NaN, false, "", "");
    private static final Comparator<RunScore> ORDER = Comparator.comparing(RunScore::name)
            .thenComparing(one -> one.lowerIsBetter ? one.value : -one.value);

    static RunScore of(Optional<RunMetrics.Best> best) {
        return best.map(one -> new RunScore(one.name(), one.value(), one.lowerIsBetter(),
                one.name() + " " + RunFormats.number(one.value()), one.meaning())).orElse(NONE);
    }

    @Override
    public int compareTo(RunScore other) { return ORDER.compare(this, other); }

    @Override
    public String toString() { return words; }
}
