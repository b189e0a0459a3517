package org.empathyworkbench.journal;

import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * Names of the metrics that trainers record and that charts and tables display. They are stored with runs, so their text must not change.
 */
public final class MetricNames {
    /** R_emp (METHOD eq. 5), mean of the batch. */
    public static final String REWARD_RAW = "reward/raw";
    /** R_emp less beta times the KL, mean of the batch. */
    public static final String REWARD_WITH_KL = "reward/with-kl";
    /** Reward that the response "." would get. */
    public static final String REWARD_FLOOR_FULL_STOP = "reward/floor-full-stop";
    /** Reward that an empty response would get. */
    public static final String REWARD_FLOOR_EMPTY = "reward/floor-empty";
    /** Sum over a response's tokens of log(pi / rho), mean of the batch. */
    public static final String KL_K1 = "kl/k1";
    /** The non-negative estimator (Schulman 2020). */
    public static final String KL_K3 = "kl/k3";
    /** KL over the whole vocabulary. */
    public static final String KL_FULL = "kl/full";
    /** Probability mass not included in the KL of the reward. */
    public static final String KL_UNCHARGED_MASS = "kl/uncharged-mass";
    public static final String KL_BETA = "kl/beta";
    /** The paper's total training loss (Fig. 7). */
    public static final String LOSS_TOTAL = "loss/total";
    public static final String POLICY_LOSS = "policy/loss";
    public static final String POLICY_ENTROPY = "policy/entropy";
    public static final String POLICY_APPROX_KL = "policy/approx-kl";
    public static final String POLICY_CLIP_FRACTION = "policy/clip-fraction";
    public static final String POLICY_RATIO_MAX = "policy/ratio-max";
    public static final String POLICY_MASS_OUTSIDE_TOP_K = "policy/mass-outside-top-k";
    public static final String VALUE_LOSS = "value/loss";
    public static final String VALUE_EXPLAINED_VARIANCE = "value/explained-variance";
    public static final String TEXT_LENGTH = "text/length";
    /** Share of responses that ended by the end-of-sequence token. */
    public static final String TEXT_EOS_RATE = "text/eos-rate";
    /** Dist-2 of the batch's responses, in percent. */
    public static final String TEXT_DISTINCT_2 = "text/distinct-2";
    public static final String OPTIMISER_GRADIENT_NORM = "optimiser/gradient-norm";
    public static final String OPTIMISER_LEARNING_RATE = "optimiser/learning-rate";
    public static final String SPEED_TOKENS_A_SECOND = "speed/tokens-a-second";
    public static final String MEMORY_RESIDENT_MB = "memory/resident-mb";
    public static final String TRAIN_LOSS = "train/loss";
    public static final String TRAIN_GRADIENT_NORM = "train/gradient-norm";
    public static final String VALIDATION_LOSS = "validation/loss";
    public static final String VALIDATION_PERPLEXITY = "validation/perplexity";
    public static final String VALIDATION_PERPLEXITY_BY_WORD = "validation/perplexity-by-word";
    public static final String DEVELOPMENT_LOSS = "development/loss";
    public static final String DEVELOPMENT_MACRO_F1 = "development/macro-f1";
    public static final String DEVELOPMENT_WEIGHTED_F1 = "development/weighted-f1";
    /** Of one mechanism's network. */
    public static final String TRAIN_LEARNING_RATE = "train/learning-rate";
    public static final String VALIDATION_MACRO_F1 = "validation/macro-f1";
    public static final String VALIDATION_MAJORITY_FLOOR = "validation/majority-floor";
    public static final String VALIDATION_WEIGHTED_F1 = "validation/weighted-f1";

    private MetricNames() { }

    /** One mechanism's factor of the reward, mean of the batch. */
    public static String rewardFactor(Mechanism mechanism) { return "reward/" + mechanism.key(); }

    /** Share of responses whose mechanism has this level. */
    public static String level(Mechanism mechanism, Level level) { return "levels-" + mechanism.key() + "/" + level.word(); }

    /** Share of references whose mechanism has this level. */
    public static String targetLevel(Mechanism mechanism, Level level) { return level(mechanism, level) + "-target"; }

    /** A metric of one mechanism's network. */
    public static String of(Mechanism mechanism, String name) { return mechanism.key() + "/" + name; }
}
