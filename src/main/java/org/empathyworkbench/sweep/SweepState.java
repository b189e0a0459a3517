package org.empathyworkbench.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.SweepEvaluationInfo;
import org.empathyworkbench.workspace.SweepInfo;

/**
 * State of a sweep.
 *
 * @param runs       that are there, row by row; a run in the trash, or deleted, is not among them
 * @param evaluation the latest of its models; null when there was none
 */
public record SweepState(SweepInfo info, SweepPlan plan, List<RunInfo> runs, SweepEvaluationInfo evaluation) {
    /** Less is too little to foresee the rest from. */
    private static final double FORESEEN = 0.02;

    public SweepState { runs = List.copyOf(runs); }

    public String name() { return info.name(); }

    /** Whether figures of an evaluation are there, or on their way. */
    public boolean evaluated() { return evaluation != null && !evaluation.asked().isEmpty(); }

    /** Whether there is a model that can be evaluated. */
    public boolean answers() {
        return plan.recipe().kind() != RunKind.IDENTIFIERS
                && runs.stream().anyMatch(run -> run.state() == RunState.FINISHED && !run.model().isEmpty());
    }

    public int count(RunState state) { return (int) runs.stream().filter(run -> run.state() == state).count(); }

    /** Whether a run of it works or waits for its device. */
    public boolean going() { return runs.stream().anyMatch(run -> !run.state().atRest()); }

    /** Whether all that was planned has finished. */
    public boolean finished() { return count(RunState.FINISHED) == plan.runs(); }

    /** Whether a run of it may be taken up again. */
    public boolean resumable() { return runs.stream().anyMatch(run -> run.state().resumable()); }

    /** Done part in [0, 1], of the steps where they are known beforehand, else of the runs. */
    public double progress() {
        double done = 0;
        double all = 0;
        for (int row = 0; row < plan.rows().size(); row++) {
            double weight = weight(row);
            all += weight * plan.seeds().size();
            for (RunInfo run : runs) {
                if (run.sweepRow() == row) done += weight * (run.state() == RunState.FINISHED ? 1 : run.progress());
            }
        }
        return all == 0 ? 0 : Math.min(1, done / all);
    }

    private double weight(int row) {
        Recipe recipe = plan.rows().get(row).applied(plan.recipe());
        return recipe.runSettings().ppo().map(ppo -> ppo.training().steps()).orElse(1);
    }

    /** Time that processes worked on it. */
    public Duration worked(Instant now) { return runs.stream().map(run -> run.elapsed(now)).reduce(Duration.ZERO, Duration::plus); }

    /** As the pace so far suggests; null while nothing goes on or too little was done. */
    public Duration remaining(Instant now) {
        double part = progress();
        if (!going() || part < FORESEEN) return null;
        return Duration.ofMillis((long) (worked(now).toMillis() * (1 - part) / part));
    }

    /** {@code 3 of 12 finished, 1 running, 7 waiting, 1 failed}. */
    public String words() {
        List<String> parts = new ArrayList<>(List.of(count(RunState.FINISHED) + " of " + plan.runs() + " finished"));
        add(parts, RunState.RUNNING, "running");
        add(parts, RunState.QUEUED, "waiting");
        add(parts, RunState.PAUSED, "paused");
        add(parts, RunState.STOPPED, "stopped");
        add(parts, RunState.FAILED, "failed");
        add(parts, RunState.INTERRUPTED, "interrupted");
        int gone = plan.runs() - runs.size();
        if (gone > 0) parts.add(gone + " in the trash or deleted");
        return String.join(", ", parts);
    }

    private void add(List<String> parts, RunState state, String word) {
        if (count(state) > 0) parts.add(count(state) + " " + word);
    }

    /**
     * One word for the whole: running, waiting, finished, paused, failed, stopped, or incomplete where some
     * finished and some never will by themselves.
     */
    public String word() {
        if (count(RunState.RUNNING) > 0) return "running";
        if (count(RunState.QUEUED) > 0) return "waiting";
        if (finished()) return "finished";
        if (count(RunState.PAUSED) > 0) return "paused";
        if (count(RunState.FAILED) + count(RunState.INTERRUPTED) > 0) return count(RunState.FINISHED) == 0 ? "failed" : "incomplete";
        return count(RunState.STOPPED) > 0 ? "stopped" : "incomplete";
    }
}
