package org.empathyworkbench.generation;

import org.empathyworkbench.text.TextTokenizer;

/**
 * A candidate token at a position.
 *
 * @param piece       as in the vocabulary, {@code ▁} for a space before it; the end token is {@code </s>}
 * @param logProbability of the whole softmax, without temperature
 * @param rank        1 for the most probable
 */
public record TokenCandidate(int id, String piece, double logProbability, int rank) {
    public double probability() { return Math.exp(logProbability); }

    /** Whether it is the end token. */
    public boolean ends() { return id == TextTokenizer.EOS; }
}
