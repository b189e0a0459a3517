package org.empathyworkbench.generation;

/**
 * Settings of beam search, with Hugging Face's defaults except for the number of beams.
 *
 * @param beams            hypotheses kept at every position, at least two
 * @param lengthPenalty    exponent of the length that divides a hypothesis' log-probability; positive values favour long ones
 * @param earlyStopping    whether a context is finished as soon as it has as many finished hypotheses as beams, even if an open one could
 *                         still be better
 * @param maximumNewTokens maximum length of hypotheses, the end token counted
 * @param minimumLength    minimum length, the start token counted; 0 for no limit
 */
public record BeamSettings(int beams, double lengthPenalty, boolean earlyStopping, int maximumNewTokens, int minimumLength) {
    public BeamSettings {
        if (beams < 1) throw new IllegalArgumentException("A search has one beam at least, not " + beams + ".");
        if (!Double.isFinite(lengthPenalty)) throw new IllegalArgumentException("A length penalty is a number, not " + lengthPenalty + ".");
        if (maximumNewTokens < 1)
            throw new IllegalArgumentException("A response has at least one token, not " + maximumNewTokens + ".");
        if (minimumLength < 0) throw new IllegalArgumentException("The minimum length is 0 tokens or more, not " + minimumLength + ".");
    }

    public static BeamSettings of(int beams, int maximumNewTokens) { return new BeamSettings(beams, 1, false, maximumNewTokens, 0); }
}
