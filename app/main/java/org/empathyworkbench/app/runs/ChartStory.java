package org.empathyworkbench.app.runs;

import java.util.ArrayList;
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
    private record Chapter(String title, String definition, String... metrics) { }

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
                        lines.add(line(name));
                        left.remove(name);
                    }
                }
            }
            if (!lines.isEmpty()) plans.add(new ChartPlan(chapter.title(), chapter.definition(), lines));
        }
        Map<String, List<Line>> groups = new LinkedHashMap<>();
        for (String name : left) groups.computeIfAbsent(group(name), g -> new ArrayList<>()).add(line(name));
        groups.forEach((group, lines) -> plans.add(new ChartPlan(title(group), "", lines)));
        return plans;
    }

    private static List<Chapter> chapters(RunKind kind) {
        return switch (kind) {
            case GENERATOR -> List.of(
                    new Chapter("Loss", "Mean cross-entropy of the response's tokens: of the training batches, and of the whole validation split after each evaluation.", "train/loss", "validation/loss"),
                    new Chapter("Validation perplexity", "exp of the token-weighted mean cross-entropy on the validation split; lower is better.", "validation/perplexity"),
                    new Chapter("Learning rate", "After warm-up and decay.", "train/learning-rate", "train/learningRate", "train/lr"),
                    new Chapter("Gradient norm", "Global norm before clipping.", "train/gradient-norm", "train/gradientNorm"),
                    new Chapter("Speed", "Tokens of contexts and responses a second.", "speed/*", "train/tokens-per-second"));
            case IDENTIFIERS -> List.of(
                    new Chapter("Training loss", "Cross-entropy with class weights.", "train/loss*", "train/er", "train/ip", "train/ex"),
                    new Chapter("Validation loss", "Cross-entropy on held-out posts.", "validation/loss*"),
                    new Chapter("Weighted F1", "Support-weighted F1 on held-out posts. Majority floors: ER .525, IP .364, EX .773 on Mental Health Subreddits.", "validation/f1*", "validation/weighted*"),
                    new Chapter("Macro F1", "Unweighted mean of the three levels' F1: rare levels count as much as common ones.", "validation/macro*"));
            case PPO -> List.of(
                    new Chapter("Empathy reward", "R_emp = p_ER(l) p_IP(l) p_EX(l): the probability that all three identifiers see the reference's levels (eq. 5). Mean of the batch.", "reward/raw"),
                    new Chapter("Reward by mechanism", "Each mechanism's factor p(l): the probability that its identifier sees the level of the reference. Mean of the batch.", "reward/er", "reward/ip", "reward/ex"),
                    new Chapter("KL to the reference model", "How far the policy has moved: k1 is the estimator in the reward (eq. 6), k3 its low-variance form, full the exact sum over the vocabulary.", "kl/k1", "kl/k3", "kl/full"),
                    new Chapter("Policy loss", "The clipped surrogate, with its sign turned (eqs. 13-14).", "policy/loss"),
                    new Chapter("Entropy", "Of the policy's next-token distribution, in nats: a collapse shows here first.", "policy/entropy"),
                    new Chapter("Value loss", "Squared error of the value head (eq. 15).", "value/loss"),
                    new Chapter("Explained variance", "1 - Var(return - value) / Var(return): 1 is perfect, 0 no better than the mean.", "value/explained-variance", "value/explainedVariance", "value/explained_variance"),
                    new Chapter("Response length", "Tokens a response, mean of the batch.", "text/length", "response/length"),
                    new Chapter("Distinct-2", "Distinct pairs of tokens over all pairs in the rollouts: falls when answers become alike.", "text/distinct-2", "text/distinct2"));
        };
    }

    private static Line line(String name) {
        String rest = name.substring(name.indexOf('/') + 1);
        for (Mechanism mechanism : Mechanism.values()) {
            for (String end : List.of(mechanism.key(), mechanism.fileName(), mechanism.fileName().replace('_', '-'))) {
                if (rest.equals(end)) return new Line(name, mechanism.title(), mechanism);
                if (rest.endsWith("/" + end) || rest.endsWith("-" + end) || rest.endsWith("_" + end)) {
                    String before = rest.substring(0, rest.length() - end.length() - 1);
                    return new Line(name, mechanism.title() + " " + words(before), mechanism);
                }
            }
        }
        return new Line(name, words(rest), null);
    }

    private static String group(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? "other" : name.substring(0, slash);
    }

    private static String words(String name) { return name.replace('_', ' ').replace('-', ' ').replace('/', ' '); }

    private static String title(String group) { return group.substring(0, 1).toUpperCase(Locale.ROOT) + words(group.substring(1)); }
}
