package org.empathyworkbench.training;

/**
 * Result of the training of a generator.
 *
 * @param steps          optimizer steps done
 * @param bestStep       step of the kept weights; equal to {@code steps} if the last weights were kept
 * @param validationLoss mean cross-entropy per token of the kept weights on the validation split, in nats; NaN if never evaluated
 * @param perplexity     exp of it
 * @param wordPerplexity perplexity per word, comparable across tokenizers
 * @param end            why it ended
 */
public record GeneratorOutcome(int steps, int bestStep, double validationLoss, double perplexity, double wordPerplexity, End end) {
    public enum End { ALL_STEPS_DONE, STOP_REQUESTED, TIME_OVER, PATIENCE_OVER, PAUSED }
}
