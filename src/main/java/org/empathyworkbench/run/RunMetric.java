package org.empathyworkbench.run;

import java.util.Optional;
import java.util.OptionalDouble;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.workspace.MetricSummary;
import org.empathyworkbench.workspace.Runs;

/**
 * One scalar metric of a run: aggregated from one of its curves, or from the evaluation of its model on test contexts.
 *
 * @param metric the curve: {@code reward/raw}; of an evaluation the metric: {@code dist-1}
 * @param how    aggregation
 * @param last   number of points that the mean is over; unused by other aggregations
 * @param label  short display name
 */
public record RunMetric(String metric, How how, int last, String label) {
    /** Default number of points of a mean of the last. */
    public static final int LAST = 20;

    /** Aggregation of a curve. */
    public enum How { LOWEST, HIGHEST, MEAN_OF_LAST, EVALUATED }

    private static final String EVALUATION = "test/";

    static RunMetric lowest(String metric, String label) { return new RunMetric(metric, How.LOWEST, 1, label); }

    static RunMetric highest(String metric, String label) { return new RunMetric(metric, How.HIGHEST, 1, label); }

    static RunMetric last(String metric, String label) { return new RunMetric(metric, How.MEAN_OF_LAST, LAST, label); }

    static RunMetric evaluated(String metric, String label) { return new RunMetric(metric, How.EVALUATED, 1, label); }

    /**
     * Parses a metric of the command line: {@code reward/raw} (mean of the last 20), {@code kl/k1:last5}, {@code validation/loss:lowest},
     * {@code er/validation/macro-f1:highest}; {@code test/ppl} is the metric {@code ppl} of the model's evaluation.
     *
     * @throws UserInputException if the part after the colon is none of these
     */
    public static RunMetric parse(String text) {
        if (text.startsWith(EVALUATION)) {
            String name = text.substring(EVALUATION.length());
            return RunMetrics.evaluated().stream().filter(figure -> figure.metric().equals(name)).findFirst().orElseThrow(() ->
                    new UserInputException("\"" + text + "\" is not a metric of an evaluation. Nothing was changed. There are "
                            + String.join(", ", RunMetrics.evaluated().stream().map(RunMetric::key).toList()) + "."));
        }
        int colon = text.lastIndexOf(':');
        String metric = colon < 0 ? text : text.substring(0, colon);
        String way = colon < 0 ? "" : text.substring(colon + 1);
        if (way.isEmpty()) return last(metric, metric);
        if (way.equals("lowest")) return lowest(metric, metric);
        if (way.equals("highest")) return highest(metric, metric);
        if (way.matches("last[1-9]\\d{0,5}")) return new RunMetric(metric, How.MEAN_OF_LAST, Integer.parseInt(way.substring(4)), metric);
        throw new UserInputException("\"" + text + "\" is not a metric. Nothing was changed. Write the metric, "
                + "and after a colon lowest, highest or last and a number, such as reward/raw:last20.");
    }

    /** The form that {@link #parse} reads. */
    public String key() {
        return switch (how) {
            case LOWEST -> metric + ":lowest";
            case HIGHEST -> metric + ":highest";
            case MEAN_OF_LAST -> metric + ":last" + last;
            case EVALUATED -> EVALUATION + metric;
        };
    }

    /** Description of the aggregation. */
    public String words() {
        return switch (how) {
            case LOWEST -> "lowest of " + metric;
            case HIGHEST -> "highest of " + metric;
            case MEAN_OF_LAST -> last == 1 ? "last of " + metric : "mean of the last " + last + " of " + metric;
            case EVALUATED -> "from the evaluation of the run's model";
        };
    }

    /** Whether it comes from the evaluation of the model instead of a curve. */
    public boolean ofEvaluation() { return how == How.EVALUATED; }

    /** Of a curve; empty before the run has measured it. */
    public OptionalDouble of(Runs runs, String run) {
        Optional<MetricSummary> summary = ofEvaluation() ? Optional.empty() : runs.summary(run, metric, last);
        if (summary.isEmpty()) return OptionalDouble.empty();
        double value = switch (how) {
            case LOWEST -> summary.get().lowest();
            case HIGHEST -> summary.get().highest();
            case MEAN_OF_LAST, EVALUATED -> summary.get().meanOfLast();
        };
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
