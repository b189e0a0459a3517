package org.empathyworkbench.app.runs;

import java.util.Comparator;
import java.util.Optional;
import org.empathyworkbench.app.newrun.RunFormats;
import org.empathyworkbench.run.RunMetrics;

/**
 * How good a run is so far. In order: those of one measure together, the better before the worse, and those without any last.
 *
 * @param words   such as {@code perplexity 24.1}; empty while there is nothing to say
 * @param meaning how the number comes about
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
