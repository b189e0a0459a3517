package org.empathyworkbench.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.run.RunExecution;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.SweepEvaluationInfo;
import org.empathyworkbench.workspace.SweepInfo;
import org.empathyworkbench.workspace.Workspace;

/**
 * Control of sweeps, for the window and the command line. A sweep's runs share the queue with all others and run one per device; a failed
 * one stops no other.
 */
public final class SweepControl {
    private final Workspace workspace;
    private final RunControl control;
    private final EvaluationStart evaluations;

    public SweepControl(Workspace workspace, RunControl control) { this(workspace, control, new EvaluationLauncher()); }

    /** @param evaluations starts the process of an evaluation; a test has its own */
    public SweepControl(Workspace workspace, RunControl control, EvaluationStart evaluations) {
        this.workspace = workspace;
        this.control = control;
        this.evaluations = evaluations;
    }

    /**
     * Stores a sweep with all its runs and puts them into the queue.
     *
     * @param name empty for one that fits
     * @throws UserInputException when the name is taken, or one of its recipes cannot be run here; nothing is stored then
     */
    public SweepState start(String name, SweepPlan plan) {
        String title = name.isBlank() ? workspace.sweeps().freeName("sweep") : name.strip();
        RunExecution execution = new RunExecution(workspace);
        for (int row = 0; row < plan.rows().size(); row++) execution.check(plan.recipe(title, row, plan.seeds().get(0)));
        workspace.sweeps().create(title, plan.toJson());
        List<String> made = new ArrayList<>();
        boolean whole = false;
        try {
            for (long seed : plan.seeds()) {
                for (int row = 0; row < plan.rows().size(); row++) {
                    RunInfo run = execution.prepare(plan.recipe(title, row, seed));
                    made.add(run.id());
                    workspace.sweeps().add(title, run.id(), row);
                }
            }
            whole = true;
        } finally {
            if (!whole) {
                made.forEach(workspace.runs()::delete);
                workspace.sweeps().delete(title);
            }
        }
        made.forEach(workspace.runs().waiting()::addLast);
        control.advance();
        return state(title);
    }

    /** Newest first; a sweep whose plan this version cannot read is left out. */
    public List<SweepState> list() {
        List<SweepState> states = new ArrayList<>();
        for (SweepInfo info : workspace.sweeps().list()) {
            try {
                states.add(state(info));
            } catch (UserInputException unreadable) {
                continue;       // a caller that names it gets the reason
            }
        }
        return states;
    }

    /** @throws UserInputException when there is no such sweep */
    public SweepState state(String name) { return state(workspace.sweeps().get(name)); }

    private SweepState state(SweepInfo info) {
        return new SweepState(info, SweepPlan.parse(info.plan(), info.name()), workspace.sweeps().runs(info.name()),
                workspace.sweepEvaluations().find(info.name()).orElse(null));
    }

    /** What works saves a checkpoint and rests, what waits waits no longer. */
    public SweepState pause(String name) {
        going(name).forEach(run -> control.pause(run.id()));
        return state(name);
    }

    /** Running runs store their models and end, queued ones are not started. */
    public SweepState stop(String name) {
        going(name).forEach(run -> control.stop(run.id()));
        return state(name);
    }

    /** Queued runs first: a run that ends would start the next one of the queue. */
    private List<RunInfo> going(String name) {
        return state(name).runs().stream().filter(run -> !run.state().atRest())
                .sorted((a, b) -> Boolean.compare(a.state() == RunState.RUNNING, b.state() == RunState.RUNNING)).toList();
    }

    /** Every run of it that rests without having finished goes on or begins again, before all others that wait. */
    public SweepState resume(String name) {
        List<RunInfo> resting = new ArrayList<>(state(name).runs().stream().filter(run -> run.state().resumable())
                .sorted(Comparator.comparing(RunInfo::createdAt)
                        .thenComparing(RunInfo::sweepRow)).toList());
        Collections.reverse(resting);
        for (RunInfo run : resting) {
            workspace.runs().queueAgain(run.id());
            workspace.runs().waiting().addFirst(run.id());
        }
        control.advance();
        return state(name);
    }

    /**
     * Has the models of the finished runs evaluated by a process of its own; returns at once.
     *
     * @throws UserInputException when that cannot be done, or is being done
     */
    public SweepState evaluate(String name, EvaluationPlan plan) {
        SweepState state = state(name);
        new SweepEvaluation(workspace).check(state, plan);
        evaluations.start(workspace, state, plan);
        return state(name);
    }

    /** Asks the evaluation to end; what it has evaluated by then is kept. */
    public SweepState stopEvaluation(String name) {
        workspace.sweepEvaluations().requestStop(state(name).name());
        return state(name);
    }

    /**
     * Forgets the sweep; its runs and their models stay. @throws UserInputException while one of its runs
     * works or waits, or its models are evaluated
     */
    public void forget(String name) {
        SweepEvaluationInfo evaluation = state(name).evaluation();
        if (evaluation != null && evaluation.running())
            throw new UserInputException("The models of the sweep \"" + name
                    + "\" are being evaluated. Nothing was changed. Stop that first.");
        if (state(name).going())
            throw new UserInputException("The sweep \"" + name + "\" still works. Nothing was changed. Stop it first.");
        workspace.sweeps().delete(name);
    }

    /** What a sweep would be like: its recipes as they would be run. @throws UserInputException when one of them cannot be */
    public List<Recipe> check(SweepPlan plan) {
        RunExecution execution = new RunExecution(workspace);
        return plan.recipes("sweep").stream().map(execution::check).toList();
    }
}
