package org.empathyworkbench.run;

import java.util.Optional;
import java.util.OptionalDouble;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.workspace.MetricSummary;
import org.empathyworkbench.workspace.Runs;

/**
 * One number of a whole run, taken from one of its curves.
 *
 * @param metric the curve: {@code reward/raw}
 * @param how    what of it
 * @param last   points that the mean is over; of no meaning for the other ways
 * @param label  a few words for people
 */
public record RunFigure(String metric, How how, int last, String label) {
    /** Points that a mean of the last is over where nobody says otherwise. */
    public static final int LAST = 20;

    /** What becomes of a curve. */
    public enum How { LOWEST, HIGHEST, MEAN_OF_LAST }

    static RunFigure lowest(String metric, String label) { return new RunFigure(metric, How.LOWEST, 1, label); }

    static RunFigure highest(String metric, String label) { return new RunFigure(metric, How.HIGHEST, 1, label); }

    static RunFigure last(String metric, String label) { return new RunFigure(metric, How.MEAN_OF_LAST, LAST, label); }

    /**
     * A figure as a terminal names it: {@code reward/raw} (mean of the last 20), {@code kl/k1:last5}, {@code validation/loss:lowest}, {@code er/validation/macro-f1:highest}.
     *
     * @throws BadInput when the part behind the colon is none of these
     */
    public static RunFigure parse(String text) {
        int colon = text.lastIndexOf(':');
        String metric = colon < 0 ? text : text.substring(0, colon);
        String way = colon < 0 ? "" : text.substring(colon + 1);
        if (way.isEmpty()) return last(metric, metric);
        if (way.equals("lowest")) return lowest(metric, metric);
        if (way.equals("highest")) return highest(metric, metric);
        if (way.matches("last[1-9]\\d{0,5}")) return new RunFigure(metric, How.MEAN_OF_LAST, Integer.parseInt(way.substring(4)), metric);
        throw new BadInput("\"" + text + "\" names no figure. Nothing was changed. Write the metric, and behind a colon lowest, highest or last and a number, such as reward/raw:last20.");
    }

    /** As {@link #parse} reads it. */
    public String key() {
        return metric + switch (how) {
            case LOWEST -> ":lowest";
            case HIGHEST -> ":highest";
            case MEAN_OF_LAST -> ":last" + last;
        };
    }

    /** How the number comes about, in a few words. */
    public String words() {
        return switch (how) {
            case LOWEST -> "lowest of " + metric;
            case HIGHEST -> "highest of " + metric;
            case MEAN_OF_LAST -> last == 1 ? "last of " + metric : "mean of the last " + last + " of " + metric;
        };
    }

    /** Empty while the run has not measured it. */
    public OptionalDouble of(Runs runs, String run) {
        Optional<MetricSummary> summary = runs.summary(run, metric, last);
        if (summary.isEmpty()) return OptionalDouble.empty();
        double value = switch (how) {
            case LOWEST -> summary.get().lowest();
            case HIGHEST -> summary.get().highest();
            case MEAN_OF_LAST -> summary.get().meanOfLast();
        };
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
