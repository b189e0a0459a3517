package org.empathyworkbench.app.runs;

import java.util.Comparator;
import java.util.Optional;
import org.empathyworkbench.run.RunFigures;

/**
 * How good a run is so far. In order: those of one measure together, the better before the worse, and those without any last.
 *
 * @param words   such as {@code perplexity 24.1}; empty while there is nothing to say
 * @param meaning how the number comes about
 */
public record Standing(String name, double value, boolean lowerIsBetter, String words, String meaning) implements Comparable<Standing> {
    static final Standing NONE = new Standing("\uffff", Double.NaN, false, "", "");
    private static final Comparator<Standing> ORDER = Comparator.comparing(Standing::name).thenComparing(one -> one.lowerIsBetter ? one.value : -one.value);

    static Standing of(Optional<RunFigures.Best> best) {
        return best.map(one -> new Standing(one.name(), one.value(), one.lowerIsBetter(), one.name() + " " + RunWords.number(one.value()), one.meaning())).orElse(NONE);
    }

    @Override
    public int compareTo(Standing other) { return ORDER.compare(this, other); }

    @Override
    public String toString() { return words; }
}
