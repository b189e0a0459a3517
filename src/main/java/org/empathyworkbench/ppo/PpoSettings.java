package org.empathyworkbench.ppo;

import java.util.Map;
import org.empathyworkbench.checkpoint.CheckpointPlan;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.setting.Setting;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.torch.LearningRateSchedule;
import org.empathyworkbench.torch.Precision;

/** Settings of PPO: every point where the paper and the authors' code differ or are silent (METHOD section 5). One record, one place. */
public record PpoSettings(
        @Setting(label = "Steps", group = "Training", min = 1, max = 1_000_000, paper = "1,600", code = "1,600",
                meaning = "How often responses are drawn, scored and learnt from.")
        int steps,
        @Setting(label = "Batch", group = "Training", min = 1, max = 4096, paper = "32", code = "32",
                meaning = "Responses drawn at each step.")
        int batch,
        @Setting(label = "Mini-batch", group = "Training", min = 1, max = 4096, code = "8",
                meaning = "Responses put through the model at once while learning, the whole "
                + "batch at most; gradients of all parts are added before the one optimiser step.")
        int miniBatch,
        @Setting(label = "Epochs over a batch", group = "Training", min = 1, max = 100, paper = "1", code = "4",
                meaning = "How often each batch is learnt from; the optimiser steps once each time.")
        int epochs,

        @Setting(label = "Empathy reward", group = "Reward", paper = "on", code = "on",
                meaning = "Whether the last token gets R_emp (eqs. 5 and 8); off leaves the KL penalty alone, the paper's ablation.")
        boolean empathyReward,
        @Setting(label = "KL coefficient beta", group = "Reward", min = 0, max = 1_000_000, paper = "0.2", code = "0.2 at first",
                meaning = "Price of leaving the reference model: r_t = -beta * "
                + "KL_t, the last token also gets the empathy reward (eqs. 6-8).")
        double beta,
        @Setting(label = "KL controller", group = "Reward", paper = "constant", code = "adaptive",
                meaning = "Whether beta stays or follows the KL so that it approaches a target (Ziegler et al. 2019).")
        KlController klController,
        @Setting(label = "KL target", group = "Reward", min = 1e-6, max = 1_000_000, code = "6",
                meaning = "The KL of a whole response that the adaptive controller aims at, in nats.")
        double klTarget,
        @Setting(label = "KL horizon", group = "Reward", min = 1, max = 1e9, code = "10,000",
                meaning = "Responses over which the adaptive controller may change beta by a fifth; the larger the slower.")
        double klHorizon,
        @Setting(label = "Score scaling", group = "Reward", paper = "none", code = "normalise",
                meaning = "Divides the empathy reward by its running standard "
                + "deviation (scale), after taking off its running mean (normalise).")
        ScoreScaling scoreScaling,
        @Setting(label = "Reward whitening", group = "Reward", paper = "off", code = "on",
                meaning = "Scales the rewards of a batch's real tokens to variance 1, their mean kept.")
        boolean rewardWhitening,
        @Setting(label = "Penalty for no end", group = "Reward", min = 0, max = 1000, paper = "none", code = "none",
                meaning = "Taken off the score of a response that was cut at its greatest length instead of ending itself.")
        double missingEndPenalty,

        @Setting(label = "Discount gamma", group = "Advantage", min = 0, max = 1, paper = "1.0", code = "1.0",
                meaning = "Weight of a reward one token later (eq. 10).")
        double gamma,
        @Setting(label = "GAE lambda", group = "Advantage", min = 0, max = 1, paper = "0.95", code = "0.95",
                meaning = "Between one-step errors (0) and whole returns (1) in the advantage (eq. 9).")
        double lambda,
        @Setting(label = "Advantage whitening", group = "Advantage", paper = "off", code = "on",
                meaning = "Shifts and scales the advantages of a batch's real tokens to mean 0 and variance 1; returns are taken before.")
        boolean advantageWhitening,

        @Setting(label = "Clip epsilon", group = "Loss", min = 0, max = 10, paper = "0.2", code = "0.2",
                meaning = "How far the ratio pi_new / pi_old may move from 1 before it stops paying (eq. 14).")
        double epsilon,
        @Setting(label = "Value weight alpha", group = "Loss", min = 0, max = 1000, paper = "0.1", code = "0.1",
                meaning = "Weight of the value loss: L = -L_clip + alpha * L_vf (eq. 13).")
        double alpha,
        @Setting(label = "Loss aggregation", group = "Loss", paper = "sum over time", code = "mean of mini-batches",
                meaning = "Sum over a response's tokens and mean over responses (eqs. "
                + "14-15), mean over all tokens, or mean of the mini-batches' token means.")
        LossAggregation aggregation,
        @Setting(label = "Value loss", group = "Loss", paper = "squared", code = "clipped half",
                meaning = "Squared error (eq. 15), or half the greater of the squared "
                + "errors of the value and of the value held near the old one.")
        ValueLoss valueLoss,
        @Setting(label = "Value clip", group = "Loss", min = 1e-6, max = 1_000_000, code = "0.2",
                meaning = "How far the clipped value may move from the old one; for the clipped value loss only.")
        double valueClip,
        @Setting(label = "Log-prob distribution", group = "Loss", paper = "raw", code = "raw",
                meaning = "Old, new and reference probabilities of the whole softmax (raw; KL can then turn negative), "
                + "or of the distribution responses are drawn from: same temperature, same token set (behaviour).")
        LogProbabilities logProbabilities,
        @Setting(label = "Greatest mean ratio", group = "Loss", min = 0, max = 1_000_000, paper = "none", code = "10",
                meaning = "A mini-batch whose mean ratio is over this teaches nothing and is logged; 0 for no limit.")
        double ratioLimit,

        @Setting(label = "Learning rate", group = "Optimiser", min = 0, max = 1, paper = "1e-5", code = "1e-5",
                meaning = "Step size of AdamW.")
        double learningRate,
        @Setting(label = "Schedule", group = "Optimiser", paper = "constant", code = "linear",
                meaning = "How the learning rate goes to the end: stays, falls to 0 in a line, or along half a cosine.")
        LearningRateSchedule schedule,
        @Setting(label = "Schedule epochs", group = "Optimiser", min = 0, max = 1000, paper = "none", code = "3",
                meaning = "Passes over the examples in which a falling schedule reaches 0; 0 means the run's own steps.")
        int scheduleEpochs,
        @Setting(label = "Warm-up steps", group = "Optimiser", min = 0, max = 1_000_000, code = "0",
                meaning = "Steps in which the learning rate rises to its peak.")
        int warmUpSteps,
        @Setting(label = "Gradient norm clip", group = "Optimiser", min = 0, max = 1_000_000,
                paper = "none", code = "1.0, by a fault on the first step only",
                meaning = "The gradient is scaled down to this global norm; 0 for no clip.")
        double gradientClip,
        @Setting(label = "Weight decay", group = "Optimiser", min = 0, max = 1, code = "0 (Adam)",
                meaning = "AdamW's decoupled decay of the policy and the value head. The paper says "
                + "AdamW without a number: 0.01 is the default of PyTorch's AdamW, which it most "
                        + "likely means. Supervised training has 0, the default of the published trainer.")
        double weightDecay,
        @Setting(label = "Decay spares norms", group = "Optimiser", code = "no decay at all",
                meaning = "Weight decay leaves layer norms, position biases and the value head's "
                + "bias alone, as in supervised training; off lets it act on every parameter.")
        boolean decaySparesNorms,
        @Setting(label = "Adam epsilon", group = "Optimiser", min = 1e-16, max = 1, code = "1e-8",
                meaning = "Keeps Adam's division away from zero; outside the bias-corrected root.")
        double adamEpsilon,
        @Setting(label = "Precision", meaning = "bf16 computes matrix products and attention in 16 bits: faster and smaller on a GPU, "
                + "slow on a CPU. Weights, norms, softmax, log-probabilities and losses keep 32 bits.", group = "Optimiser", code = "fp32")
        Precision precision,
        @Setting(label = "Frozen networks' precision", meaning = "Precision of the reference model and of the identifiers, "
                + "which are only read. bf16 is faster on a GPU with 16-bit units and slow on a CPU; the KL at the first step "
                + "is then near 0 instead of 0, and rewards differ in the third digit.", group = "Optimiser", code = "fp32")
        Precision frozenPrecision,
        @Setting(label = "Compute blocks twice", meaning = "What a block of the network needs for its gradient is computed again "
                + "instead of kept: less memory, about a third more time, equal gradients (gradient checkpointing).", group = "Optimiser")
        boolean recompute,

        @Setting(label = "Temperature", group = "Rollout", min = 0.01, max = 100, paper = "0.9", code = "0.9",
                meaning = "Logits are divided by it before responses are drawn.")
        double temperature,
        @Setting(label = "Top-k", group = "Rollout", min = 0, max = 1_000_000, paper = "20", code = "20",
                meaning = "Only the k most probable tokens can be drawn; 0 means the whole vocabulary.")
        int topK,
        @Setting(label = "Top-p", group = "Rollout", min = 1e-6, max = 1, paper = "1.0", code = "1.0",
                meaning = "Only the smallest set of tokens whose probability reaches p can be drawn; 1 switches this off.")
        double topP,
        @Setting(label = "Longest response", group = "Rollout", min = 1, max = 512, paper = "30", code = "29",
                meaning = "A response is cut after so many tokens, its end token counted.")
        int maximumNewTokens,
        @Setting(label = "Shortest response", group = "Rollout", min = 0, max = 512, paper = "none", code = "5",
                meaning = "A response cannot end before this length, the start token counted; 0 sets no limit.")
        int minimumLength,
        @Setting(label = "Sample every", group = "Samples", min = 1, max = 1_000_000,
                meaning = "Steps between responses that are kept for people to read, with their levels, reward and KL by token.")
        int sampleEvery,
        @Setting(label = "Samples a step", group = "Samples", min = 0, max = 4096,
                meaning = "Responses of the batch that are kept at such a step, from short to long; about 1 kB each.")
        int samplesAStep,
        @Setting(label = "Fixed prompts", group = "Samples", min = 0, max = 100,
                meaning = "So many contexts of the validation split, always the same ones, are answered with "
                + "the same noise now and then, to see how an answer changes. They change nothing in the run.")
        int fixedPrompts,
        @Setting(label = "Fixed prompts every", group = "Samples", min = 1, max = 1_000_000,
                meaning = "Steps between two answers to the fixed prompts; the first come before step 1.")
        int fixedPromptsEvery,

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

    public PpoSettings {
        for (Map.Entry<String, Double> number : Map.of("beta", beta, "gamma", gamma, "lambda", lambda, "alpha", alpha, "epsilon", epsilon,
                "learningRate", learningRate, "gradientClip", gradientClip, "weightDecay", weightDecay, "ratioLimit", ratioLimit,
                "missingEndPenalty", missingEndPenalty).entrySet()) {
            if (!(number.getValue() >= 0))
                throw new IllegalArgumentException("Setting \"" + number.getKey()
                        + "\" cannot be below 0, as " + number.getValue() + " is.");
        }
        if (gamma > 1 || lambda > 1)
            throw new IllegalArgumentException("Gamma and lambda lie between 0 and 1, not at " + gamma + " and " + lambda + ".");
        if (steps < 1 || batch < 1 || miniBatch < 1 || epochs < 1 || sampleEvery < 1 || fixedPromptsEvery < 1) {
            throw new IllegalArgumentException("Steps, batch, mini-batch, epochs and the intervals of samples are 1 at least.");
        }
        if (minimumLength > maximumNewTokens) {
            throw new IllegalArgumentException("A shortest response of " + minimumLength
                    + " tokens is longer than the longest of " + maximumNewTokens + ".");
        }
        new SamplingSettings(false, temperature, topK, topP, maximumNewTokens, minimumLength);     // rejects invalid sampling settings
    }

    /** The paper, section IV-B; where it does not specify a value, the most direct interpretation. */
    public static PpoSettings paper() {
        return new PpoSettings(1_600, 32, 8, 1,
                true, 0.2, KlController.CONSTANT, 6, 10_000, ScoreScaling.NONE, false, 0,
                1.0, 0.95, false,
                0.2, 0.1, LossAggregation.SUM_OVER_TIME, ValueLoss.SQUARED, 0.2, LogProbabilities.RAW, 0,
                1e-5, LearningRateSchedule.CONSTANT, 0, 0, 0, 0.01, true, 1e-8, Precision.FP32, Precision.FP32, false,
                0.9, 20, 1.0, 30, 0, 5, 4, 3, 25, 0, 10, 2);
    }

    /** The authors' published run without its bugs: the first token is trained, every step clips its gradient, padding has no effect. */
    public static PpoSettings code() {
        return new PpoSettings(1_600, 32, 8, 4,
                true, 0.2, KlController.ADAPTIVE, 6, 10_000, ScoreScaling.NORMALISE, true, 0,
                1.0, 0.95, true,
                0.2, 0.1, LossAggregation.MEAN_OF_MINI_BATCHES, ValueLoss.CLIPPED_HALF, 0.2, LogProbabilities.RAW, 10,
                1e-5, LearningRateSchedule.LINEAR, 3, 0, 1.0, 0, true, 1e-8, Precision.FP32, Precision.FP32, false,
                0.9, 20, 1.0, 29, 5, 5, 4, 3, 25, 0, 10, 2);
    }

    /** A copy with one setting changed, by name. */
    public PpoSettings with(String name, Object value) { return Settings.with(this, Map.of(name, value)); }

    /** Sampling settings of the rollout. */
    public SamplingSettings sampling() { return new SamplingSettings(false, temperature, topK, topP, maximumNewTokens, minimumLength); }

    /**
     * The learning rate of a step; the schedule advances once per PPO step.
     *
     * @param step     from 1
     * @param examples number of training examples, which determines the length of an epoch
     */
    public double learningRate(int step, int examples) {
        int total = scheduleEpochs == 0 ? steps : scheduleEpochs * ((examples + batch - 1) / batch);
        return schedule.at(step - 1, total, warmUpSteps, learningRate);
    }

    /** When checkpoints are saved and how many are kept. */
    public CheckpointPlan checkpoints() { return new CheckpointPlan(checkpointEvery, checkpointMinutes, keepCheckpoints); }
}
