package org.empathyworkbench.training;

/**
 * How the training of a generator ended.
 *
 * @param steps          optimizer steps done
 * @param bestStep       steps after which the kept weights stood; equal to {@code steps} when the last weights were kept
 * @param validationLoss mean cross-entropy a token of the kept weights on the validation split, in nats; NaN when it was never looked at
 * @param perplexity     exp of it
 * @param wordPerplexity the same a word, the figure to compare across tokenizers
 * @param end            why it ended
 */
public record GeneratorOutcome(int steps, int bestStep, double validationLoss, double perplexity, double wordPerplexity, End end) {
    public enum End { ALL_STEPS_DONE, STOP_REQUESTED, TIME_OVER, PATIENCE_OVER, PAUSED }
}
