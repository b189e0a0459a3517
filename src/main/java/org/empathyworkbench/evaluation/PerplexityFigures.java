package org.empathyworkbench.evaluation;

import java.util.List;

/**
 * How surprised a generator is by the references.
 *
 * @param byToken token-weighted (the default)
 * @param byBatch exp of the mean of batch means, as the authors' code reports it
 * @param batch   the size of those batches
 * @param byWord  a word, the only figure to compare across tokenizers
 */
public record PerplexityFigures(double byToken, double byBatch, int batch, double byWord, long tokens, long words) {
    static PerplexityFigures of(Perplexity perplexity, int batch) {
        return new PerplexityFigures(perplexity.byToken(), perplexity.byBatch(),
                batch, perplexity.byWord(), perplexity.tokens(), perplexity.words());
    }

    List<Figure> figures() {
        return List.of(
                new Figure("ppl", "PPL", byToken,
                        "exp of the mean cross-entropy a token of the references. Comparable only between models with one tokenizer."),
                new Figure("ppl-code", "PPL (batches of " + batch + ")", byBatch,
                        "exp of the mean of batch means, as the authors' code reports it."),
                new Figure("ppl-word", "PPL a word", byWord,
                        "exp of the cross-entropy a word of the references, their ends counted: comparable across tokenizers."));
    }
}
