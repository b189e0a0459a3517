package org.empathyworkbench.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Corpus BLEU (Papineni et al. 2002) as in NLTK: clipped n-gram matches and lengths are summed over the corpus, uniform weights,
 * brevity penalty against the closest reference length (the shorter one on a tie). Case counts.
 */
public final class Bleu {
    /** What happens to orders of n without a single match. */
    public enum Smoothing {
        /** BLEU is 0 then. */
        NONE,
        /** 0.1 matches are put in place of 0 (NLTK's method 1). */
        EPSILON,
        /** One is added to matches and n-grams of every order above 1 (NLTK's method 2). */
        ADD_ONE
    }

    private Bleu() { }

    /**
     * @param hypotheses (N) responses as words
     * @param references (N) for each response one or more references as words
     * @param n          the highest order, 1 for BLEU-1, 2 for BLEU-2
     * @return 0 to 1
     */
    public static double corpus(List<List<String>> hypotheses, List<List<List<String>>> references, int n, Smoothing smoothing) {
        if (hypotheses.size() != references.size()) {
            throw new IllegalArgumentException(hypotheses.size() + " responses but references for " + references.size() + ".");
        }
        long[] matches = new long[n];
        long[] grams = new long[n];
        long length = 0;
        long closest = 0;
        for (int i = 0; i < hypotheses.size(); i++) {
            List<String> hypothesis = hypotheses.get(i);
            for (int order = 1; order <= n; order++) {
                matches[order - 1] += clippedMatches(hypothesis, references.get(i), order);
                grams[order - 1] += Math.max(1, hypothesis.size() - order + 1);
            }
            length += hypothesis.size();
            closest += closestLength(hypothesis.size(), references.get(i));
        }
        if (n < 1 || matches[0] == 0) return 0;
        double logSum = 0;
        for (int order = 0; order < n; order++) {
            boolean addOne = smoothing == Smoothing.ADD_ONE && order > 0;
            double matched = matches[order] + (addOne ? 1 : 0);
            if (matched == 0 && smoothing == Smoothing.EPSILON) matched = 0.1;
            logSum += Math.log(matched / (grams[order] + (addOne ? 1 : 0))) / n;
        }
        double brevity = length > closest ? 1 : Math.exp(1 - (double) closest / length);
        return brevity * Math.exp(logSum);
    }

    /** One response against its references. */
    public static double sentence(List<String> hypothesis, List<List<String>> references, int n, Smoothing smoothing) {
        return corpus(List.of(hypothesis), List.of(references), n, smoothing);
    }

    private static long clippedMatches(List<String> hypothesis, List<List<String>> references, int n) {
        Map<List<String>, Integer> most = new HashMap<>();
        for (List<String> reference : references) {
            counts(reference, n).forEach((gram, count) -> most.merge(gram, count, Math::max));
        }
        long matches = 0;
        for (Map.Entry<List<String>, Integer> gram : counts(hypothesis, n).entrySet()) {
            matches += Math.min(gram.getValue(), most.getOrDefault(gram.getKey(), 0));
        }
        return matches;
    }

    private static Map<List<String>, Integer> counts(List<String> words, int n) {
        Map<List<String>, Integer> counts = new HashMap<>();
        for (int i = 0; i + n <= words.size(); i++) counts.merge(new ArrayList<>(words.subList(i, i + n)), 1, Integer::sum);
        return counts;
    }

    private static int closestLength(int length, List<List<String>> references) {
        int best = 0;
        int distance = Integer.MAX_VALUE;
        for (List<String> reference : references) {
            int d = Math.abs(reference.size() - length);
            if (d < distance || d == distance && reference.size() < best) {
                distance = d;
                best = reference.size();
            }
        }
        return best;
    }
}
