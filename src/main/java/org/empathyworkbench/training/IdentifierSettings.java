package org.empathyworkbench.training;

import java.util.Map;
import org.empathyworkbench.checkpoint.CheckpointPlan;
import org.empathyworkbench.identifier.Attention;
import org.empathyworkbench.identifier.Head;
import org.empathyworkbench.setting.Setting;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.torch.LearningRateSchedule;
import org.empathyworkbench.torch.Precision;

/**
 * Settings of identifier training. The paper does not publish them; where it or its code specifies a value, the setting says so. The
 * defaults were tuned for training from random weights on two CPU cores with Mental Health Subreddits.
 */
public record IdentifierSettings(
        @Setting(label = "Mechanisms", group = "Data", meaning = "Which of the three identifiers to train.", paper = "all three")
        Which mechanisms,
        @Setting(label = "Pieces", group = "Data", min = 200, max = 64_000, meaning = "Size of the vocabulary that is "
                + "learnt from the training pairs; not used when the identifiers take a generator's.", paper = "T5's 32,100")
        int pieces,
        @Setting(label = "Small letters", group = "Data",
                meaning = "The vocabulary that is learnt reads capitals as small letters: fewer rare words in a small corpus.",
                paper = "no: T5's vocabulary knows capitals")
        boolean lowerCase,
        @Setting(label = "Context tokens", group = "Data", min = 1, max = 2_000,
                meaning = "Most tokens of a seeker's post while training; the newest are kept.", code = "250")
        int contextTokens,
        @Setting(label = "Response tokens", group = "Data", min = 1, max = 2_000,
                meaning = "Most tokens of a response while training; the first are kept.", code = "250")
        int responseTokens,
        @Setting(label = "Context tokens in use", group = "Data", min = 1, max = 2_000,
                meaning = "Most tokens of a context when the identifiers score.", code = "200")
        int contextTokensInUse,
        @Setting(label = "Response tokens in use", group = "Data", min = 1, max = 2_000,
                meaning = "Most tokens of a response when the identifiers score.", code = "50")
        int responseTokensInUse,
        @Setting(label = "Development share", group = "Data", min = 0, max = 0.5, meaning = "Share of the training pairs, by seeker post, "
                + "that is kept aside to choose the epoch. With 0 the validation pairs choose it, and their figures are a little too good.",
                paper = "0: the validation set chooses")
        double developmentShare,
        @Setting(label = "Width", group = "Network", min = 8, max = 4_096, meaning = "d_model of both encoders.", paper = "768 (t5-base)")
        int dModel,
        @Setting(label = "Inner width", group = "Network", min = 8, max = 16_384,
                meaning = "d_ff of both encoders.", paper = "3,072 (t5-base)")
        int dFf,
        @Setting(label = "Layers", group = "Network", min = 1, max = 48, meaning = "Layers of each encoder.", paper = "12 (t5-base)")
        int layers,
        @Setting(label = "Heads", group = "Network", min = 1, max = 64,
                meaning = "Attention heads of each encoder's layer.", paper = "12 (t5-base)")
        int heads,
        @Setting(label = "Head", group = "Network", meaning = "How the response's states become three levels: greatest "
                + "value and one layer (paper), or mean and two layers (code).", paper = "paper", code = "code")
        Head head,
        @Setting(label = "Attention", group = "Network", meaning = "Which linear layers the attention from response to context has.",
                paper = "not clear from Fig. 3", code = "qkv-and-output-projection")
        Attention attention,
        @Setting(label = "Begin from the generator", group = "Network",
                meaning = "Begins both encoders from the chosen generator's encoder, with its sizes, instead of from nothing.",
                paper = "t5-base's encoder")
        boolean beginFromGenerator,
        @Setting(label = "Embedding deviation", group = "Network", min = 0.001, max = 1,
                meaning = "Standard deviation of fresh embeddings. A few hundred steps hardly move T5's "
                + "of 1, so a small corpus learns words from smaller ones.", paper = "T5's 1")
        double embeddingDeviation,
        @Setting(label = "Dropout", group = "Regularisation", min = 0, max = 0.9,
                meaning = "Share of the encoders' activations left out in a step.", paper = "0.1 (t5-base)")
        double dropout,
        @Setting(label = "Attention dropout", group = "Regularisation", min = 0, max = 0.9,
                meaning = "Share of the response-to-context attention left out in a step.", code = "0.1")
        double attentionDropout,
        @Setting(label = "Head dropout", group = "Regularisation", min = 0, max = 0.9,
                meaning = "Share of the inputs of the last layer left out in a step.", code = "0.1")
        double headDropout,
        @Setting(label = "Token dropout", group = "Regularisation", min = 0, max = 0.9,
                meaning = "Share of the tokens that a step sees as unknown.")
        double tokenDropout,
        @Setting(label = "Label smoothing", group = "Regularisation", min = 0, max = 0.5,
                meaning = "Share of the target that is spread over all three levels.")
        double labelSmoothing,
        @Setting(label = "Weight decay", group = "Regularisation", min = 0, max = 1,
                meaning = "How strongly AdamW pulls weights to 0; norms and biases are spared.")
        double weightDecay,
        @Setting(label = "Class weights", group = "Loss",
                meaning = "How much more a rare level counts in the loss: not, by the inverse root of its share, or by the inverse.")
        ClassWeights classWeights,
        @Setting(label = "Evidence weight", group = "Loss", min = 0, max = 100,
                meaning = "How much it counts that each token of a response learns whether people marked it as "
                + "evidence, where a corpus has rationales (Sharma et al. 2020); 0 leaves rationales unused.", paper = "0: levels alone")
        double evidenceWeight,
        @Setting(label = "Learning rate", group = "Optimiser", min = 0, max = 1, meaning = "AdamW's peak learning rate.")
        double learningRate,
        @Setting(label = "Schedule", group = "Optimiser", meaning = "How the learning rate falls over all epochs.")
        LearningRateSchedule schedule,
        @Setting(label = "Warm-up", group = "Optimiser", min = 0, max = 0.5,
                meaning = "Share of the steps in which the learning rate rises.")
        double warmUp,
        @Setting(label = "Batch", group = "Optimiser", min = 1, max = 1_024, meaning = "Pairs a step.")
        int batch,
        @Setting(label = "Tokens at once", group = "Optimiser", min = 0, max = 10_000_000, meaning = "A batch with more tokens than this, "
                + "padding included, is computed in parts whose gradients add up to the same: less memory, equal result. 0 sets no limit.")
        int tokensAtOnce,
        @Setting(label = "Gradient clip", group = "Optimiser", min = 0, max = 1_000,
                meaning = "Greatest global norm of the gradient; 0 for none.")
        double clip,
        @Setting(label = "Precision", meaning = "bf16 computes matrix products and attention in 16 bits: faster and smaller on a "
                + "GPU, slow on a CPU. Weights, norms, softmax, log-probabilities and losses keep 32 bits.", group = "Optimiser")
        Precision precision,
        @Setting(label = "Averaging", group = "Optimiser", min = 0, max = 0.9999,
                meaning = "Keeps a moving average of the weights with this decay and judges and saves the average; 0 for none.")
        double averaging,
        @Setting(label = "Epochs", group = "Optimiser", min = 1, max = 1_000, meaning = "Most passes over the training pairs, a mechanism.")
        int epochs,
        @Setting(label = "Patience", group = "Early stopping", min = 0, max = 1_000,
                meaning = "Stops after this many epochs without a better one; 0 never stops early.")
        int patience,
        @Setting(label = "Chosen by", group = "Early stopping",
                meaning = "What makes an epoch better; the best epoch's weights are kept.", paper = "weighted F1 is reported")
        ChosenBy chosenBy,
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

    /** The identifiers to train. */
    public enum Which { ALL, EMOTIONAL_REACTION, INTERPRETATION, EXPLORATION }

    /** Loss weight of a level, by its share s of the training pairs; scaled so that the mean over pairs is 1. */
    public enum ClassWeights {
        NONE, INVERSE_ROOT, INVERSE;

        /** @param counts (3) training pairs of each level; a level without pairs has weight 1 */
        float[] of(int[] counts) {
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

    public IdentifierSettings {
        if (!beginFromGenerator && dModel % heads != 0)
            throw new IllegalArgumentException("The width (" + dModel + ") must be a multiple of the heads (" + heads + ").");
    }

    /**
     * From random weights, for two CPU cores. Three quarters of the responses of Mental Health Subreddits have at most 56 words, so 64
     * tokens cover nearly all labelled text; the same limits apply in use, since the networks were not trained on longer texts.
     */
    public static IdentifierSettings small() {
        return new IdentifierSettings(Which.ALL, 8_000, true, 64, 64, 64, 64, 0, 128, 512, 2, 4, Head.PAPER,
                Attention.QKV_AND_OUTPUT_PROJECTION, false, 1, 0.1, 0.1, 0.2, 0.15, 0.05, 0.01, ClassWeights.INVERSE_ROOT, 1,
                7e-4, LearningRateSchedule.LINEAR, 0.1, 32, 0, 1.0, Precision.FP32, 0.99, 7, 3, ChosenBy.WEIGHTED_F1, 0, 10, 2);
    }

    /** The paper's network initialised from a T5; what the paper does not specify has common fine-tuning values. */
    public static IdentifierSettings paper() {
        return new IdentifierSettings(Which.ALL, 32_000, false, 250, 250, 200, 50, 0, 768, 3_072, 12, 12, Head.PAPER,
                Attention.QKV_AND_OUTPUT_PROJECTION, true, 1, 0.1, 0.1, 0.1, 0, 0, 0.01, ClassWeights.INVERSE_ROOT, 0,
                5e-5, LearningRateSchedule.LINEAR, 0.1, 8, 0, 1.0, Precision.FP32, 0, 8, 3, ChosenBy.WEIGHTED_F1, 0, 10, 2);
    }

    /** As the authors' code: mean pooling and two layers. */
    public static IdentifierSettings code() { return Settings.with(paper(), Map.of("head", "code")); }

    /** When checkpoints are saved and how many are kept. */
    public CheckpointPlan checkpoints() { return new CheckpointPlan(checkpointEvery, checkpointMinutes, keepCheckpoints); }
}
