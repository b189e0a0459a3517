package org.empathyworkbench.sweep;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.empathyworkbench.evaluation.TTest;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.run.RunMetric;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Runs;
import org.empathyworkbench.workspace.Workspace;

/**
 * What came out of a sweep: a line for each row of settings, a cell for each figure, over the seeds whose runs have finished. A run that
 * failed, was stopped or still works counts for nothing in the figures and is counted beside them.
 *
 * @param baseline number of the line that the others are tested against; -1 for none
 * @param contexts what figures of an evaluation were made on, in words; empty where the table has none
 */
public record SweepTable(String sweep, List<RunMetric> figures, List<Line> lines, int baseline, String contexts) {
    /**
     * A row of settings.
     *
     * @param planned  runs that it was to have
     * @param finished runs that have finished; a cell is made of those that have its figure
     * @param failed   runs that failed or whose process vanished
     */
    public record Line(String name, String settings, int planned, int finished, int failed, List<Cell> cells) {
        public Line { cells = List.copyOf(cells); }

        /** {@code 5}, or {@code 4 of 5, 1 failed}. */
        public String count() {
            if (finished == planned) return String.valueOf(finished);
            return finished + " of " + planned + (failed > 0 ? ", " + failed + " failed" : "");
        }
    }

    /**
     * A figure over the seeds of a line.
     *
     * @param values by seed, in the order of the plan; seeds without a finished run, or whose run has not measured the figure, are left out
     * @param mean     NaN without values
     * @param interval half the width of the 95 % t interval of the mean; NaN with fewer than two values
     * @param p of Welch's two-sided test against the baseline's values; NaN for the baseline, and where either has fewer than two values
     */
    public record Cell(Map<Long, Double> values, double mean, double interval, double p) {
        static Cell of(Map<Long, Double> values, Map<Long, Double> baseline) {
            double[] x = array(values);
            double p = baseline == null || x.length < 2 || baseline.size() < 2 ? Double.NaN : TTest.welch(x, array(baseline)).twoSided();
            return new Cell(values, x.length == 0 ? Double.NaN : TTest.mean(x), x.length < 2 ? Double.NaN : TTest.interval95(x), p);
        }

        private static double[] array(Map<Long, Double> values) {
            return values.values().stream().mapToDouble(Double::doubleValue).toArray();
        }

        public int n() { return values.size(); }
    }

    public SweepTable {
        figures = List.copyOf(figures);
        lines = List.copyOf(lines);
    }

    /** Reads the figures of all finished runs. @param baseline -1 for none */
    public static SweepTable of(Workspace workspace, SweepState state, List<RunMetric> figures, int baseline) {
        boolean evaluation = state.evaluated() && figures.stream().anyMatch(RunMetric::ofEvaluation);
        Map<String, JsonObject> reports = evaluation ? reports(workspace, state) : Map.of();
        Map<String, Long> seeds = new HashMap<>();
        for (RunInfo run : state.runs()) seeds.put(run.id(), Recipes.parse(run.recipe(), "The recipe of run " + run.id()).seed());
        List<List<Map<Long, Double>>> values = new ArrayList<>();
        for (int row = 0; row < state.plan().rows().size(); row++) {
            List<Map<Long, Double>> ofRow = new ArrayList<>();
            for (RunMetric figure : figures) ofRow.add(values(run -> value(workspace.runs(), reports, run, figure), state, seeds, row));
            values.add(ofRow);
        }
        List<Line> lines = new ArrayList<>();
        for (int row = 0; row < values.size(); row++) {
            List<Cell> cells = new ArrayList<>();
            for (int f = 0; f < figures.size(); f++)
                cells.add(Cell.of(values.get(row).get(f),
                        baseline < 0 || baseline >= values.size() || baseline == row ? null : values.get(baseline).get(f)));
            SweepPlan.Row one = state.plan().rows().get(row);
            int at = row;
            lines.add(new Line(one.name(), one.words(), state.plan().seeds().size(),
                    (int) state.runs().stream().filter(run -> run.sweepRow() == at && run.state() == RunState.FINISHED).count(),
                    (int) state.runs().stream().filter(run -> run.sweepRow() == at
                            && (run.state() == RunState.FAILED || run.state() == RunState.INTERRUPTED)).count(), cells));
        }
        return new SweepTable(state.name(), figures, lines, baseline, evaluation ? EvaluationPlan.words(state.evaluation().asked()) : "");
    }

    /** The figures of each run's model, by the run's id. */
    private static Map<String, JsonObject> reports(Workspace workspace, SweepState state) {
        Map<String, JsonObject> reports = new HashMap<>();
        workspace.evaluations().ofSweep(state.name(), state.evaluation().asked())
                .forEach((run, report) -> reports.put(run, JsonParser.parseString(report).getAsJsonObject().getAsJsonObject("figures")));
        return reports;
    }

    private static OptionalDouble value(Runs runs, Map<String, JsonObject> reports, String run, RunMetric figure) {
        if (!figure.ofEvaluation()) return figure.of(runs, run);
        JsonElement value = reports.containsKey(run) ? reports.get(run).get(figure.metric()) : null;
        return value == null || value.isJsonNull() ? OptionalDouble.empty() : OptionalDouble.of(value.getAsDouble());
    }

    private static Map<Long, Double> values(Function<String, OptionalDouble> figure, SweepState state, Map<String, Long> seeds, int row) {
        Map<Long, Double> values = new LinkedHashMap<>();
        for (long seed : state.plan().seeds()) {
            for (RunInfo run : state.runs()) {
                if (run.sweepRow() != row || run.state() != RunState.FINISHED || seeds.get(run.id()) != seed) continue;
                OptionalDouble value = figure.apply(run.id());
                if (value.isPresent()) values.put(seed, value.getAsDouble());
            }
        }
        return values;
    }

    /** What the numbers are, for the foot of a table. */
    public String meaning() {
        return "Mean over seeds and half of its 95 % t interval; with one seed the value alone."
                + (baseline < 0 || baseline >= lines.size() ? ""
                        : " p: Welch's two-sided t-test against \"" + lines.get(baseline).name()
                        + "\", not corrected for the number of tests.")
                + curves() + (contexts.isEmpty() ? "" : " " + String.join(", ",
                        figures.stream().filter(RunMetric::ofEvaluation).map(RunMetric::label).toList()) + ": of the runs' models on "
                + contexts + ".");
    }

    private String curves() {
        List<String> words = figures.stream().filter(figure -> !figure.ofEvaluation())
                .map(figure -> figure.label() + ": " + figure.words()).toList();
        return words.isEmpty() ? "" : " " + String.join("; ", words) + ".";
    }
}
