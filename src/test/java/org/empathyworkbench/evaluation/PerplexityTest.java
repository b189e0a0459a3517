package org.empathyworkbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The three perplexities of two unequal batches: 10 nats over 5 tokens, 2 words, 1 example,
 * and 6 nats over 2 tokens, 3 words, 3 examples.
 */
class PerplexityTest {
    @Test void tokensWordsAndBatchesAreDividedByEachForItself() {
        Perplexity perplexity = new Perplexity();
        perplexity.add(10, 5, 2, 1);
        perplexity.add(6, 2, 3, 3);
        assertThat(perplexity.loss()).isCloseTo(16 / 7.0, within(1e-12));
        List<Figure> figures = PerplexityFigures.of(perplexity, 8).figures();
        assertThat(figures).extracting(Figure::key).containsExactly("ppl", "ppl-code", "ppl-word");
        assertThat(figures.stream().mapToDouble(Figure::value).toArray())
                .containsExactly(new double[] {Math.exp(16 / 7.0), Math.exp((2 * 1 + 3 * 3) / 4.0), Math.exp(16 / 5.0)}, within(1e-9));
        assertThat(perplexity.tokens()).isEqualTo(7);
        assertThat(perplexity.words()).isEqualTo(5);
    }
}
