package org.empathyworkbench.runsettings;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.empathyworkbench.checkpoint.CheckpointPlan;
import org.empathyworkbench.identifier.Attention;
import org.empathyworkbench.identifier.Head;
import org.empathyworkbench.setting.Setting;
import org.empathyworkbench.setting.SettingGroup;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.torch.LearningRateSchedule;
import org.empathyworkbench.torch.Precision;

/**
 * Settings of identifier training. The paper does not publish them; where it or its code specifies a value, the setting says so. The
 * defaults were tuned for training from random weights on two CPU cores with Mental Health Subreddits. Three quarters of its responses have
 * at most 56 words, so 64 tokens cover nearly all labelled text; the same limits apply in use, since the networks were not trained on
 * longer texts.
 */
public record IdentifierSettings(
        @SettingGroup("Data") Data data,
        @SettingGroup("Network") Network network,
        @SettingGroup("Regularisation") Regularisation regularisation,
        @SettingGroup("Loss") Loss loss,
        @SettingGroup("Optimiser") Optimizer optimizer,
        @SettingGroup("Early stopping") Stopping stopping,
        @SettingGroup("Checkpoints") CheckpointPlan checkpoints) implements RunSettings {

    /** The pairs, and how they are truncated. */
    public record Data(
            @Setting(label = "Mechanisms", defaultValue = "all", paper = "all three",
                    meaning = "Which of the three identifiers to train.")
            Which mechanisms,
            @Setting(label = "Pieces", defaultValue = "8000", min = 200, max = 64_000, paper = "T5's 32,100",
                    meaning = "Size of the vocabulary that is learnt from the training pairs; not used when the identifiers take a "
                            + "generator's.")
            int pieces,
            @Setting(label = "Small letters", defaultValue = "true", paper = "no: T5's vocabulary knows capitals",
                    meaning = "The vocabulary that is learnt reads capitals as small letters: fewer rare words in a small corpus.")
            boolean lowerCase,
            @Setting(label = "Context tokens", defaultValue = "64", min = 1, max = 2_000, code = "250",
                    meaning = "Most tokens of a seeker's post while training; the newest are kept.")
            int contextTokens,
            @Setting(label = "Response tokens", defaultValue = "64", min = 1, max = 2_000, code = "250",
                    meaning = "Most tokens of a response while training; the first are kept.")
            int responseTokens,
            @Setting(label = "Context tokens in use", defaultValue = "64", min = 1, max = 2_000, code = "200",
                    meaning = "Most tokens of a context when the identifiers score.")
            int contextTokensInUse,
            @Setting(label = "Response tokens in use", defaultValue = "64", min = 1, max = 2_000, code = "50",
                    meaning = "Most tokens of a response when the identifiers score.")
            int responseTokensInUse,
            @Setting(label = "Development share", defaultValue = "0", min = 0, max = 0.5, paper = "0: the validation set chooses",
                    meaning = "Share of the training pairs, by seeker post, that is kept aside to choose the epoch. With 0 the "
                            + "validation pairs choose it, and their figures are a little too good.")
            double developmentShare) { }

    /** The two encoders, the attention between them and the head. */
    public record Network(
            @Setting(label = "Width", defaultValue = "128", min = 8, max = 4_096, paper = "768 (t5-base)",
                    meaning = "d_model of both encoders.")
            int dModel,
            @Setting(label = "Inner width", defaultValue = "512", min = 8, max = 16_384, paper = "3,072 (t5-base)",
                    meaning = "d_ff of both encoders.")
            int dFf,
            @Setting(label = "Layers", defaultValue = "2", min = 1, max = 48, paper = "12 (t5-base)",
                    meaning = "Layers of each encoder.")
            int layers,
            @Setting(label = "Heads", defaultValue = "4", min = 1, max = 64, paper = "12 (t5-base)",
                    meaning = "Attention heads of each encoder's layer.")
            int heads,
            @Setting(label = "Head", defaultValue = "paper", paper = "paper", code = "code",
                    meaning = "How the response's states become three levels: greatest value and one layer (paper), or mean and two "
                            + "layers (code).")
            Head head,
            @Setting(label = "Attention", defaultValue = "qkv-and-output-projection", paper = "not clear from Fig. 3",
                    code = "qkv-and-output-projection",
                    meaning = "Which linear layers the attention from response to context has.")
            Attention attention,
            @Setting(label = "Begin from the generator", defaultValue = "false", paper = "t5-base's encoder",
                    meaning = "Begins both encoders from the chosen generator's encoder, with its sizes, instead of from nothing.")
            boolean beginFromGenerator,
            @Setting(label = "Embedding deviation", defaultValue = "1", min = 0.001, max = 1, paper = "T5's 1",
                    meaning = "Standard deviation of fresh embeddings. A few hundred steps hardly move T5's of 1, so a small corpus "
                            + "learns words from smaller ones.")
            double embeddingDeviation) {
        public Network {
            if (!beginFromGenerator && dModel % heads != 0)
                throw new IllegalArgumentException("The width (" + dModel + ") must be a multiple of the heads (" + heads + ").");
        }
    }

    /** Dropout, label smoothing and weight decay. */
    public record Regularisation(
            @Setting(label = "Dropout", defaultValue = "0.1", min = 0, max = 0.9, paper = "0.1 (t5-base)",
                    meaning = "Share of the encoders' activations left out in a step.")
            double dropout,
            @Setting(label = "Attention dropout", defaultValue = "0.1", min = 0, max = 0.9, code = "0.1",
                    meaning = "Share of the response-to-context attention left out in a step.")
            double attentionDropout,
            @Setting(label = "Head dropout", defaultValue = "0.2", min = 0, max = 0.9, code = "0.1",
                    meaning = "Share of the inputs of the last layer left out in a step.")
            double headDropout,
            @Setting(label = "Token dropout", defaultValue = "0.15", min = 0, max = 0.9,
                    meaning = "Share of the tokens that a step sees as unknown.")
            double tokenDropout,
            @Setting(label = "Label smoothing", defaultValue = "0.05", min = 0, max = 0.5,
                    meaning = "Share of the target that is spread over all three levels.")
            double labelSmoothing,
            @Setting(label = "Weight decay", defaultValue = "0.01", min = 0, max = 1,
                    meaning = "How strongly AdamW pulls weights to 0; norms and biases are spared.")
            double weightDecay) { }

    /** Weights of the loss. */
    public record Loss(
            @Setting(label = "Class weights", defaultValue = "inverse-root",
                    meaning = "How much more a rare level counts in the loss: not, by the inverse root of its share, or by the inverse.")
            ClassWeights classWeights,
            @Setting(label = "Evidence weight", defaultValue = "1", min = 0, max = 100, paper = "0: levels alone",
                    meaning = "How much it counts that each token of a response learns whether people marked it as evidence, where a "
                            + "corpus has rationales (Sharma et al. 2020); 0 leaves rationales unused.")
            double evidenceWeight) { }

    /** AdamW, its learning rate and its batches. */
    public record Optimizer(
            @Setting(label = "Learning rate", defaultValue = "7e-4", min = 0, max = 1,
                    meaning = "AdamW's peak learning rate.")
            double learningRate,
            @Setting(label = "Schedule", defaultValue = "linear",
                    meaning = "How the learning rate falls over all epochs.")
            LearningRateSchedule schedule,
            @Setting(label = "Warm-up", defaultValue = "0.1", min = 0, max = 0.5,
                    meaning = "Share of the steps in which the learning rate rises.")
            double warmUp,
            @Setting(label = "Batch", defaultValue = "32", min = 1, max = 1_024,
                    meaning = "Pairs a step.")
            int batch,
            @Setting(label = "Tokens at once", defaultValue = "0", min = 0, max = 10_000_000,
                    meaning = "A batch with more tokens than this, padding included, is computed in parts whose gradients add up to the "
                            + "same: less memory, equal result. 0 sets no limit.")
            int tokensAtOnce,
            @Setting(label = "Gradient clip", defaultValue = "1.0", min = 0, max = 1_000,
                    meaning = "Greatest global norm of the gradient; 0 for none.")
            double clip,
            @Setting(label = "Precision", defaultValue = "fp32",
                    meaning = "bf16 computes matrix products and attention in 16 bits: faster and smaller on a GPU, slow on a CPU. "
                            + "Weights, norms, softmax, log-probabilities and losses keep 32 bits.")
            Precision precision,
            @Setting(label = "Averaging", defaultValue = "0.99", min = 0, max = 0.9999,
                    meaning = "Keeps a moving average of the weights with this decay and judges and saves the average; 0 for none.")
            double averaging) { }

    /** Number of epochs, and which one is kept. */
    public record Stopping(
            @Setting(label = "Epochs", defaultValue = "7", group = "Optimiser", min = 1, max = 1_000,
                    meaning = "Most passes over the training pairs, a mechanism.")
            int epochs,
            @Setting(label = "Patience", defaultValue = "3", min = 0, max = 1_000,
                    meaning = "Stops after this many epochs without a better one; 0 never stops early.")
            int patience,
            @Setting(label = "Chosen by", defaultValue = "weighted-f1", paper = "weighted F1 is reported",
                    meaning = "What makes an epoch better; the best epoch's weights are kept.")
            ChosenBy chosenBy) { }

    /** The identifiers to train. */
    public enum Which { ALL, EMOTIONAL_REACTION, INTERPRETATION, EXPLORATION }

    /** Loss weight of a level, by its share s of the training pairs; scaled so that the mean over pairs is 1. */
    public enum ClassWeights {
        NONE, INVERSE_ROOT, INVERSE;

        /** @param counts (3) training pairs of each level; a level without pairs has weight 1 */
        public float[] of(int[] counts) {
            double exponent = this == NONE ? 0 : this == INVERSE_ROOT ? -0.5 : -1;
            double total = 0;
            double weighted = 0;
            double[] raw = new double[counts.length];
            for (int c = 0; c < counts.length; c++) {
                raw[c] = counts[c] == 0 ? 1 : Math.pow(counts[c], exponent);
                total += counts[c];
                weighted += counts[c] * raw[c];
            }
            float[] weights = new float[counts.length];
            for (int c = 0; c < counts.length; c++) weights[c] = counts[c] == 0 ? 1 : (float) (raw[c] * total / weighted);
            return weights;
        }
    }

    /** The metric that early stopping monitors. */
    public enum ChosenBy { WEIGHTED_F1, MACRO_F1, LOSS }

    /** From random weights, for two CPU cores: the defaults. */
    public static IdentifierSettings small() { return Settings.defaults(IdentifierSettings.class); }

    /** The paper's network initialised from a T5; what the paper does not specify has common fine-tuning values. */
    public static IdentifierSettings paper() {
        return Settings.with(small(), Map.ofEntries(
                Map.entry("pieces", 32_000), Map.entry("lowerCase", false), Map.entry("contextTokens", 250),
                Map.entry("responseTokens", 250), Map.entry("contextTokensInUse", 200), Map.entry("responseTokensInUse", 50),
                Map.entry("dModel", 768), Map.entry("dFf", 3_072), Map.entry("layers", 12), Map.entry("heads", 12),
                Map.entry("beginFromGenerator", true),
                Map.entry("headDropout", 0.1), Map.entry("tokenDropout", 0), Map.entry("labelSmoothing", 0),
                Map.entry("evidenceWeight", 0),
                Map.entry("learningRate", 5e-5), Map.entry("batch", 8), Map.entry("averaging", 0), Map.entry("epochs", 8)));
    }

    /** As the authors' code: mean pooling and two layers. */
    public static IdentifierSettings code() { return Settings.with(paper(), Map.of("head", "code")); }

    /** The generator whose encoder the identifiers begin from. */
    @Override public boolean needsBase() { return network.beginFromGenerator; }

    @Override public MemoryLever memoryLever() {
        return new MemoryLever("tokensAtOnce", optimizer.batch, data.contextTokens + data.responseTokens, true);
    }

    @Override public List<String> memorySettings() {
        return List.of(memoryLever().setting(), "batch", "contextTokens", "responseTokens", PRECISION);
    }

    @Override public <T> T match(Function<GeneratorSettings, T> generator, Function<IdentifierSettings, T> identifiers,
                                 Function<PpoSettings, T> ppo) {
        return identifiers.apply(this);
    }
}
