package org.empathyworkbench.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.journal.MetricNames;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Runs;

/** The summary metrics of runs of a kind, used by lists, comparisons and sweeps. */
public final class RunMetrics {
    private static final int USUAL = 6;

    private RunMetrics() { }

    /**
     * The best value that a run has reached so far.
     *
     * @param name {@code perplexity}, {@code F1}, {@code reward}
     */
    public record Best(String name, double value, boolean lowerIsBetter, String meaning) { }

    /** Columns of a sweep's table for runs of a kind, the headline first. */
    public static List<RunMetric> of(RunKind kind) {
        return switch (kind) {
            case GENERATOR -> List.of(RunMetric.lowest(MetricNames.VALIDATION_PERPLEXITY, "perplexity"),
                    RunMetric.lowest(MetricNames.VALIDATION_LOSS, "validation loss"),
                    RunMetric.last(MetricNames.TRAIN_LOSS, "training loss"));
            case IDENTIFIERS -> {
                List<RunMetric> figures = new ArrayList<>();
                for (Mechanism mechanism : Mechanism.values()) {
                    figures.add(RunMetric.highest(MetricNames.of(mechanism, MetricNames.VALIDATION_WEIGHTED_F1),
                            "F1 " + mechanism.title().toLowerCase(Locale.ROOT)));
                }
                yield figures;
            }
            case PPO -> List.of(RunMetric.last(MetricNames.REWARD_RAW, "reward"), RunMetric.last(MetricNames.KL_K1, "KL"),
                    RunMetric.last(MetricNames.TEXT_LENGTH, "length"), RunMetric.last(MetricNames.TEXT_DISTINCT_2, "distinct-2"));
        };
    }

    /** Metrics in the evaluation of a generator, by the names of its report; a table's usual columns first. */
    public static List<RunMetric> evaluated() {
        return List.of(RunMetric.evaluated("ppl", "PPL"), RunMetric.evaluated("dist-1", "Dist-1"), RunMetric.evaluated("dist-2", "Dist-2"),
                RunMetric.evaluated("bleu-2", "BLEU-2"), RunMetric.evaluated("emp-f1", "Emp-F1"), RunMetric.evaluated("reward", "Reward"),
                RunMetric.evaluated("bleu-1", "BLEU-1"), RunMetric.evaluated("rouge-l", "ROUGE-L"),
                RunMetric.evaluated("f1-er", "F1 emotional reaction"),
                RunMetric.evaluated("f1-ip", "F1 interpretation"), RunMetric.evaluated("f1-ex", "F1 exploration"),
                RunMetric.evaluated("ppl-word", "PPL a word"), RunMetric.evaluated("mean-words", "Mean length"));
    }

    /** The initial columns of a sweep's table: those of the paper's Table VI and a few more. */
    public static List<RunMetric> usualOfEvaluation() { return evaluated().subList(0, USUAL); }

    /** The headline metric of a run in a list; empty before it is measured. */
    public static Optional<Best> best(Runs runs, RunInfo run) {
        return switch (run.kind()) {
            case GENERATOR -> first(best(runs, run, RunMetric.lowest(MetricNames.VALIDATION_PERPLEXITY, "perplexity"), true),
                    loss(runs, run), best(runs, run, RunMetric.last(MetricNames.TRAIN_LOSS, "loss"), true));
            case IDENTIFIERS -> f1(runs, run);
            case PPO -> best(runs, run, RunMetric.last(MetricNames.REWARD_RAW, "reward"), false);
        };
    }

    private static Optional<Best> best(Runs runs, RunInfo run, RunMetric figure, boolean lower) {
        OptionalDouble value = figure.of(runs, run.id());
        return value.isEmpty() ? Optional.empty() : Optional.of(new Best(figure.label(), value.getAsDouble(), lower, figure.words()));
    }

    private static Optional<Best> loss(Runs runs, RunInfo run) {
        return best(runs, run, RunMetric.lowest(MetricNames.VALIDATION_LOSS, "perplexity"), true)
                .map(best -> new Best(best.name(), Math.exp(best.value()), true, "exp of the " + best.meaning()));
    }

    /** Over the mechanisms validated so far. */
    private static Optional<Best> f1(Runs runs, RunInfo run) {
        double[] values = of(RunKind.IDENTIFIERS).stream().map(figure -> figure.of(runs, run.id()))
                .filter(OptionalDouble::isPresent).mapToDouble(OptionalDouble::getAsDouble).toArray();
        return values.length == 0 ? Optional.empty() : Optional.of(new Best("F1", Arrays.stream(values).average().orElse(Double.NaN), false,
                "mean over " + values.length + (values.length == 1 ? " mechanism" : " mechanisms")
                + " of the highest weighted F1 on validation pairs"));
    }

    @SafeVarargs
    private static Optional<Best> first(Optional<Best>... candidates) {
        for (Optional<Best> candidate : candidates) {
            if (candidate.isPresent()) return candidate;
        }
        return Optional.empty();
    }
}
