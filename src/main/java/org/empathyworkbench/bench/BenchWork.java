package org.empathyworkbench.bench;

/** What is measured; the order is that of the report. */
public enum BenchWork {
    /** Forward, backward, global-norm clip and AdamW with dropout on. */
    SUPERVISED_STEP("batch 8, source 64, target 24, dropout on, AdamW", "step"),
    /** Responses drawn with a KV cache; none ends early. */
    GENERATION("32 responses of 30 tokens, source 64, top-k 20, temperature 0.9", "batch"),
    /** Rollout, three identifiers, old and reference log-probabilities, one epoch of learning: settings of the authors' code. */
    PPO_1_EPOCH("batch 32, mini-batch 8, three identifiers, 1 epoch, settings of the code", "step"),
    /** As above with the four epochs of the authors' code. */
    PPO_4_EPOCHS("batch 32, mini-batch 8, three identifiers, 4 epochs, settings of the code", "step"),
    /** Three identifiers on 32 pairs. */
    SCORING("32 pairs by three identifiers, source 64, response 30", "batch"),
    /** One identifier's forward, backward, global-norm clip and AdamW with dropout on. */
    IDENTIFIER_STEP("batch 32, source 64, response 30, dropout on, AdamW", "step"),
    /** Texts to token ids. */
    TOKENIZATION("1,000 contexts of 64 tokens and more", "batch"),
    /** Weights, both moments and the best weights to the disk, whole and checked. */
    CHECKPOINT_SAVE("weights, moments, best weights; fsync and SHA-256", "checkpoint"),
    /** The newest checkpoint read through, checked, and put back. */
    CHECKPOINT_RESUME("SHA-256 and all tensors put back", "checkpoint");

    private final String sizes;
    private final String unit;

    BenchWork(String sizes, String unit) {
        this.sizes = sizes;
        this.unit = unit;
    }

    /** Batch size and lengths, for display. */
    public String sizes() { return sizes; }

    /** What is done once a repetition. */
    public String unit() { return unit; }
}
