package org.empathyworkbench.evaluation;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Dist-n (Li et al. 2016): distinct n-grams over all n-grams of all responses together; n-grams do not cross responses, case counts.
 *
 * @param distinct different n-grams
 * @param total    n-grams
 */
public record Distinct(long distinct, long total) {

    /** @param responses words of each response */
    public static Distinct of(Collection<List<String>> responses, int n) {
        if (n < 1) throw new IllegalArgumentException("An n-gram has at least one word, not " + n + ".");
        Set<List<String>> seen = new HashSet<>();
        long total = 0;
        for (List<String> words : responses) {
            for (int i = 0; i + n <= words.size(); i++, total++) seen.add(List.copyOf(words.subList(i, i + n)));
        }
        return new Distinct(seen.size(), total);
    }

    public static Distinct of(Collection<String> responses, int n, WordTokens tokens) {
        return of(responses.stream().map(tokens::of).toList(), n);
    }

    /** The figure in tables: times 100; 0 when there is no n-gram. */
    public double percent() { return total == 0 ? 0 : 100.0 * distinct / total; }
}
