package org.empathyworkbench.app.runs;

import java.util.List;
import org.empathyworkbench.workspace.MetricPoint;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Runs;

/** The one number by which runs of a kind are told apart in a list. */
final class BestSoFar {
    /** PPO's reward is noise from batch to batch: its mean over so many steps is said. */
    private static final int MEAN_OF = 20;

    private BestSoFar() { }

    /** Empty while the run has not measured it. */
    static String of(Runs runs, RunInfo run) {
        List<String> names = runs.metricNames(run.id());
        return switch (run.kind()) {
            case GENERATOR -> names.contains("validation/perplexity") ? "perplexity " + RunWords.number(lowest(runs, run, "validation/perplexity"))
                    : names.contains("validation/loss") ? "perplexity " + RunWords.number(Math.exp(lowest(runs, run, "validation/loss")))
                    : names.contains("train/loss") ? "loss " + RunWords.number(last(runs, run, "train/loss", MEAN_OF)) : "";
            case IDENTIFIERS -> {
                List<String> f1 = names.stream().filter(name -> name.endsWith("/validation/weighted-f1")).toList();
                yield f1.isEmpty() ? "" : "F1 " + RunWords.number(f1.stream().mapToDouble(name -> highest(runs, run, name)).average().orElse(Double.NaN));
            }
            case PPO -> names.contains("reward/raw") ? "reward " + RunWords.number(last(runs, run, "reward/raw", MEAN_OF)) : "";
        };
    }

    private static double lowest(Runs runs, RunInfo run, String name) {
        return runs.metrics(run.id(), name, 0).stream().mapToDouble(MetricPoint::value).min().orElse(Double.NaN);
    }

    private static double highest(Runs runs, RunInfo run, String name) {
        return runs.metrics(run.id(), name, 0).stream().mapToDouble(MetricPoint::value).max().orElse(Double.NaN);
    }

    private static double last(Runs runs, RunInfo run, String name, int count) {
        List<MetricPoint> points = runs.metrics(run.id(), name, 0);
        return points.subList(Math.max(0, points.size() - count), points.size()).stream().mapToDouble(MetricPoint::value).average().orElse(Double.NaN);
    }
}
