package org.empathyworkbench.t5;

import org.empathyworkbench.torch.Precision;

/**
 * Memory needs of a T5 in bytes, computed from the tensors that the programs keep. Notation: B rows, S context tokens, T response tokens, n
 * = B S, m = B T; d, i, f, h, V are the widths of the hidden states, of all heads, of the feed-forward layers, the number of heads and the
 * vocabulary size. Lengths are those of the padded batch, so an estimate with the settings' limits is for the longest possible batch.
 *
 * <p>Saved activations of each block until its backward pass (p = 1 with dropout, else 0): <ul> <li>each sublayer its normed input, and
 * with dropout its mask: (1 + p) d per token; <li>attention q, k, v and its result: 4 i per token (cross-attention's k and v are of the
 * context: 2 i of n); its map, and with dropout the mask: (1 + p) h Q K per row; <li>a feed-forward layer f with ReLU, f (2 + p) with
 * another activation, gated f (3 + p). </ul> In addition the temporaries of one block. The loss needs (m, V) twice: logits and
 * log-probabilities, then their gradient and its transpose. With 16-bit products, tensors read only by them take half.
 */
public final class T5Memory {
    private static final long FLOAT = 4;
    /** Widths d that an identifier's attention and head keep of each token of either encoder: projections, sums, and their gradients. */
    private static final long ON_STATES = 8;

    private final T5Config c;
    private final long read;                                                    // bytes per element of products' inputs
    private final long parameters;

    public T5Memory(T5Config config, Precision precision) {
        this.c = config;
        this.read = precision == Precision.FP32 ? FLOAT : 2;
        this.parameters = new T5Weights(config).all().stream().mapToLong(weight -> weight.shape().size()).sum();
    }

    /** Number of trainable parameters. */
    public long parameters() { return parameters; }

    /** Bytes of the weights; moments and gradients are each as large. */
    public long weights() { return FLOAT * parameters; }

    /** Number of parameters of an encoder alone. */
    public long encoderParameters() { return new T5Weights(c).encoder().stream().mapToLong(weight -> weight.shape().size()).sum(); }

    /**
     * Peak of a training step beyond weights, moments and accumulated gradients: at the loss, with all activations, or at the end, with
     * every gradient.
     */
    public long learning(long rows, long context, long response, boolean dropout) {
        long p = dropout ? 1 : 0;
        long tape = c.layers() * encoderTape(rows, context, p) + c.decoderLayers() * decoderTape(rows, context, response, p)
                + FLOAT * rows * (context + response) * c.dModel() * (2 + 2 * p);
        return Math.max(tape + 2 * logits(rows, response) + embedding(), weights()) + work(rows, context, response);
    }

    /**
     * As above with gradient checkpointing: only the input of each block is saved, and activations exist for one block at a time; every
     * gradient is added to an accumulated one.
     */
    public long learningTwice(long rows, long context, long response, boolean dropout) {
        long p = dropout ? 1 : 0;
        long inputs = FLOAT * c.dModel() * (rows * context * (c.layers() + 3L) + rows * response * (c.decoderLayers() + 3L));
        long block = Math.max(encoderTape(rows, context, p), decoderTape(rows, context, response, p))
                + FLOAT * 2 * parameters / (c.layers() + c.decoderLayers());
        return inputs + Math.max(2 * logits(rows, response) + embedding(), block) + work(rows, context, response);
    }

    /** An encoder's training step, such as one of an identifier's two: saved activations, without the gradients. */
    public long encoderLearning(long rows, long tokens, boolean dropout) {
        long p = dropout ? 1 : 0;
        long onStates = FLOAT * rows * tokens * c.dModel() * (2 + 2 * p + ON_STATES);
        return c.layers() * encoderTape(rows, tokens, p) + onStates + work(rows, tokens, 0);
    }

    /** Teacher-forced forward pass without gradients: one block's tensors, the attention bias, and {@code logits} times (m, V). */
    public long reading(long rows, long context, long response, int logits) {
        return encoding(rows, context) + FLOAT * rows * response * blockWidth()
                + FLOAT * rows * c.heads() * response * (response + context) + logits * logits(rows, response);
    }

    /** Encoding without gradients. */
    public long encoding(long rows, long tokens) { return FLOAT * (rows * tokens * blockWidth() + rows * c.heads() * tokens * tokens); }

    /** Sampling responses: the caches of all decoder layers, the encoder before them, one step's logits. */
    public long answering(long rows, long context, long newTokens) {
        long caches = FLOAT * 2 * c.decoderLayers() * c.inner() * (rows * context + rows * newTokens);
        return caches + encoding(rows, context) + 3 * logits(rows, 1);
    }

    /** (B, T, V) once. */
    public long logits(long rows, long response) { return FLOAT * rows * response * c.vocabularySize(); }

    private long encoderTape(long rows, long s, long p) {
        return rows * s * (FLOAT * 2 * (1 + p) * c.dModel() + read * (4L * c.inner() + taped(p)))
                + (read + FLOAT * p) * rows * c.heads() * s * s;
    }

    private long decoderTape(long rows, long s, long t, long p) {
        return rows * t * (FLOAT * 3 * (1 + p) * c.dModel() + read * (6L * c.inner() + taped(p))) + read * rows * s * 2 * c.inner()
                + (read + FLOAT * p) * rows * c.heads() * (t * t + t * s);
    }

    private long taped(long p) { return c.dFf() * (c.gated() ? 3 + p : c.activation() == Activation.RELU ? 1 : 2 + p); }

    /** Temporaries of a block's backward pass beyond the saved activations. */
    private long work(long rows, long s, long t) {
        return FLOAT * rows * Math.max(s, t) * blockWidth() + FLOAT * 2 * rows * c.heads() * s * s;
    }

    /** Temporaries of one block without gradients, per token: the residual stream, its norm, and the widest sublayer. */
    private long blockWidth() { return 3L * c.dModel() + Math.max(4L * c.inner(), c.dFf() * (c.gated() ? 3L : 2L)); }

    private long embedding() { return FLOAT * c.vocabularySize() * c.dModel(); }
}
