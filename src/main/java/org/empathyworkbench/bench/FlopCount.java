package org.empathyworkbench.bench;

import org.empathyworkbench.t5.T5Config;

/**
 * Counted multiply-adds of the matrix products that a piece of work cannot do without; look-ups, norms, softmax and the optimiser are not
 * counted. A backward pass costs twice its forward pass: one product for the input's gradient, one for the weight's.
 */
final class FlopCount {
    private static final int BACKWARD = 2;
    private final T5Config c;

    FlopCount(T5Config config) { this.c = config; }

    /** Encoder over (rows, source) tokens: projections, feed-forward, attention of every token to every other. */
    long encoder(long rows, long source) {
        return c.layers() * rows * (source * (4L * c.dModel() * c.inner() + feedForward()) + 2 * source * source * c.inner());
    }

    /** Decoder over (rows, target) tokens with keys and values of (rows, source) encoder states. */
    long decoder(long rows, long target, long source) {
        return c.decoderLayers() * rows * (target * (6L * c.dModel() * c.inner() + feedForward()) + 2 * source * c.dModel() * c.inner()
                + 2 * target * target * c.inner() + 2 * target * source * c.inner());
    }

    /** The logits of so many tokens. */
    long logits(long tokens) { return tokens * c.dModel() * c.vocabularySize(); }

    /** Encoder, decoder and logits with every token given. */
    long teacherForced(long rows, long source, long target) {
        return encoder(rows, source) + decoder(rows, target, source) + logits(rows * target);
    }

    long supervisedStep(long rows, long source, long target) { return (1 + BACKWARD) * teacherForced(rows, source, target); }

    /** With a cache, a token attends to those before it: half of the square. */
    long generation(long rows, long source, long tokens) {
        return teacherForced(rows, source, tokens) - c.decoderLayers() * rows * tokens * (tokens - 1) * c.inner();
    }

    /** Three identifiers of two encoders each, with their four projections and the attention between them. */
    long scoring(long rows, long source, long response) {
        return 3 * identifier(rows, source, response);
    }

    /** One identifier learning. */
    long identifierStep(long rows, long source, long response) { return (1 + BACKWARD) * identifier(rows, source, response); }

    private long identifier(long rows, long source, long response) {
        long d = c.dModel();
        return encoder(rows, source) + encoder(rows, response) + rows * d * (2 * response * d + 2 * source * d + 2 * response * source);
    }

    /** Rollout, scoring, old policy and reference, and the epochs' forward and backward passes. */
    long ppoStep(long rows, long source, long target, int epochs) {
        return generation(rows, source, target) + scoring(rows, source, target)
                + (2 + epochs * (1L + BACKWARD)) * teacherForced(rows, source, target);
    }

    private long feedForward() { return (c.gated() ? 3L : 2L) * c.dModel() * c.dFf(); }
}
