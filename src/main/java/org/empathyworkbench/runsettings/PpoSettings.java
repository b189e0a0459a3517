package org.empathyworkbench.runsettings;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.empathyworkbench.checkpoint.CheckpointPlan;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.setting.Setting;
import org.empathyworkbench.setting.SettingGroup;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.torch.LearningRateSchedule;
import org.empathyworkbench.torch.Precision;

/**
 * Settings of PPO: every point where the paper and the authors' code differ or are silent (METHOD section 5). The defaults are the
 * paper's.
 */
public record PpoSettings(
        @SettingGroup("Training") Training training,
        @SettingGroup("Reward") Reward reward,
        @SettingGroup("Advantage") Advantage advantage,
        @SettingGroup("Loss") Loss loss,
        @SettingGroup("Optimiser") Optimizer optimizer,
        @SettingGroup("Optimiser") Compute compute,
        @SettingGroup("Rollout") Rollout rollout,
        @SettingGroup("Samples") Samples samples,
        @SettingGroup("Checkpoints") CheckpointPlan checkpoints) implements RunSettings {

    /** Number of steps, and the size of a step. */
    public record Training(
            @Setting(label = "Steps", defaultValue = "1600", min = 1, max = 1_000_000, paper = "1,600", code = "1,600",
                    meaning = "How often responses are drawn, scored and learnt from.")
            int steps,
            @Setting(label = "Batch", defaultValue = "32", min = 1, max = 4096, paper = "32", code = "32",
                    meaning = "Responses drawn at each step.")
            int batch,
            @Setting(label = "Mini-batch", defaultValue = "8", min = 1, max = 4096, code = "8",
                    meaning = "Responses put through the model at once while learning, the whole batch at most; gradients of all parts "
                            + "are added before the one optimiser step.")
            int miniBatch,
            @Setting(label = "Epochs over a batch", defaultValue = "1", min = 1, max = 100, paper = "1", code = "4",
                    meaning = "How often each batch is learnt from; the optimiser steps once each time.")
            int epochs) {
        public Training {
            if (steps < 1 || batch < 1 || miniBatch < 1 || epochs < 1) {
                throw new IllegalArgumentException("Steps, batch, mini-batch and epochs are 1 at least.");
            }
        }
    }

    /** The reward of a token (eqs. 5-8). */
    public record Reward(
            @Setting(label = "Empathy reward", defaultValue = "true", paper = "on", code = "on",
                    meaning = "Whether the last token gets R_emp (eqs. 5 and 8); off leaves the KL penalty alone, the paper's ablation.")
            boolean empathyReward,
            @Setting(label = "KL coefficient beta", defaultValue = "0.2", min = 0, max = 1_000_000, paper = "0.2", code = "0.2 at first",
                    meaning = "Price of leaving the reference model: r_t = -beta * KL_t, the last token also gets the empathy reward "
                            + "(eqs. 6-8).")
            double beta,
            @Setting(label = "KL controller", defaultValue = "constant", paper = "constant", code = "adaptive",
                    meaning = "Whether beta stays or follows the KL so that it approaches a target (Ziegler et al. 2019).")
            KlController klController,
            @Setting(label = "KL target", defaultValue = "6", min = 1e-6, max = 1_000_000, code = "6",
                    meaning = "The KL of a whole response that the adaptive controller aims at, in nats.")
            double klTarget,
            @Setting(label = "KL horizon", defaultValue = "10000", min = 1, max = 1e9, code = "10,000",
                    meaning = "Responses over which the adaptive controller may change beta by a fifth; the larger the slower.")
            double klHorizon,
            @Setting(label = "Score scaling", defaultValue = "none", paper = "none", code = "normalise",
                    meaning = "Divides the empathy reward by its running standard deviation (scale), after taking off its running mean "
                            + "(normalise).")
            ScoreScaling scoreScaling,
            @Setting(label = "Reward whitening", defaultValue = "false", paper = "off", code = "on",
                    meaning = "Scales the rewards of a batch's real tokens to variance 1, their mean kept.")
            boolean rewardWhitening,
            @Setting(label = "Penalty for no end", defaultValue = "0", min = 0, max = 1000, paper = "none", code = "none",
                    meaning = "Taken off the score of a response that was cut at its greatest length instead of ending itself.")
            double missingEndPenalty) {
        public Reward {
            requireNotNegative("beta", beta);
            requireNotNegative("missingEndPenalty", missingEndPenalty);
        }
    }

    /** How rewards and values become advantages (eqs. 9-10). */
    public record Advantage(
            @Setting(label = "Discount gamma", defaultValue = "1.0", min = 0, max = 1, paper = "1.0", code = "1.0",
                    meaning = "Weight of a reward one token later (eq. 10).")
            double gamma,
            @Setting(label = "GAE lambda", defaultValue = "0.95", min = 0, max = 1, paper = "0.95", code = "0.95",
                    meaning = "Between one-step errors (0) and whole returns (1) in the advantage (eq. 9).")
            double lambda,
            @Setting(label = "Advantage whitening", defaultValue = "false", paper = "off", code = "on",
                    meaning = "Shifts and scales the advantages of a batch's real tokens to mean 0 and variance 1; returns are taken "
                            + "before.")
            boolean advantageWhitening) {
        public Advantage {
            if (!(gamma >= 0 && gamma <= 1 && lambda >= 0 && lambda <= 1)) {
                throw new IllegalArgumentException("Gamma and lambda lie between 0 and 1, not at " + gamma + " and " + lambda + ".");
            }
        }
    }

    /** The clipped objective and the value loss (eqs. 13-15). */
    public record Loss(
            @Setting(label = "Clip epsilon", defaultValue = "0.2", min = 0, max = 10, paper = "0.2", code = "0.2",
                    meaning = "How far the ratio pi_new / pi_old may move from 1 before it stops paying (eq. 14).")
            double epsilon,
            @Setting(label = "Value weight alpha", defaultValue = "0.1", min = 0, max = 1000, paper = "0.1", code = "0.1",
                    meaning = "Weight of the value loss: L = -L_clip + alpha * L_vf (eq. 13).")
            double alpha,
            @Setting(label = "Loss aggregation", defaultValue = "sum-over-time", paper = "sum over time", code = "mean of mini-batches",
                    meaning = "Sum over a response's tokens and mean over responses (eqs. 14-15), mean over all tokens, or mean of the "
                            + "mini-batches' token means.")
            LossAggregation aggregation,
            @Setting(label = "Value loss", defaultValue = "squared", paper = "squared", code = "clipped half",
                    meaning = "Squared error (eq. 15), or half the greater of the squared errors of the value and of the value held "
                            + "near the old one.")
            ValueLoss valueLoss,
            @Setting(label = "Value clip", defaultValue = "0.2", min = 1e-6, max = 1_000_000, code = "0.2",
                    meaning = "How far the clipped value may move from the old one; for the clipped value loss only.")
            double valueClip,
            @Setting(label = "Log-prob distribution", defaultValue = "raw", paper = "raw", code = "raw",
                    meaning = "Old, new and reference probabilities of the whole softmax (raw; KL can then turn negative), or of the "
                            + "distribution responses are drawn from: same temperature, same token set (behaviour).")
            LogProbabilities logProbabilities,
            @Setting(label = "Greatest mean ratio", defaultValue = "0", min = 0, max = 1_000_000, paper = "none", code = "10",
                    meaning = "A mini-batch whose mean ratio is over this teaches nothing and is logged; 0 for no limit.")
            double ratioLimit) {
        public Loss {
            requireNotNegative("epsilon", epsilon);
            requireNotNegative("alpha", alpha);
            requireNotNegative("ratioLimit", ratioLimit);
        }
    }

    /** AdamW and its learning rate. */
    public record Optimizer(
            @Setting(label = "Learning rate", defaultValue = "1e-5", min = 0, max = 1, paper = "1e-5", code = "1e-5",
                    meaning = "Step size of AdamW.")
            double learningRate,
            @Setting(label = "Schedule", defaultValue = "constant", paper = "constant", code = "linear",
                    meaning = "How the learning rate goes to the end: stays, falls to 0 in a line, or along half a cosine.")
            LearningRateSchedule schedule,
            @Setting(label = "Schedule epochs", defaultValue = "0", min = 0, max = 1000, paper = "none", code = "3",
                    meaning = "Passes over the examples in which a falling schedule reaches 0; 0 means the run's own steps.")
            int scheduleEpochs,
            @Setting(label = "Warm-up steps", defaultValue = "0", min = 0, max = 1_000_000, code = "0",
                    meaning = "Steps in which the learning rate rises to its peak.")
            int warmUpSteps,
            @Setting(label = "Gradient norm clip", defaultValue = "0", min = 0, max = 1_000_000, paper = "none",
                    code = "1.0, by a fault on the first step only",
                    meaning = "The gradient is scaled down to this global norm; 0 for no clip.")
            double gradientClip,
            @Setting(label = "Weight decay", defaultValue = "0.01", min = 0, max = 1, code = "0 (Adam)",
                    meaning = "AdamW's decoupled decay of the policy and the value head. The paper says AdamW without a number: 0.01 is "
                            + "the default of PyTorch's AdamW, which it most likely means. Supervised training has 0, the default of "
                            + "the published trainer.")
            double weightDecay,
            @Setting(label = "Decay spares norms", defaultValue = "true", code = "no decay at all",
                    meaning = "Weight decay leaves layer norms, position biases and the value head's bias alone, as in supervised "
                            + "training; off lets it act on every parameter.")
            boolean decaySparesNorms,
            @Setting(label = "Adam epsilon", defaultValue = "1e-8", min = 1e-16, max = 1, code = "1e-8",
                    meaning = "Keeps Adam's division away from zero; outside the bias-corrected root.")
            double adamEpsilon) {
        public Optimizer {
            requireNotNegative("learningRate", learningRate);
            requireNotNegative("gradientClip", gradientClip);
            requireNotNegative("weightDecay", weightDecay);
        }
    }

    /** Number formats, and gradient checkpointing. */
    public record Compute(
            @Setting(label = "Precision", defaultValue = "fp32", code = "fp32",
                    meaning = "bf16 computes matrix products and attention in 16 bits: faster and smaller on a GPU, slow on a CPU. "
                            + "Weights, norms, softmax, log-probabilities and losses keep 32 bits.")
            Precision precision,
            @Setting(label = "Frozen networks' precision", defaultValue = "fp32", code = "fp32",
                    meaning = "Precision of the reference model and of the identifiers, which are only read. bf16 is faster on a GPU "
                            + "with 16-bit units and slow on a CPU; the KL at the first step is then near 0 instead of 0, and rewards "
                            + "differ in the third digit.")
            Precision frozenPrecision,
            @Setting(label = "Compute blocks twice", defaultValue = "false",
                    meaning = "What a block of the network needs for its gradient is computed again instead of kept: less memory, about "
                            + "a third more time, equal gradients (gradient checkpointing).")
            boolean recompute) { }

    /** How responses are drawn. */
    public record Rollout(
            @Setting(label = "Temperature", defaultValue = "0.9", min = 0.01, max = 100, paper = "0.9", code = "0.9",
                    meaning = "Logits are divided by it before responses are drawn.")
            double temperature,
            @Setting(label = "Top-k", defaultValue = "20", min = 0, max = 1_000_000, paper = "20", code = "20",
                    meaning = "Only the k most probable tokens can be drawn; 0 means the whole vocabulary.")
            int topK,
            @Setting(label = "Top-p", defaultValue = "1.0", min = 1e-6, max = 1, paper = "1.0", code = "1.0",
                    meaning = "Only the smallest set of tokens whose probability reaches p can be drawn; 1 switches this off.")
            double topP,
            @Setting(label = "Longest response", defaultValue = "30", min = 1, max = 512, paper = "30", code = "29",
                    meaning = "A response is cut after so many tokens, its end token counted.")
            int maximumNewTokens,
            @Setting(label = "Shortest response", defaultValue = "0", min = 0, max = 512, paper = "none", code = "5",
                    meaning = "A response cannot end before this length, the start token counted; 0 sets no limit.")
            int minimumLength) {
        public Rollout {
            if (minimumLength > maximumNewTokens) {
                throw new IllegalArgumentException("A shortest response of " + minimumLength
                        + " tokens is longer than the longest of " + maximumNewTokens + ".");
            }
            new SamplingSettings(false, temperature, topK, topP, maximumNewTokens, minimumLength);     // rejects invalid sampling settings
        }

        SamplingSettings sampling() { return new SamplingSettings(false, temperature, topK, topP, maximumNewTokens, minimumLength); }
    }

    /** The responses that are stored for reading. */
    public record Samples(
            @Setting(label = "Sample every", defaultValue = "5", min = 1, max = 1_000_000,
                    meaning = "Steps between responses that are kept for people to read, with their levels, reward and KL by token.")
            int sampleEvery,
            @Setting(label = "Samples a step", defaultValue = "4", min = 0, max = 4096,
                    meaning = "Responses of the batch that are kept at such a step, from short to long; about 1 kB each.")
            int samplesAStep,
            @Setting(label = "Fixed prompts", defaultValue = "3", min = 0, max = 100,
                    meaning = "So many contexts of the validation split, always the same ones, are answered with the same noise now and "
                            + "then, to see how an answer changes. They change nothing in the run.")
            int fixedPrompts,
            @Setting(label = "Fixed prompts every", defaultValue = "25", min = 1, max = 1_000_000,
                    meaning = "Steps between two answers to the fixed prompts; the first come before step 1.")
            int fixedPromptsEvery) {
        public Samples {
            if (sampleEvery < 1 || fixedPromptsEvery < 1) throw new IllegalArgumentException("The intervals of samples are 1 at least.");
        }
    }

    /** How beta changes during the run (METHOD section 5). */
    public enum KlController { CONSTANT, ADAPTIVE }

    /** Scaling of the empathy reward before it is added at the last token. */
    public enum ScoreScaling { NONE, SCALE, NORMALISE }

    /** How token losses are aggregated. The gradient of the first two does not depend on how a batch is partitioned. */
    public enum LossAggregation { SUM_OVER_TIME, MEAN_OVER_TOKENS, MEAN_OF_MINI_BATCHES }

    /** Eq. 15, or its clipped variant with one half. */
    public enum ValueLoss { SQUARED, CLIPPED_HALF }

    /** The distribution from which log-probabilities are computed (METHOD section 6, rule 5). */
    public enum LogProbabilities { RAW, BEHAVIOUR }

    /** The paper, section IV-B; where it does not specify a value, the most direct interpretation. */
    public static PpoSettings paper() { return Settings.defaults(PpoSettings.class); }

    /** The authors' published run without its bugs: the first token is trained, every step clips its gradient, padding has no effect. */
    public static PpoSettings code() {
        return Settings.with(paper(), Map.ofEntries(
                Map.entry("epochs", 4),
                Map.entry("klController", "adaptive"), Map.entry("scoreScaling", "normalise"), Map.entry("rewardWhitening", true),
                Map.entry("advantageWhitening", true),
                Map.entry("aggregation", "mean-of-mini-batches"), Map.entry("valueLoss", "clipped-half"), Map.entry("ratioLimit", 10),
                Map.entry("schedule", "linear"), Map.entry("scheduleEpochs", 3), Map.entry("gradientClip", 1),
                Map.entry("weightDecay", 0),
                Map.entry("maximumNewTokens", 29), Map.entry("minimumLength", 5)));
    }

    /** A copy with one setting changed, by name. */
    public PpoSettings with(String name, Object value) { return Settings.with(this, Map.of(name, value)); }

    /** Sampling settings of the rollout. */
    public SamplingSettings sampling() { return rollout.sampling(); }

    /**
     * The learning rate of a step; the schedule advances once per PPO step.
     *
     * @param step     from 1
     * @param examples number of training examples, which determines the length of an epoch
     */
    public double learningRate(int step, int examples) {
        int total = optimizer.scheduleEpochs == 0 ? training.steps
                : optimizer.scheduleEpochs * ((examples + training.batch - 1) / training.batch);
        return optimizer.schedule.at(step - 1, total, optimizer.warmUpSteps, optimizer.learningRate);
    }

    @Override public boolean needsBase() { return true; }

    /** A row is a whole response with its context, whatever their lengths. */
    @Override public MemoryLever memoryLever() {
        return new MemoryLever("miniBatch", Math.min(training.miniBatch, training.batch), 1,
                loss.aggregation != LossAggregation.MEAN_OF_MINI_BATCHES);
    }

    @Override public List<String> memorySettings() {
        return List.of(memoryLever().setting(), RECOMPUTE, "batch", "maximumNewTokens", PRECISION);
    }

    @Override public <T> T match(Function<GeneratorSettings, T> generator, Function<IdentifierSettings, T> identifiers,
                                 Function<PpoSettings, T> ppo) {
        return ppo.apply(this);
    }

    private static void requireNotNegative(String name, double value) {
        if (!(value >= 0)) throw new IllegalArgumentException("Setting \"" + name + "\" cannot be below 0, as " + value + " is.");
    }
}
