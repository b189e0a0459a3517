package org.empathyworkbench.app.runs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.empathyworkbench.app.chart.LineStyle;
import org.empathyworkbench.app.runs.ChartPlan.Line;
import org.empathyworkbench.app.runs.ChartPlan.Section;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.journal.MetricNames;
import org.empathyworkbench.workspace.RunKind;

/**
 * Which charts a run has and in what order, so that they read as a story: for PPO the reward, the distance from the reference and its
 * budget, the health of policy, value and text, and the levels written against those wanted. A metric that no chapter knows stands in a
 * chart of its group, the part of its name before the slash, at the end; none is lost.
 */
final class ChartStory {
    private static final Section REWARD = new Section("Reward",
            "What the policy is paid for. It should rise, and none of the three factors should pay for the others.");
    private static final Section KL = new Section("KL to the reference model",
            "How far the policy has moved, and what that costs. A KL that runs away means answers that nobody would write.");
    private static final Section POLICY = new Section("Health of the policy",
            "Entropy that collapses, many clipped ratios or a large approximate KL: steps are too large.");
    private static final Section VALUE = new Section("Health of the value head",
            "How well the return is foreseen; advantages are only as good as this.");
    private static final Section TEXT = new Section("Health of the text",
            "Answers that all grow long, never end, or become alike are how a reward is cheated.");
    private static final Section LEVELS = new Section("Levels written against levels wanted",
            "Share of the batch at each level: unbroken for the responses written, dashed for the references.");
    private static final Section LEARNING = new Section("Learning",
            "What is learnt, and whether it holds on conversations that were not learnt from.");
    private static final Section HELD_OUT = new Section("Held-out posts",
            "What the identifiers are worth on posts they never saw. The floor is what answering the commonest level gives.");
    private static final Section TRAINING = new Section("Training", "Loss on what is learnt from and on what is not.");
    private static final Section DEVELOPMENT = new Section("Development part", "The part of the training posts that decides when to stop.");
    private static final Section OPTIMISER = new Section("Optimiser", "The size of the steps.");
    private static final Section REST = new Section("Machine and the rest", "How fast it goes and what it needs.");

    /** @param metrics names, of which those that a run has are drawn together; {@code prefix*} for all that begin so */
    private record Chapter(Section section, String title, String definition, String... metrics) {
        /** Lines that would be called alike are called by their whole names: train loss, validation loss. */
        String apart(String metric) {
            long alike = Arrays.stream(metrics).filter(other -> label(other).equals(label(metric))).count();
            return alike < 2 ? label(metric) : words(metric);
        }
    }

    private ChartStory() { }

    /** @param names in the order in which they first came */
    static List<ChartPlan> of(RunKind kind, List<String> names) {
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
                            "Mean cross-entropy of a response's tokens: of the training batches, and of the validation split at each look.",
                            MetricNames.TRAIN_LOSS, MetricNames.VALIDATION_LOSS),
                    new Chapter(LEARNING, "Validation perplexity",
                            "exp of the token-weighted mean cross-entropy on the validation split; lower is better.",
                            MetricNames.VALIDATION_PERPLEXITY),
                    new Chapter(LEARNING, "Perplexity by word",
                            "The same spread over words instead of tokens: the one to compare across vocabularies.",
                            MetricNames.VALIDATION_PERPLEXITY_BY_WORD),
                    new Chapter(OPTIMISER, "Gradient norm", "Global norm before clipping.", MetricNames.TRAIN_GRADIENT_NORM),
                    new Chapter(OPTIMISER, "Learning rate", "After warm-up and decay.", MetricNames.OPTIMISER_LEARNING_RATE));
            case IDENTIFIERS -> List.of(
                    new Chapter(HELD_OUT, "Weighted F1", "Support-weighted F1 on held-out posts. Always answering the commonest "
                            + "level gives .525, .364 and .773 on Mental Health Subreddits.", each("/validation/weighted-f1")),
                    new Chapter(HELD_OUT, "Macro F1", "Unweighted mean of the three levels' F1: rare levels count as much as common ones.",
                            each("/validation/macro-f1")),
                    new Chapter(TRAINING, "Training loss", "Cross-entropy of the batch, with class weights.", each("/train/loss")),
                    new Chapter(TRAINING, "Validation loss", "Cross-entropy on held-out posts.", each("/validation/loss")),
                    new Chapter(HELD_OUT, "Majority floor",
                            "Weighted F1 of always answering the commonest level: what a score has to beat.",
                            each("/validation/majority-floor")),
                    new Chapter(DEVELOPMENT, "Development weighted F1",
                            "On the part of the training posts that decides when to stop.", each("/development/weighted-f1")),
                    new Chapter(DEVELOPMENT, "Development macro F1",
                            "On the part of the training posts that decides when to stop.", each("/development/macro-f1")),
                    new Chapter(DEVELOPMENT, "Development loss",
                            "On the part of the training posts that decides when to stop.", each("/development/loss")),
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
                            + "With an adaptive coefficient the target is drawn across.", MetricNames.KL_K1, MetricNames.KL_K3,
                            MetricNames.KL_FULL), new Chapter(KL, "Reference's mass that the KL does not charge",
                            "With behaviour log-probabilities the reference is renormalised over the tokens that the policy could draw; "
                            + "this is what it gives the others, mean of the batch's tokens.", MetricNames.KL_UNCHARGED_MASS),
                    new Chapter(KL, "KL coefficient", "beta, the price of moving away.", MetricNames.KL_BETA),
                    new Chapter(POLICY, "Entropy",
                            "Of the policy's next-token distribution, in nats: a collapse shows here first.", MetricNames.POLICY_ENTROPY),
                    new Chapter(POLICY, "Approximate KL", "Between the new and the old policy within a step.",
                            MetricNames.POLICY_APPROX_KL),
                    new Chapter(POLICY, "Clip fraction", "Share of tokens whose ratio was clipped.", MetricNames.POLICY_CLIP_FRACTION),
                    new Chapter(POLICY, "Largest ratio", "pi_new / pi_old, the largest of the batch.", MetricNames.POLICY_RATIO_MAX),
                    new Chapter(POLICY, "Policy loss", "The clipped surrogate with its sign turned (eqs. 13-14).", MetricNames.POLICY_LOSS),
                    new Chapter(POLICY, "Mass outside top-k",
                            "Probability of the tokens that sampling leaves out.", MetricNames.POLICY_MASS_OUTSIDE_TOP_K),
                    new Chapter(POLICY, "Learning rate", "After warm-up and decay.", MetricNames.OPTIMISER_LEARNING_RATE),
                    new Chapter(POLICY, "Gradient norm", "Global norm before clipping.", MetricNames.OPTIMISER_GRADIENT_NORM),
                    new Chapter(VALUE, "Explained variance",
                            "1 - Var(return - value) / Var(return): 1 is perfect, 0 no better than the mean.",
                            MetricNames.VALUE_EXPLAINED_VARIANCE),
                    new Chapter(VALUE, "Value loss", "Squared error of the value head (eq. 15).", MetricNames.VALUE_LOSS),
                    new Chapter(TEXT, "Response length", "Tokens a response, mean of the batch.", MetricNames.TEXT_LENGTH),
                    new Chapter(TEXT, "Ended by itself",
                            "Share of responses that end with the end token instead of at the greatest length.", MetricNames.TEXT_EOS_RATE),
                    new Chapter(TEXT, "Distinct-2",
                            "Distinct pairs of words over all pairs in the rollouts, x 100: falls when responses become alike.",
                            MetricNames.TEXT_DISTINCT_2),
                    levels(Mechanism.EMOTIONAL_REACTION), levels(Mechanism.INTERPRETATION), levels(Mechanism.EXPLORATION));
        };
    }

    private static String[] each(String rest) {
        return Arrays.stream(Mechanism.values()).map(mechanism -> mechanism.key() + rest).toArray(String[]::new);
    }

    private static Chapter levels(Mechanism mechanism) {
        return new Chapter(LEVELS, mechanism.title(),
                "Share of the batch at each level: of the responses written, and of the references (wanted).",
                "levels-" + mechanism.key() + "/*");
    }

    /** A line is called after its mechanism when that is all that tells it from its neighbours. */
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
