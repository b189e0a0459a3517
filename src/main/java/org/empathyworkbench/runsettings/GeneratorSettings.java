package org.empathyworkbench.runsettings;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.empathyworkbench.checkpoint.CheckpointPlan;
import org.empathyworkbench.setting.Setting;
import org.empathyworkbench.setting.SettingGroup;
import org.empathyworkbench.setting.Settings;
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
        @SettingGroup("Data") Data data,
        @SettingGroup("Optimiser") Training training,
        @SettingGroup("Optimiser") Optimizer optimizer,
        @SettingGroup("Optimiser") Compute compute,
        @SettingGroup("Validation") Validation validation,
        @SettingGroup("New model") NewModel newModel,
        @SettingGroup("Checkpoints") CheckpointPlan checkpoints) implements RunSettings {

    /** The examples, and how they are truncated. */
    public record Data(
            @Setting(label = "Context tokens", defaultValue = "200", min = 8, max = 4_096, paper = "200",
                    meaning = "A context keeps so many tokens, its end token among them.")
            int contextTokens,
            @Setting(label = "Response tokens", defaultValue = "50", min = 2, max = 1_024, paper = "50",
                    meaning = "A response keeps so many tokens from its beginning, its end token among them.")
            int responseTokens,
            @Setting(label = "Long contexts lose", defaultValue = "left", code = "right",
                    meaning = "Which end of a context that is too long is given up; left keeps the newest turn.")
            Truncate truncation,
            @Setting(label = "Learn speaker turns too", defaultValue = "false", paper = "no",
                    meaning = "Also learn to write the speaker's turns: more to learn from, useful only for a model trained from "
                            + "nothing.")
            boolean speakerTurns) { }

    /** Length of the training, and the size of a batch. */
    public record Training(
            @Setting(label = "Epochs", defaultValue = "3", min = 0, max = 1_000, code = "3",
                    meaning = "How often every example is seen.")
            int epochs,
            @Setting(label = "Most steps", defaultValue = "0", min = 0, max = 100_000_000,
                    meaning = "The run has no more optimizer steps than this, whatever the epochs; 0 sets no limit.")
            int maximumSteps,
            @Setting(label = "Minutes", defaultValue = "0", min = 0, max = 100_000,
                    meaning = "The run ends after so many minutes, and the learning rate falls with the time where the steps are behind "
                            + "it; 0 sets no limit. Results then depend on the machine and its load, so equal seeds do not give equal "
                            + "models, and a resumed run, which counts the minutes of its earlier sittings, goes on sensibly but not "
                            + "bit for bit.")
            double minutes,
            @Setting(label = "Batch", defaultValue = "8", min = 1, max = 4_096, paper = "8",
                    meaning = "Examples of one optimizer step.")
            int batch,
            @Setting(label = "Tokens at once", defaultValue = "0", min = 0, max = 10_000_000,
                    meaning = "A batch with more tokens than this, padding included, is computed in parts whose gradients add up to the "
                            + "same: less memory, equal result. 0 sets no limit.")
            int tokensAtOnce) { }

    /** AdamW, its learning rate and dropout. */
    public record Optimizer(
            @Setting(label = "Learning rate", defaultValue = "1e-4", min = 0, max = 1, paper = "1e-4",
                    meaning = "The peak of AdamW's learning rate.")
            double learningRate,
            @Setting(label = "Schedule", defaultValue = "linear", paper = "linear decay",
                    meaning = "How the learning rate goes from its peak to the end.")
            LearningRateSchedule schedule,
            @Setting(label = "Warm-up steps", defaultValue = "0", min = 0, max = 1_000_000,
                    meaning = "Steps in which the learning rate rises to its peak: the first of w has peak / (w + 1), where "
                            + "transformers begins at 0.")
            int warmUpSteps,
            @Setting(label = "Weight decay", defaultValue = "0", min = 0, max = 1, code = "0",
                    meaning = "AdamW's decay; layer norms and position biases are spared. 0 is the default of the published trainer; "
                            + "PPO has 0.01, PyTorch's default, which \"AdamW\" in the paper most likely means.")
            double weightDecay,
            @Setting(label = "Gradient clip", defaultValue = "1", min = 0, max = 1_000, code = "1",
                    meaning = "The gradient's global norm is at most this; 0 switches it off.")
            double gradientClip,
            @Setting(label = "Dropout", defaultValue = "0.1", min = 0, max = 0.9, code = "0.1",
                    meaning = "Share of activations set to 0 while learning.")
            double dropout) { }

    /** Number format, and gradient checkpointing. */
    public record Compute(
            @Setting(label = "Precision", defaultValue = "fp32", code = "fp32",
                    meaning = "bf16 computes matrix products and attention in 16 bits: faster and smaller on a GPU, slow on a CPU. "
                            + "Weights, norms, softmax, log-probabilities and losses keep 32 bits.")
            Precision precision,
            @Setting(label = "Compute blocks twice", defaultValue = "false",
                    meaning = "What a block of the network needs for its gradient is computed again instead of kept: less memory, about "
                            + "a third more time, equal gradients (gradient checkpointing).")
            boolean recompute) { }

    /** How the validation split is used. */
    public record Validation(
            @Setting(label = "Validate every", defaultValue = "0", min = 0, max = 1_000_000,
                    meaning = "Steps between two looks at the validation split; 0 looks once an epoch.")
            int validateEvery,
            @Setting(label = "Validation examples", defaultValue = "0", min = 0, max = 1_000_000,
                    meaning = "At most so many, drawn once by the seed; 0 takes all.")
            int validationExamples,
            @Setting(label = "Patience", defaultValue = "0", min = 0, max = 1_000,
                    meaning = "Looks at the validation split without a better one before the run ends; 0 never ends it early.")
            int patience,
            @Setting(label = "Keep the best", defaultValue = "true", code = "yes",
                    meaning = "The weights with the lowest validation loss are kept instead of the last.")
            boolean keepBest,
            @Setting(label = "Fixed prompts", defaultValue = "3", min = 0, max = 100,
                    meaning = "So many contexts of the validation split, always the same ones, are answered with the same noise now and "
                            + "then, to see how an answer changes.")
            int samples,
            @Setting(label = "Fixed prompts every", defaultValue = "0", min = 0, max = 1_000_000,
                    meaning = "Steps between two answers to the fixed prompts; 0 answers them at every look at the validation split.")
            int samplesEvery) { }

    /** Sizes of a model trained from random weights; not used with a start model. */
    public record NewModel(
            @Setting(label = "Vocabulary", defaultValue = "32000", min = TokenizerTrainer.FEWEST, max = TokenizerTrainer.MOST,
                    paper = "T5's 32,100",
                    meaning = "Pieces of the vocabulary that is learnt from the conversations.")
            int pieces,
            @Setting(label = "Family", defaultValue = "v1", paper = "v1",
                    meaning = "v1 has ReLU and one matrix for embedding and output; v1-1 has gated GELU and an output matrix of its own "
                            + "and learns faster from nothing.")
            Family family,
            @Setting(label = "d_model", defaultValue = "768", min = 8, max = 4_096, paper = "768",
                    meaning = "Width of the hidden states.")
            int dModel,
            @Setting(label = "d_ff", defaultValue = "3072", min = 8, max = 16_384, paper = "3072",
                    meaning = "Width of the feed-forward layers.")
            int dFf,
            @Setting(label = "Encoder layers", defaultValue = "12", min = 1, max = 48, paper = "12",
                    meaning = "Blocks that read the context.")
            int encoderLayers,
            @Setting(label = "Decoder layers", defaultValue = "12", min = 1, max = 48, paper = "12",
                    meaning = "Blocks that write the response.")
            int decoderLayers,
            @Setting(label = "Heads", defaultValue = "12", min = 1, max = 64, paper = "12",
                    meaning = "Attention heads; d_model is a multiple of them.")
            int heads) {
        public NewModel {
            if (dModel % heads != 0) throw new IllegalArgumentException("d_model " + dModel + " is not a multiple of " + heads + " heads.");
        }
    }

    /**
     * Fine-tuning of T5 as in the paper, and as in its code where the paper does not specify a value; a new model would have t5-base's
     * sizes.
     */
    public static GeneratorSettings paper() { return Settings.defaults(GeneratorSettings.class); }

    /** As the authors' code: contexts lose their newest tokens instead of their oldest. */
    public static GeneratorSettings code() { return Settings.with(paper(), Map.of("truncation", "right")); }

    /** The context and response limits written into the trained model's folder. */
    public ContextLimits limits() { return ContextLimits.trained(data.contextTokens, data.responseTokens, data.truncation); }

    @Override public boolean needsBase() { return false; }

    @Override public boolean endsByTime() { return training.minutes > 0; }

    @Override public boolean keepsBest() { return validation.keepBest; }

    @Override public MemoryLever memoryLever() {
        return new MemoryLever("tokensAtOnce", training.batch, data.contextTokens + data.responseTokens, true);
    }

    @Override public List<String> memorySettings() {
        return List.of(memoryLever().setting(), RECOMPUTE, "batch", "contextTokens", "responseTokens", PRECISION);
    }

    @Override public <T> T match(Function<GeneratorSettings, T> generator, Function<IdentifierSettings, T> identifiers,
                                 Function<PpoSettings, T> ppo) {
        return generator.apply(this);
    }
}
