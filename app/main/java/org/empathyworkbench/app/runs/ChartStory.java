package org.empathyworkbench.app.runs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.empathyworkbench.app.runs.ChartPlan.Line;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.workspace.RunKind;

/**
 * Which charts a run has and in what order, so that they read as a story: for PPO the reward, the reward by mechanism, the distance from the
 * reference, the policy, the value, the text, and the levels written against those wanted. A metric that no chapter knows stands in a
 * chart of its group, the part of its name before the slash, at the end; none is lost.
 */
final class ChartStory {
    /** @param metrics names, of which those that a run has are drawn together; {@code prefix*} for all that begin so */
    private record Chapter(String title, String definition, String... metrics) {
        /** Lines that would be called alike are called by their whole names: train loss, validation loss. */
        Line apart(Line line) {
            long alike = Arrays.stream(metrics).filter(metric -> line(metric).label().equals(line.label())).count();
            return alike < 2 ? line : new Line(line.metric(), words(line.metric()), line.mechanism());
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
                        lines.add(chapter.apart(line(name)));
                        left.remove(name);
                    }
                }
            }
            if (!lines.isEmpty()) plans.add(new ChartPlan(chapter.title(), chapter.definition(), lines));
        }
        Map<String, List<Line>> groups = new LinkedHashMap<>();
        for (String name : left) groups.computeIfAbsent(group(name), g -> new ArrayList<>()).add(new Line(name, words(name.substring(name.indexOf('/') + 1)), null));
        groups.forEach((group, lines) -> plans.add(new ChartPlan(title(group), "", lines)));
        return plans;
    }

    private static List<Chapter> chapters(RunKind kind) {
        return switch (kind) {
            case GENERATOR -> List.of(
                    new Chapter("Loss", "Mean cross-entropy of a response's tokens: of the training batches, and of the validation split at each look.",
                            "train/loss", "validation/loss"),
                    new Chapter("Validation perplexity", "exp of the token-weighted mean cross-entropy on the validation split; lower is better.", "validation/perplexity"),
                    new Chapter("Perplexity by word", "The same spread over words instead of tokens: the one to compare across vocabularies.", "validation/perplexity-by-word"),
                    new Chapter("Gradient norm", "Global norm before clipping.", "train/gradient-norm"),
                    new Chapter("Learning rate", "After warm-up and decay.", "optimiser/learning-rate"));
            case IDENTIFIERS -> List.of(
                    new Chapter("Weighted F1", "Support-weighted F1 on held-out posts. Always answering the commonest level gives .525, .364 and .773 on Mental Health Subreddits.",
                            each("/validation/weighted-f1")),
                    new Chapter("Macro F1", "Unweighted mean of the three levels' F1: rare levels count as much as common ones.", each("/validation/macro-f1")),
                    new Chapter("Training loss", "Cross-entropy of the batch, with class weights.", each("/train/loss")),
                    new Chapter("Validation loss", "Cross-entropy on held-out posts.", each("/validation/loss")),
                    new Chapter("Majority floor", "Weighted F1 of always answering the commonest level: what a score has to beat.", each("/validation/majority-floor")),
                    new Chapter("Development weighted F1", "On the part of the training posts that decides when to stop.", each("/development/weighted-f1")),
                    new Chapter("Development macro F1", "On the part of the training posts that decides when to stop.", each("/development/macro-f1")),
                    new Chapter("Development loss", "On the part of the training posts that decides when to stop.", each("/development/loss")),
                    new Chapter("Gradient norm", "Global norm before clipping.", each("/train/gradient-norm")),
                    new Chapter("Learning rate", "After warm-up and decay.", each("/train/learning-rate")));
            case PPO -> List.of(
                    new Chapter("Empathy reward", "R_emp = p_ER(l) p_IP(l) p_EX(l), the probability that all three identifiers see the reference's levels (eq. 5). Mean of the batch.", "reward/raw"),
                    new Chapter("Reward by mechanism", "Each mechanism's factor p(l): the probability that its identifier sees the level of the reference. Mean of the batch.",
                            "reward/er", "reward/ip", "reward/ex"),
                    new Chapter("Reward less KL", "What PPO maximises: R_emp less beta times the KL, summed over a response.", "reward/with-kl"),
                    new Chapter("KL to the reference model", "How far the policy has moved, a response: k1 is the estimator in the reward (eq. 6), k3 its low-variance form, full the exact sum over the vocabulary.",
                            "kl/k1", "kl/k3", "kl/full"),
                    new Chapter("KL coefficient", "beta, the price of moving away.", "kl/beta"),
                    new Chapter("Policy loss", "The clipped surrogate with its sign turned (eqs. 13-14).", "policy/loss"),
                    new Chapter("Entropy", "Of the policy's next-token distribution, in nats: a collapse shows here first.", "policy/entropy"),
                    new Chapter("Ratios", "Share of tokens whose ratio was clipped, and the approximate KL between the new and the old policy within a step.", "policy/clip-fraction", "policy/approx-kl"),
                    new Chapter("Largest ratio", "pi_new / pi_old, the largest of the batch.", "policy/ratio-max"),
                    new Chapter("Mass outside top-k", "Probability of the tokens that sampling leaves out.", "policy/mass-outside-top-k"),
                    new Chapter("Value loss", "Squared error of the value head (eq. 15).", "value/loss"),
                    new Chapter("Explained variance", "1 - Var(return - value) / Var(return): 1 is perfect, 0 no better than the mean.", "value/explained-variance"),
                    new Chapter("Response length", "Tokens a response, mean of the batch.", "text/length"),
                    new Chapter("Ended by itself", "Share of responses that end with the end token instead of at the greatest length.", "text/eos-rate"),
                    new Chapter("Distinct-2", "Distinct pairs of words over all pairs in the rollouts, x 100: falls when responses become alike.", "text/distinct-2"),
                    levels(Mechanism.EMOTIONAL_REACTION), levels(Mechanism.INTERPRETATION), levels(Mechanism.EXPLORATION));
        };
    }

    private static String[] each(String rest) { return Arrays.stream(Mechanism.values()).map(mechanism -> mechanism.key() + rest).toArray(String[]::new); }

    private static Chapter levels(Mechanism mechanism) {
        return new Chapter("Levels: " + mechanism.title().toLowerCase(Locale.ROOT), "Share of the batch at each level: of the responses written, and of the references (wanted).",
                "levels-" + mechanism.key() + "/*");
    }

    /** A line is called after its mechanism when that is all that tells it from its neighbours. */
    private static Line line(String name) {
        for (Mechanism mechanism : Mechanism.values()) {
            if (name.startsWith(mechanism.key() + "/") || name.endsWith("/" + mechanism.key())) return new Line(name, mechanism.title(), mechanism);
        }
        String rest = words(name.substring(name.indexOf('/') + 1));
        return new Line(name, name.startsWith("levels-") && rest.endsWith(" target") ? rest.replace(" target", ", wanted") : rest, null);
    }

    private static String group(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? "other" : name.substring(0, slash);
    }

    private static String words(String name) { return name.replace('_', ' ').replace('-', ' ').replace('/', ' '); }

    private static String title(String group) { return group.substring(0, 1).toUpperCase(Locale.ROOT) + words(group.substring(1)); }
}
