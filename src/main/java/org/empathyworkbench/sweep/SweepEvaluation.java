package org.empathyworkbench.sweep;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.evaluation.Judge;
import org.empathyworkbench.evaluation.ModelEvaluation;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.run.FailureReporting;
import org.empathyworkbench.run.GracefulShutdownHook;
import org.empathyworkbench.t5.WeightsHash;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.SweepEvaluationInfo.State;
import org.empathyworkbench.workspace.Workspace;
import org.empathyworkbench.workspace.WorkspaceException;

/**
 * Evaluates the model of each finished run of a sweep, one after another, in this process. Each report is kept with its run as soon as it
 * is there, so one that is cut short goes on where it was; what the same weights answered to the same question is not asked again.
 */
public final class SweepEvaluation {
    private static final long EVERY_NANOS = 300_000_000L;
    private static final String STOPPED = "The evaluation was stopped. What it had evaluated by then is kept.";

    private final Workspace workspace;
    private final long pid = ProcessHandle.current().pid();

    public SweepEvaluation(Workspace workspace) { this.workspace = workspace; }

    /**
     * What came of it.
     *
     * @param evaluated models that were asked now
     * @param known     those that had been asked the same before
     * @param failures  a sentence for each that could not be asked
     */
    public record Outcome(int evaluated, int known, List<String> failures) {
        /** {@code 6 models evaluated, 2 known from before}. */
        public String words() {
            String words = evaluated + (evaluated == 1 ? " model evaluated" : " models evaluated")
                    + (known == 0 ? "" : ", " + known + " known from before") + ".";
            return failures.isEmpty() ? words : words + " Left out: " + String.join(" ", failures);
        }
    }

    /** Whether the plan can be done. @throws UserInputException when it cannot, before anything is begun */
    public void check(SweepState sweep, EvaluationPlan plan) {
        answering(sweep);
        plan.examples(workspace);
    }

    /** The finished runs that made a generator. */
    private static List<RunInfo> answering(SweepState sweep) {
        if (sweep.plan().recipe().kind() == RunKind.IDENTIFIERS) {
            throw new UserInputException("The sweep \"" + sweep.name() + "\" trains identifiers, which answer "
                    + "no contexts. Nothing was evaluated. Its table has their figures on the validation pairs.");
        }
        List<RunInfo> runs = sweep.runs().stream().filter(run -> run.state() == RunState.FINISHED && !run.model().isEmpty()).toList();
        if (runs.isEmpty())
            throw new UserInputException("No run of the sweep \"" + sweep.name()
                    + "\" has finished with a model. Nothing was evaluated. Wait for the first one, or resume the sweep.");
        return runs;
    }

    /**
     * @throws UserInputException              when the plan cannot be done, or another process evaluates the sweep
     * @throws CancellationException when a stop was asked for; what was evaluated by then is kept
     */
    public Outcome run(SweepState sweep, EvaluationPlan plan, Device device, ProgressListener listener) {
        check(sweep, plan);
        workspace.sweepEvaluations().begin(sweep.name(), pid);
        AtomicBoolean ending = new AtomicBoolean();
        try (GracefulShutdownHook exit = new GracefulShutdownHook(() -> ending.set(true))) {
            Outcome outcome = FailureReporting.result(() -> evaluate(sweep, plan, device, new Watch(sweep.name(), listener, ending)),
                    cause -> rests(sweep.name(), cause instanceof CancellationException ? State.STOPPED : State.FAILED, sentence(cause)));
            rests(sweep.name(), State.FINISHED, outcome.words());
            return outcome;
        } catch (CancellationException stopped) {
            throw new CancellationException(STOPPED);
        }
    }

    private void rests(String sweep, State state, String sentence) { workspace.sweepEvaluations().rests(sweep, pid, state, sentence); }

    private static String sentence(Throwable cause) {
        if (cause instanceof CancellationException) return STOPPED;
        if (cause instanceof UserInputException || cause instanceof WorkspaceException) return cause.getMessage();
        return "The evaluation met a fault of the program (" + cause + "). What it had evaluated is kept.";
    }

    private Outcome evaluate(SweepState sweep, EvaluationPlan plan, Device device, Watch watch) {
        List<RunInfo> runs = answering(sweep);
        List<Example> examples = plan.examples(workspace);
        List<EmpathyScorer> scorers = new ArrayList<>();
        try {
            List<Judge> judges = new ArrayList<>();
            for (String name : plan.identifiers()) {
                EmpathyScorer scorer = EmpathyScorer.load(workspace.models().folder(name), device);
                scorers.add(scorer);
                judges.add(Judge.of(name, scorer, workspace.levelCache()));
            }
            String asked = plan.asked(examples, judges.stream().map(Judge::hash).toList(), device.getDeviceType());
            workspace.sweepEvaluations().asks(sweep.name(), pid, asked);
            int known = 0;
            int evaluated = 0;
            List<String> failures = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                RunInfo run = runs.get(i);
                watch.turn(i, runs.size(), run.model());
                try {
                    if (workspace.models().find(run.model()).filter(model -> model.run().equals(run.id())).isEmpty()) {
                        throw new UserInputException("The model \"" + run.model() + "\" of run \""
                                + run.name() + "\" was deleted, or another has its name now.");
                    }
                    Path folder = workspace.models().folder(run.model());
                    // equal weights that read more answer otherwise
                    String hash = WeightsHash.of(folder) + " " + ContextLimits.read(folder).key();
                    Optional<String> before = workspace.evaluations().find(asked, hash);
                    String report = before.isPresent() ? before.get() : report(run, plan, examples, judges, device, watch);
                    workspace.evaluations().put(run.id(), asked, hash, report);
                    if (before.isPresent()) known++;
                    else evaluated++;
                } catch (UserInputException unusable) {
                    failures.add(unusable.getMessage());
                }
            }
            return new Outcome(evaluated, known, failures);
        } finally {
            scorers.forEach(EmpathyScorer::close);
        }
    }

    private String report(RunInfo run, EvaluationPlan plan, List<Example> examples, List<Judge> judges, Device device, Watch watch) {
        try (ResponseGenerator generator = ResponseGenerator.load(workspace.models().folder(run.model()), device)) {
            return new ModelEvaluation(judges, watch, watch::stop).generator(run.model(), plan.data(),
                    generator, examples, plan.settings(), plan.sampling(), plan.seed()).report().toJson()
                    .toString();
        }
    }

    /** Tells the workspace and whoever listens how far the whole is, and asks whether it is to go on, a few times a second. */
    private final class Watch implements ProgressListener {
        private final String sweep;
        private final ProgressListener listener;
        private final AtomicBoolean ending;
        private int turn;
        private int turns = 1;
        private String model = "";
        private long spoke;

        Watch(String sweep, ProgressListener listener, AtomicBoolean ending) {
            this.sweep = sweep;
            this.listener = listener;
            this.ending = ending;
        }

        void turn(int number, int of, String name) {
            turn = number;
            turns = of;
            model = name;
            spoke = 0;
            at(0, "");
            if (stop()) throw new CancellationException(STOPPED);
        }

        @Override public synchronized void at(double part, String what) {
            double fraction = (turn + part) / turns;
            String words = model + " (" + (turn + 1) + " of " + turns + ")";
            listener.at(fraction, words);
            if (System.nanoTime() - spoke < EVERY_NANOS) return;
            spoke = System.nanoTime();
            if (!workspace.sweepEvaluations().at(sweep, pid, fraction, words)) ending.set(true);
        }

        boolean stop() { return ending.get(); }
    }
}
