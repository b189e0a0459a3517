package org.empathyworkbench.training;

import org.empathyworkbench.checkpoint.CheckpointPlan;
import org.empathyworkbench.setting.Setting;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.text.TokenizerTrainer;
import org.empathyworkbench.text.Truncate;
import org.empathyworkbench.torch.LearningRateSchedule;
import org.empathyworkbench.torch.Precision;

/**
 * Settings for fine-tuning a generator on conversations, or training it from random weights; defaults are the paper's (section IV-B; METHOD
 * section 2). The sizes of the group "New model" apply only without a start model.
 */
public record GeneratorSettings(
        @Setting(label = "Context tokens", meaning = "A context keeps so many tokens, its end token among them.",
                group = "Data", min = 8, max = 4_096, paper = "200")
        int contextTokens,
        @Setting(label = "Response tokens", meaning = "A response keeps so many tokens from its beginning, its end token among them.",
                group = "Data", min = 2, max = 1_024, paper = "50")
        int responseTokens,
        @Setting(label = "Long contexts lose", meaning = "Which end of a context that is too long is given up; left keeps the newest turn.",
                group = "Data", code = "right")
        Truncate truncation,
        @Setting(label = "Learn speaker turns too",
                meaning = "Also learn to write the speaker's turns: more to learn from, useful only for a model trained from nothing.",
                group = "Data", paper = "no")
        boolean speakerTurns,

        @Setting(label = "Epochs", meaning = "How often every example is seen.", group = "Optimiser", min = 0, max = 1_000, code = "3")
        int epochs,
        @Setting(label = "Most steps", meaning = "The run has no more optimizer steps than this, whatever the epochs; 0 sets no limit.",
                group = "Optimiser", min = 0, max = 100_000_000)
        int maximumSteps,
        @Setting(label = "Minutes", meaning = "The run ends after so many minutes, and the learning rate falls with the time where the "
                + "steps are behind it; 0 sets no limit. Results then depend on the machine and its load, so equal seeds do not give equal "
                + "models, and a resumed run, which counts the minutes of its earlier sittings, goes on sensibly but not bit for bit.",
                group = "Optimiser", min = 0, max = 100_000)
        double minutes,
        @Setting(label = "Batch", meaning = "Examples of one optimizer step.", group = "Optimiser", min = 1, max = 4_096, paper = "8")
        int batch,
        @Setting(label = "Tokens at once",
                meaning = "A batch with more tokens than this, padding included, is computed in parts whose gradients add up to the same: "
                + "less memory, equal result. 0 sets no limit.", group = "Optimiser", min = 0, max = 10_000_000)
        int tokensAtOnce,
        @Setting(label = "Learning rate", meaning = "The peak of AdamW's learning rate.",
                group = "Optimiser", min = 0, max = 1, paper = "1e-4")
        double learningRate,
        @Setting(label = "Schedule", meaning = "How the learning rate goes from its peak to the end.",
                group = "Optimiser", paper = "linear decay")
        LearningRateSchedule schedule,
        @Setting(label = "Warm-up steps", meaning = "Steps in which the learning rate rises to its peak: the first of "
                + "w has peak / (w + 1), where transformers begins at 0.", group = "Optimiser", min = 0, max = 1_000_000)
        int warmUpSteps,
        @Setting(label = "Weight decay",
                meaning = "AdamW's decay; layer norms and position biases are spared. 0 is the default of the published trainer; "
                + "PPO has 0.01, PyTorch's default, which \"AdamW\" in the paper most likely means.", group = "Optimiser", min = 0, max = 1,
                code = "0")
        double weightDecay,
        @Setting(label = "Gradient clip", meaning = "The gradient's global norm is at most this; 0 switches it off.",
                group = "Optimiser", min = 0, max = 1_000, code = "1")
        double gradientClip,
        @Setting(label = "Dropout", meaning = "Share of activations set to 0 while learning.",
                group = "Optimiser", min = 0, max = 0.9, code = "0.1")
        double dropout,
        @Setting(label = "Precision", meaning = "bf16 computes matrix products and attention in 16 bits: faster and smaller on a GPU, "
                + "slow on a CPU. Weights, norms, softmax, log-probabilities and losses keep 32 bits.", group = "Optimiser", code = "fp32")
        Precision precision,
        @Setting(label = "Compute blocks twice", meaning = "What a block of the network needs for its gradient is computed again "
                + "instead of kept: less memory, about a third more time, equal gradients (gradient checkpointing).", group = "Optimiser")
        boolean recompute,

        @Setting(label = "Validate every", meaning = "Steps between two looks at the validation split; 0 looks once an epoch.",
                group = "Validation", min = 0, max = 1_000_000)
        int validateEvery,
        @Setting(label = "Validation examples", meaning = "At most so many, drawn once by the seed; 0 takes all.",
                group = "Validation", min = 0, max = 1_000_000)
        int validationExamples,
        @Setting(label = "Patience",
                meaning = "Looks at the validation split without a better one before the run ends; 0 never ends it early.",
                group = "Validation", min = 0, max = 1_000)
        int patience,
        @Setting(label = "Keep the best", meaning = "The weights with the lowest validation loss are kept instead of the last.",
                group = "Validation", code = "yes")
        boolean keepBest,
        @Setting(label = "Fixed prompts", meaning = "So many contexts of the validation split, always the same ones, are answered "
                + "with the same noise now and then, to see how an answer changes.", group = "Validation", min = 0, max = 100)
        int samples,
        @Setting(label = "Fixed prompts every",
                meaning = "Steps between two answers to the fixed prompts; 0 answers them at every look at the validation split.",
                group = "Validation", min = 0, max = 1_000_000)
        int samplesEvery,

        @Setting(label = "Vocabulary", meaning = "Pieces of the vocabulary that is learnt from the conversations.",
                group = "New model", min = TokenizerTrainer.FEWEST, max = TokenizerTrainer.MOST, paper = "T5's 32,100")
        int pieces,
        @Setting(label = "Family", meaning = "v1 has ReLU and one matrix for embedding and output; v1-1 has gated GELU "
                + "and an output matrix of its own and learns faster from nothing.", group = "New model", paper = "v1")
        Family family,
        @Setting(label = "d_model", meaning = "Width of the hidden states.", group = "New model", min = 8, max = 4_096, paper = "768")
        int dModel,
        @Setting(label = "d_ff", meaning = "Width of the feed-forward layers.", group = "New model", min = 8, max = 16_384, paper = "3072")
        int dFf,
        @Setting(label = "Encoder layers", meaning = "Blocks that read the context.", group = "New model", min = 1, max = 48, paper = "12")
        int encoderLayers,
        @Setting(label = "Decoder layers", meaning = "Blocks that write the response.",
                group = "New model", min = 1, max = 48, paper = "12")
        int decoderLayers,
        @Setting(label = "Heads", meaning = "Attention heads; d_model is a multiple of them.",
                group = "New model", min = 1, max = 64, paper = "12")
        int heads,

        @Setting(label = "Checkpoint every",
                meaning = "Steps between two checkpoints, from which the run goes on exactly; 0 saves none by steps.",
                group = "Checkpoints", min = 0, max = 100_000_000)
        int checkpointEvery,
        @Setting(label = "Checkpoint minutes", meaning = "Minutes between two checkpoints; longer where saving would otherwise "
                + "take more than a fiftieth of the time. 0 saves none by time.", group = "Checkpoints", min = 0, max = 100_000)
        double checkpointMinutes,
        @Setting(label = "Checkpoints kept", meaning = "The newest so many stay on the disk, with the best one and those that you pin.",
                group = "Checkpoints", min = 1, max = 1_000)
        int keepCheckpoints) {

    public GeneratorSettings {
        if (dModel % heads != 0) throw new IllegalArgumentException("d_model " + dModel + " is not a multiple of " + heads + " heads.");
    }

    /**
     * Fine-tuning of T5 as in the paper, and as in its code where the paper does not specify a value; a new model would have t5-base's
     * sizes.
     */
    public static GeneratorSettings paper() {
        return new GeneratorSettings(200, 50, Truncate.LEFT, false, 3, 0, 0, 8, 0, 1e-4, LearningRateSchedule.LINEAR, 0, 0,
                1, 0.1, Precision.FP32, false, 0, 0, 0, true, 3, 0, 32_000, Family.V1, 768, 3_072, 12, 12, 12, 0, 10, 2);
    }

    /** As the authors' code: contexts lose their newest tokens instead of their oldest. */
    public static GeneratorSettings code() {
        GeneratorSettings paper = paper();
        return new GeneratorSettings(paper.contextTokens, paper.responseTokens, Truncate.RIGHT, false, paper.epochs, 0, 0, paper.batch,
                0, paper.learningRate, paper.schedule, 0, 0, paper.gradientClip, paper.dropout, paper.precision, false, 0, 0, 0,
                true, paper.samples, paper.samplesEvery, paper.pieces, paper.family, paper.dModel, paper.dFf, paper.encoderLayers,
                paper.decoderLayers, paper.heads, paper.checkpointEvery, paper.checkpointMinutes, paper.keepCheckpoints);
    }

    /** The context and response limits written into the trained model's folder. */
    public ContextLimits limits() { return ContextLimits.trained(contextTokens, responseTokens, truncation); }

    /** When checkpoints are saved and how many are kept. */
    public CheckpointPlan checkpoints() { return new CheckpointPlan(checkpointEvery, checkpointMinutes, keepCheckpoints); }
}
