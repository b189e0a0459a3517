package org.empathyworkbench.generation;

/**
 * How beam search goes, with Hugging Face's defaults but for the number of beams.
 *
 * @param beams            hypotheses kept at every place, two at least
 * @param lengthPenalty    exponent of the length that a hypothesis' log-probability is divided by; above 0 favours long ones
 * @param earlyStopping    whether a context is done as soon as it has so many finished hypotheses as beams, without a look at whether
 *                         an open one could still be better
 * @param maximumNewTokens at which hypotheses are cut, the end token counted
 * @param minimumLength    before which none may end, the start token counted; 0 for no limit
 */
public record BeamSettings(int beams, double lengthPenalty, boolean earlyStopping, int maximumNewTokens, int minimumLength) {
    public BeamSettings {
        if (beams < 1) throw new IllegalArgumentException("A search has one beam at least, not " + beams + ".");
        if (!Double.isFinite(lengthPenalty)) throw new IllegalArgumentException("A length penalty is a number, not " + lengthPenalty + ".");
        if (maximumNewTokens < 1)
            throw new IllegalArgumentException("A response has room for one token at least, not for " + maximumNewTokens + ".");
        if (minimumLength < 0) throw new IllegalArgumentException("A shortest response is 0 tokens or more, not " + minimumLength + ".");
    }

    public static BeamSettings of(int beams, int maximumNewTokens) { return new BeamSettings(beams, 1, false, maximumNewTokens, 0); }
}
