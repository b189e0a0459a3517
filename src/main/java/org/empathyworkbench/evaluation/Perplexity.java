package org.empathyworkbench.evaluation;

/**
 * Perplexity, added up batch by batch. Three figures of one pass: by token (the default), the authors' mean of batch means, and by word,
 * the only one to compare across tokenizers.
 */
public final class Perplexity {
    private double nll;
    private long tokens;
    private long words;
    private double batchMeans;
    private long examples;

    /**
     * @param batchNll      sum over the batch's real tokens of -log p, in nats
     * @param batchTokens   real tokens, EOS among them
     * @param batchWords    words in the references' text, EOS counted as one a reference, for it is predicted too
     * @param batchExamples references
     */
    public void add(double batchNll, long batchTokens, long batchWords, long batchExamples) {
        if (batchTokens < 1 || batchExamples < 1) throw new IllegalArgumentException("A batch has examples with tokens.");
        nll += batchNll;
        tokens += batchTokens;
        words += batchWords;
        batchMeans += batchNll / batchTokens * batchExamples;
        examples += batchExamples;
    }

    public long tokens() { return tokens; }

    public long words() { return words; }

    /** Mean cross-entropy a token, in nats; NaN before the first batch. */
    public double loss() { return tokens == 0 ? Double.NaN : nll / tokens; }

    /** exp of the token-weighted mean cross-entropy. */
    public double byToken() { return Math.exp(loss()); }

    /** exp of the mean over examples of their batch's mean: what the authors' code reports; depends on the batch size. */
    public double byBatch() { return examples == 0 ? Double.NaN : Math.exp(batchMeans / examples); }

    /** exp of the cross-entropy a word. */
    public double byWord() { return words == 0 ? Double.NaN : Math.exp(nll / words); }
}
