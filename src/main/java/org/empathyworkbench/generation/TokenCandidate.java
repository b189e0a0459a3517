package org.empathyworkbench.generation;

import org.empathyworkbench.text.TextTokenizer;

/**
 * A piece that could stand at a place.
 *
 * @param piece       as the vocabulary has it, {@code ▁} for a blank before it; the end of the response is {@code </s>}
 * @param logProbability of the whole softmax, without temperature
 * @param rank        1 for the likeliest
 */
public record TokenCandidate(int id, String piece, double logProbability, int rank) {
    public double probability() { return Math.exp(logProbability); }

    /** Whether it ends the response. */
    public boolean ends() { return id == TextTokenizer.EOS; }
}
