package org.empathyworkbench.evaluation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * How close the empathy of responses comes to that of the references, in one judge's eyes.
 *
 * @param judge      name of the identifiers
 * @param hash       of their weights
 * @param mechanisms levels of references (rows, gold) against those of responses (columns, predicted)
 * @param reward     mean R_emp (eq. 5)
 * @param interval   half the width of its 95 % t interval; NaN for fewer than two responses
 */
public record EmpathyFigures(String judge, String hash, Map<Mechanism, ClassificationReport> mechanisms, double reward, double interval) {

    static EmpathyFigures of(Judge judge, List<Map<Mechanism, Level>> targets, List<EmpathyProfile> profiles) {
        Map<Mechanism, ClassificationReport> reports = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) {
            int[] gold = targets.stream().mapToInt(levels -> Objects.requireNonNull(levels.get(mechanism)).ordinal()).toArray();
            int[] predicted = profiles.stream().mapToInt(profile -> profile.level(mechanism).ordinal()).toArray();
            reports.put(mechanism, ClassificationReport.of(gold, predicted, Level.values().length));
        }
        double[] rewards = new double[profiles.size()];
        for (int i = 0; i < rewards.length; i++) rewards[i] = profiles.get(i).reward(targets.get(i));
        double interval = rewards.length < 2 ? Double.NaN : TTest.interval95(rewards);
        return new EmpathyFigures(judge.name(), judge.hash(), reports, TTest.mean(rewards), interval);
    }

    /** Emp-F1: mean over mechanisms of the support-weighted F1, times 100. */
    public double empF1() { return ClassificationReport.empF1(mechanisms.values()); }

    /** The same with every level weighing alike. */
    public double macroEmpF1() { return 100 * mechanisms.values().stream().mapToDouble(ClassificationReport::macroF1).average().orElse(0); }

    /** What always saying the most frequent level would reach as Emp-F1. */
    public double floor() {
        return 100 * mechanisms.values().stream().mapToDouble(ClassificationReport::majorityFloor).average().orElse(0);
    }

    private ClassificationReport report(Mechanism mechanism) { return Objects.requireNonNull(mechanisms.get(mechanism)); }

    /** Share of responses with a level, 0 to 1. */
    public double share(Mechanism mechanism, Level level) {
        ClassificationReport report = report(mechanism);
        int count = 0;
        for (int[] row : report.confusion()) count += row[level.ordinal()];
        return report.total() == 0 ? 0 : (double) count / report.total();
    }

    /** Share of references with a level, 0 to 1. */
    public double targetShare(Mechanism mechanism, Level level) {
        ClassificationReport report = report(mechanism);
        return report.total() == 0 ? 0 : (double) report.support(level.ordinal()) / report.total();
    }

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("emp-f1", "Emp-F1", empF1(), "Mean over the three mechanisms of the support-weighted F1 between "
                + "levels of references and of responses, x 100. Circular when these identifiers also gave the reward."));
        figures.add(new Figure("emp-f1-macro", "Emp-F1 (macro)", macroEmpF1(), "As Emp-F1, every level weighing alike."));
        figures.add(new Figure("emp-f1-floor", "Emp-F1 floor", floor(),
                "What always saying the most frequent level of the references would reach."));
        for (Mechanism mechanism : Mechanism.values()) {
            figures.add(new Figure("f1-" + mechanism.key(), "F1 " + mechanism.title().toLowerCase(Locale.ROOT),
                    100 * report(mechanism).weightedF1(), "Support-weighted F1 of this mechanism, x 100."));
        }
        figures.add(new Figure("reward", "Empathy reward", reward,
                "Mean probability, over responses, that the identifiers give to the references' three levels (eq. 5); 0 to 1."));
        figures.add(new Figure("reward-interval", "  +- (95 %)", interval, "Half the width of the mean reward's 95 % t interval."));
        return figures;
    }
}
