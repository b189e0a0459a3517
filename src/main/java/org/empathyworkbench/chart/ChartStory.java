package org.empathyworkbench.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.empathyworkbench.chart.ChartPlan.Line;
import org.empathyworkbench.chart.ChartPlan.Section;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.journal.MetricNames;
import org.empathyworkbench.workspace.RunKind;

/**
 * The charts of a run and their order: for PPO reward, KL with its target, diagnostics of policy, value head and text, and generated
 * against target levels. Other metrics get a chart per group (the prefix of the name before the slash) at the end.
 */
public final class ChartStory {
    private static final Section REWARD = new Section("Reward",
            "The reward of the policy. It should rise, and no factor should rise at the cost of the others.");
    private static final Section KL = new Section("KL to the reference model",
            "Divergence from the reference model and its penalty. A KL that grows without bound means degenerate responses.");
    private static final Section POLICY = new Section("Policy diagnostics",
            "Collapsing entropy, a high clip fraction or a large approximate KL: the steps are too large.");
    private static final Section VALUE = new Section("Value head diagnostics",
            "How well the value head predicts the return; the advantages depend on it.");
    private static final Section TEXT = new Section("Text diagnostics",
            "Responses that all grow long, never end or become alike are signs of reward hacking.");
    private static final Section LEVELS = new Section("Generated and target levels",
            "Share of the batch at each level: solid for the generated responses, dashed for the references.");
    private static final Section LEARNING = new Section("Learning",
            "Training loss, and validation on conversations outside the training split.");
    private static final Section HELD_OUT = new Section("Held-out posts",
            "Scores on held-out posts. The majority baseline is the score of always predicting the most frequent level.");
    private static final Section TRAINING = new Section("Training", "Loss on training and validation data.");
    private static final Section DEVELOPMENT = new Section("Development set", "The part of the training posts used for early stopping.");
    private static final Section OPTIMISER = new Section("Optimiser", "Gradient norm and learning rate.");
    private static final Section REST = new Section("System and other metrics", "Throughput and memory.");

    /** @param metrics names that are drawn together if recorded; {@code prefix*} for all with a prefix */
    private record Chapter(Section section, String title, String definition, String... metrics) {
        /** Labels that would be equal are replaced by full names: train loss, validation loss. */
        String apart(String metric) {
            long alike = Arrays.stream(metrics).filter(other -> label(other).equals(label(metric))).count();
            return alike < 2 ? label(metric) : words(metric);
        }
    }

    private ChartStory() { }

    /** @param names in the order of first appearance */
    public static List<ChartPlan> of(RunKind kind, List<String> names) {
        Set<String> left = new LinkedHashSet<>(names);
        List<ChartPlan> plans = new ArrayList<>();
        for (Chapter chapter : chapters(kind)) {
            List<Line> lines = new ArrayList<>();
            for (String wanted : chapter.metrics()) {
                for (String name : List.copyOf(left)) {
                    if (wanted.endsWith("*") ? name.startsWith(wanted.substring(0, wanted.length() - 1)) : name.equals(wanted)) {
                        lines.add(new Line(name, chapter.apart(name), style(name, lines.size())));
                        left.remove(name);
                    }
                }
            }
            if (!lines.isEmpty()) plans.add(new ChartPlan(chapter.section(), chapter.title(), chapter.definition(), lines));
        }
        Map<String, List<Line>> groups = new LinkedHashMap<>();
        for (String name : left) {
            List<Line> lines = groups.computeIfAbsent(group(name), g -> new ArrayList<>());
            lines.add(new Line(name, words(name.substring(name.indexOf('/') + 1)), LineStyle.series(lines.size())));
        }
        groups.forEach((group, lines) -> plans.add(new ChartPlan(REST, title(group), "", lines)));
        return plans;
    }

    private static List<Chapter> chapters(RunKind kind) {
        return switch (kind) {
            case GENERATOR -> List.of(
                    new Chapter(LEARNING, "Loss",
                            "Mean cross-entropy of a response's tokens: of the training batches, and of the validation split at "
                            + "each validation.",
                            MetricNames.TRAIN_LOSS, MetricNames.VALIDATION_LOSS),
                    new Chapter(LEARNING, "Validation perplexity",
                            "exp of the token-weighted mean cross-entropy on the validation split; lower is better.",
                            MetricNames.VALIDATION_PERPLEXITY),
                    new Chapter(LEARNING, "Perplexity by word",
                            "The same per word instead of per token: comparable across vocabularies.",
                            MetricNames.VALIDATION_PERPLEXITY_BY_WORD),
                    new Chapter(OPTIMISER, "Gradient norm", "Global norm before clipping.", MetricNames.TRAIN_GRADIENT_NORM),
                    new Chapter(OPTIMISER, "Learning rate", "After warm-up and decay.", MetricNames.OPTIMISER_LEARNING_RATE));
            case IDENTIFIERS -> List.of(
                    new Chapter(HELD_OUT, "Weighted F1", "Support-weighted F1 on held-out posts. Always predicting the most frequent "
                            + "level gives .525, .364 and .773 on Mental Health Subreddits.", each("/validation/weighted-f1")),
                    new Chapter(HELD_OUT, "Macro F1", "Unweighted mean of the three levels' F1: rare levels count as much as common ones.",
                            each("/validation/macro-f1")),
                    new Chapter(TRAINING, "Training loss", "Cross-entropy of the batch, with class weights.", each("/train/loss")),
                    new Chapter(TRAINING, "Validation loss", "Cross-entropy on held-out posts.", each("/validation/loss")),
                    new Chapter(HELD_OUT, "Majority baseline",
                            "Weighted F1 of always predicting the most frequent level: the score to beat.",
                            each("/validation/majority-floor")),
                    new Chapter(DEVELOPMENT, "Development weighted F1",
                            "On the part of the training posts used for early stopping.", each("/development/weighted-f1")),
                    new Chapter(DEVELOPMENT, "Development macro F1",
                            "On the part of the training posts used for early stopping.", each("/development/macro-f1")),
                    new Chapter(DEVELOPMENT, "Development loss",
                            "On the part of the training posts used for early stopping.", each("/development/loss")),
                    new Chapter(OPTIMISER, "Gradient norm", "Global norm before clipping.", each("/train/gradient-norm")),
                    new Chapter(OPTIMISER, "Learning rate", "After warm-up and decay.", each("/train/learning-rate")));
            case PPO -> List.of(
                    new Chapter(REWARD, "Empathy reward", "R_emp = p_ER(l) p_IP(l) p_EX(l), the probability that all three "
                            + "identifiers see the reference's levels (eq. 5). Mean of the batch. The floors are what a "
                            + "constant \".\" and an empty response earn on training examples: an alignment has to beat them.",
                            MetricNames.REWARD_RAW, MetricNames.REWARD_FLOOR_FULL_STOP, MetricNames.REWARD_FLOOR_EMPTY),
                    new Chapter(REWARD, "Total training loss",
                            "L = -L_clip + alpha L_vf (eq. 13), mean over the epochs of the step: the second curve of the paper's Fig. 7.",
                            MetricNames.LOSS_TOTAL),
                    new Chapter(REWARD, "Reward by mechanism", "Each mechanism's factor p(l): the probability that its identifier "
                            + "sees the level of the reference. Mean of the batch.", MetricNames.rewardFactor(Mechanism.EMOTIONAL_REACTION),
                            MetricNames.rewardFactor(Mechanism.INTERPRETATION), MetricNames.rewardFactor(Mechanism.EXPLORATION)),
                    new Chapter(REWARD, "Reward less KL",
                            "What PPO maximises: R_emp less beta times the KL, summed over a response.", MetricNames.REWARD_WITH_KL),
                    new Chapter(KL, "KL", "A response's sum: k1 is the estimator in the reward (eq. "
                            + "6), k3 its low-variance form, full the exact sum over the vocabulary. "
                            + "With an adaptive coefficient the target is drawn as a "
                            + "horizontal line.", MetricNames.KL_K1, MetricNames.KL_K3,
                            MetricNames.KL_FULL), new Chapter(KL, "Reference mass outside the KL",
                            "With behaviour log-probabilities the reference is renormalised over the tokens that the policy could draw; "
                            + "this is what it gives the others, mean of the batch's tokens.", MetricNames.KL_UNCHARGED_MASS),
                    new Chapter(KL, "KL coefficient", "beta, the KL coefficient.", MetricNames.KL_BETA),
                    new Chapter(POLICY, "Entropy",
                            "Of the policy's next-token distribution, in nats: the first sign of a collapse.", MetricNames.POLICY_ENTROPY),
                    new Chapter(POLICY, "Approximate KL", "Between the new and the old policy within a step.",
                            MetricNames.POLICY_APPROX_KL),
                    new Chapter(POLICY, "Clip fraction", "Share of tokens whose ratio was clipped.", MetricNames.POLICY_CLIP_FRACTION),
                    new Chapter(POLICY, "Largest ratio", "pi_new / pi_old, the largest of the batch.", MetricNames.POLICY_RATIO_MAX),
                    new Chapter(POLICY, "Policy loss", "The negated clipped surrogate objective (eqs. 13-14).", MetricNames.POLICY_LOSS),
                    new Chapter(POLICY, "Mass outside top-k",
                            "Probability of the tokens that sampling excludes.", MetricNames.POLICY_MASS_OUTSIDE_TOP_K),
                    new Chapter(POLICY, "Learning rate", "After warm-up and decay.", MetricNames.OPTIMISER_LEARNING_RATE),
                    new Chapter(POLICY, "Gradient norm", "Global norm before clipping.", MetricNames.OPTIMISER_GRADIENT_NORM),
                    new Chapter(VALUE, "Explained variance",
                            "1 - Var(return - value) / Var(return): 1 is perfect, 0 no better than the mean.",
                            MetricNames.VALUE_EXPLAINED_VARIANCE),
                    new Chapter(VALUE, "Value loss", "Squared error of the value head (eq. 15).", MetricNames.VALUE_LOSS),
                    new Chapter(TEXT, "Response length", "Tokens a response, mean of the batch.", MetricNames.TEXT_LENGTH),
                    new Chapter(TEXT, "Ended with EOS",
                            "Share of responses that end with the EOS token instead of at the maximum length.", MetricNames.TEXT_EOS_RATE),
                    new Chapter(TEXT, "Distinct-2",
                            "Distinct pairs of words over all pairs in the rollouts, x 100: falls when responses become repetitive.",
                            MetricNames.TEXT_DISTINCT_2),
                    levels(Mechanism.EMOTIONAL_REACTION), levels(Mechanism.INTERPRETATION), levels(Mechanism.EXPLORATION));
        };
    }

    private static String[] each(String rest) {
        return Arrays.stream(Mechanism.values()).map(mechanism -> mechanism.key() + rest).toArray(String[]::new);
    }

    private static Chapter levels(Mechanism mechanism) {
        return new Chapter(LEVELS, mechanism.title(),
                "Share of the batch at each level: of the generated responses, and of the references (target).",
                "levels-" + mechanism.key() + "/*");
    }

    /** Labels a line by its mechanism if that alone distinguishes it. */
    private static String label(String name) {
        for (Mechanism mechanism : Mechanism.values()) {
            if (name.startsWith(mechanism.key() + "/") || name.endsWith("/" + mechanism.key())) return mechanism.title();
        }
        String rest = words(name.substring(name.indexOf('/') + 1));
        return name.startsWith("levels-") && rest.endsWith(" target") ? rest.replace(" target", ", wanted") : rest;
    }

    private static LineStyle style(String name, int place) {
        for (Mechanism mechanism : Mechanism.values()) {
            if (name.startsWith(mechanism.key() + "/") || name.endsWith("/" + mechanism.key())) return LineStyle.mechanism(mechanism);
            for (Level level : Level.values()) {
                String start = MetricNames.level(mechanism, level);
                if (name.equals(start) || name.equals(start + "-target"))
                    return LineStyle.level(mechanism, level, name.endsWith("-target"));
            }
        }
        return LineStyle.series(place);
    }

    private static String group(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? "other" : name.substring(0, slash);
    }

    private static String words(String name) { return name.replace('_', ' ').replace('-', ' ').replace('/', ' '); }

    private static String title(String group) { return group.substring(0, 1).toUpperCase(Locale.ROOT) + words(group.substring(1)); }
}
