package org.empathyworkbench.t5;

import org.empathyworkbench.torch.Precision;

/**
 * How many bytes a T5 takes, counted from what the programs keep. Written for B rows, S context tokens, T response tokens, n = B S, m = B
 * T; d, i, f, h, V are the widths of the hidden states, of all heads, of the feed-forward layers, the heads and the vocabulary. Lengths are
 * those of the padded batch, so an estimate with the settings' limits is of the longest batch there can be.
 *
 * <p>What stays on the tape of each block until the gradient takes it back (p = 1 with dropout, else 0):
 * <ul>
 * <li>each sublayer its normed input, and with dropout its factors: (1 + p) d a token;
 * <li>attention q, k, v and its result: 4 i a token (cross-attention's k and v are of the context: 2 i of n); its map, and with dropout the
 *     factors: (1 + p) h Q K a row;
 * <li>a feed-forward layer f with ReLU, f (2 + p) with another activation, gated f (3 + p).
 * </ul>
 * Beside it one block's own work. The loss holds (m, V) twice: logits and log-probabilities, then their gradient as it is and transposed.
 * Where products read 16 bits, what only they read takes half.
 */
public final class T5Memory {
    private static final long FLOAT = 4;
    /** Widths d that an identifier's attention and head keep of each token of either encoder: projections, sums, and their gradients. */
    private static final long ON_STATES = 8;

    private final T5Config c;
    private final long read;                                                    // bytes of a number that products read
    private final long parameters;

    public T5Memory(T5Config config, Precision precision) {
        this.c = config;
        this.read = precision == Precision.FP32 ? FLOAT : 2;
        this.parameters = new T5Weights(config).all().stream().mapToLong(weight -> weight.shape().size()).sum();
    }

    /** Numbers that are learned. */
    public long parameters() { return parameters; }

    /** Bytes of the weights; moments and gradients are each as large. */
    public long weights() { return FLOAT * parameters; }

    /** The numbers of an encoder alone. */
    public long encoderParameters() { return new T5Weights(c).encoder().stream().mapToLong(weight -> weight.shape().size()).sum(); }

    /**
     * The widest moment of a learning step beyond weights, moments and standing gradients: at the loss, with the whole tape, or at the end,
     * with every gradient.
     */
    public long learning(long rows, long context, long response, boolean dropout) {
        long p = dropout ? 1 : 0;
        long tape = c.layers() * encoderTape(rows, context, p) + c.decoderLayers() * decoderTape(rows, context, response, p)
                + FLOAT * rows * (context + response) * c.dModel() * (2 + 2 * p);
        return Math.max(tape + 2 * logits(rows, response) + embedding(), weights()) + work(rows, context, response);
    }

    /**
     * As above where blocks are computed twice: only what each takes is kept, and one block at a time has a
     * tape; every gradient goes to a standing sum.
     */
    public long learningTwice(long rows, long context, long response, boolean dropout) {
        long p = dropout ? 1 : 0;
        long inputs = FLOAT * c.dModel() * (rows * context * (c.layers() + 3L) + rows * response * (c.decoderLayers() + 3L));
        long block = Math.max(encoderTape(rows, context, p), decoderTape(rows, context, response, p))
                + FLOAT * 2 * parameters / (c.layers() + c.decoderLayers());
        return inputs + Math.max(2 * logits(rows, response) + embedding(), block) + work(rows, context, response);
    }

    /** An encoder's learning step, as an identifier's two: its tape and what stands on its states, without its gradients. */
    public long encoderLearning(long rows, long tokens, boolean dropout) {
        long p = dropout ? 1 : 0;
        long onStates = FLOAT * rows * tokens * c.dModel() * (2 + 2 * p + ON_STATES);
        return c.layers() * encoderTape(rows, tokens, p) + onStates + work(rows, tokens, 0);
    }

    /** Teacher-forced reading without gradients: one block's tensors, the attention's bias, and {@code logits} times (m, V). */
    public long reading(long rows, long context, long response, int logits) {
        return encoding(rows, context) + FLOAT * rows * response * blockWidth()
                + FLOAT * rows * c.heads() * response * (response + context) + logits * logits(rows, response);
    }

    /** Encoding without gradients. */
    public long encoding(long rows, long tokens) { return FLOAT * (rows * tokens * blockWidth() + rows * c.heads() * tokens * tokens); }

    /** Drawing responses: the caches of all decoder layers, the encoder before them, a step's logits. */
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

    /** What a block's gradient has at once beside the tape. */
    private long work(long rows, long s, long t) {
        return FLOAT * rows * Math.max(s, t) * blockWidth() + FLOAT * 2 * rows * c.heads() * s * s;
    }

    /** What one block has at once without gradients, a token: the stream, its norm, and the widest sublayer. */
    private long blockWidth() { return 3L * c.dModel() + Math.max(4L * c.inner(), c.dFf() * (c.gated() ? 3L : 2L)); }

    private long embedding() { return FLOAT * c.vocabularySize() * c.dModel(); }
}
