package org.empathyworkbench.demo;

import ai.djl.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.empathyworkbench.data.DemoCorpus;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.evaluation.Evaluated;
import org.empathyworkbench.evaluation.EvaluationSettings;
import org.empathyworkbench.evaluation.Judge;
import org.empathyworkbench.evaluation.ModelEvaluation;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.run.RunLauncher;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.torch.DeviceChoice;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.DatasetInfo;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;

/**
 * The whole loop on the bundled corpus, offline and in minutes: 1. a generator from nothing and three identifiers, side by side,
 * 2. alignment of the generator by PPO, 3. both generators on the test split. Each is a real run of a demo recipe in a process of its
 * own, and stays in the workspace with its model.
 */
public final class DemoLoop {
    /**
     * Name of the bundled corpus as a dataset, in the demo recipes and in a workspace where nobody has given it to a dataset of their own.
     */
    public static final String DATASET = "demo";
    private static final long CORPUS_SEED = 1;
    private static final int DIALOGUES = 2 * DemoCorpus.DEFAULT_DIALOGUES;

    /** Parts of the whole time, as measured on two cores. */
    private static final double TRAINED = 0.5;
    private static final double ALIGNED = 0.93;
    private static final int CASES = 3;
    private static final int EVALUATED = 256;
    private static final long LOOK_NANOS = 250_000_000L;

    private final Workspace workspace;
    private final long seed;
    private final DeviceChoice device;
    private final UnaryOperator<Recipe> change;
    private final ProgressListener progress;
    private final BooleanSupplier stop;
    private final RunLauncher launcher = new RunLauncher();
    private final Set<String> begunAgain = new HashSet<>();
    private String dataset = DATASET;

    /**
     * @param workspace one with the corpus, as {@link #prepareWorkspace} makes it
     * @param seed      of all runs
     * @param device    of the runs and of the evaluation, as {@link DeviceChoice#of(String)} takes it
     * @param progress  hears about every part
     * @param stop      asked often; when it says yes, the runs are stopped and {@link #run} throws {@link CancellationException}
     */
    public DemoLoop(Workspace workspace, long seed, String device, ProgressListener progress, BooleanSupplier stop) {
        this(workspace, seed, device, UnaryOperator.identity(), progress, stop);
    }

    /** @param change what becomes of each demo recipe before it is run */
    DemoLoop(Workspace workspace, long seed, String device, UnaryOperator<Recipe> change, ProgressListener progress, BooleanSupplier stop) {
        this.workspace = workspace;
        this.seed = seed;
        this.device = DeviceChoice.of(device);
        this.change = change;
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * Opens the workspace in {@code folder} with the bundled corpus in it, which takes a second or two when it is not there yet.
     *
     * @return the opened workspace; whoever asks closes it
     */
    public static Workspace prepareWorkspace(Path folder) { return open(folder, workspace -> true); }

    /**
     * Opens the workspace that a first start shows: one that holds nothing at all gets the bundled corpus, any other is left as it is.
     *
     * @return the opened workspace; whoever asks closes it
     */
    public static Workspace welcome(Path folder) {
        return open(folder, workspace -> workspace.datasets().list().isEmpty()
                && workspace.models().list().isEmpty() && workspace.runs().list().isEmpty());
    }

    private static Workspace open(Path folder, Predicate<Workspace> lacksCorpus) {
        Workspace workspace = Workspace.open(folder);
        boolean ready = false;
        try {
            if (!workspace.readOnly() && lacksCorpus.test(workspace)) addCorpus(workspace);
            ready = true;
        } finally {
            if (!ready) workspace.close();
        }
        return workspace;
    }

    /**
     * Sees to it that the workspace has the bundled corpus. @return its name there: "demo", or "demo-2" and so on where a dataset of
     * somebody's own has that name
     */
    public static String addCorpus(Workspace workspace) {
        Optional<String> there = corpus(workspace);
        if (there.isPresent()) return there.get();
        String name = workspace.datasets().freeName(DATASET);
        workspace.datasets().add(name, "written for this project; made by a grammar with seed " + CORPUS_SEED,
                DemoCorpus.generate(CORPUS_SEED, DIALOGUES));
        return name;
    }

    /** Told from others by its format, for no file is read in it. */
    private static Optional<String> corpus(Workspace workspace) {
        return workspace.datasets().list().stream().filter(data -> data.format().equals(DemoCorpus.FORMAT))
                .map(DatasetInfo::name).filter(name -> name.matches(DATASET + "(-\\d+)?")).sorted().findFirst();
    }

    /**
     * @throws UserInputException              with a run's own sentence when one fails
     * @throws CancellationException when a stop was asked for
     */
    public DemoResult run() {
        long began = System.nanoTime();
        progress.at(0, device.note().isEmpty() ? "starting" : device.note());
        dataset = corpus(workspace).orElseThrow(() -> new UserInputException("The workspace lacks the bundled "
                + "corpus. Nothing was started. Add it on the page Datasets, or begin the loop again."));
        String generatorRun = launcher.start(workspace, recipe("demo-generator"));
        String identifiersRun = launcher.start(workspace, recipe("demo-identifiers"));
        List<RunInfo> trained = await(0, TRAINED, "training a generator and three identifiers", generatorRun, identifiersRun);
        String generator = trained.get(0).model();
        String identifiers = trained.get(1).model();
        String alignmentRun = launcher.start(workspace, recipe("demo-ppo").withBase(generator).withIdentifiers(identifiers));
        String aligned = await(TRAINED, ALIGNED, "aligning the generator", alignmentRun).get(0).model();
        return evaluate(began, generator, identifiers, aligned);
    }

    private Recipe recipe(String preset) {
        return change.apply(Recipes.preset(preset).recipe().withSeed(seed).withDataset(dataset).withDevice(device.name()));
    }

    /** Waits until all runs have finished. */
    private List<RunInfo> await(double from, double to, String what, String... ids) {
        boolean asked = false;
        double done = 0;
        while (true) {
            List<RunInfo> runs = new ArrayList<>();
            for (String id : ids) {
                RunInfo run = workspace.runs().find(id).orElseThrow(() -> new UserInputException("A run of the demo was thrown "
                        + "away, so the loop cannot go on. Its other runs and all models are safe. Begin the loop again."));
                runs.add(asked ? run : again(run));
            }
            done = Math.max(done,
                    runs.stream().mapToDouble(run -> run.state() == RunState.FINISHED ? 1 : run.progress()).average().orElse(1));
            progress.at(from + (to - from) * done, what);
            boolean failed = runs.stream().anyMatch(run -> resting(run) && run.state() != RunState.FINISHED);
            if (!asked && (failed || stop.getAsBoolean())) {
                asked = true;
                for (String id : ids) workspace.runs().requestStop(id);
            }
            if (runs.stream().allMatch(this::resting)) {
                if (asked) throw ended(runs);
                return runs;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** A run whose process was killed or crashed is taken up once more; it goes on from its last checkpoint. */
    private RunInfo again(RunInfo run) {
        if (run.state() != RunState.INTERRUPTED || !resting(run) || !begunAgain.add(run.id())) return run;
        launcher.startPrepared(workspace, run.id());
        return workspace.runs().find(run.id()).orElseThrow();
    }

    /** At rest, and not about to be taken up by a process that has just been started. */
    private boolean resting(RunInfo run) { return run.state().atRest() && launcher.process(run.id()).isEmpty(); }

    private static RuntimeException ended(List<RunInfo> runs) {
        for (RunInfo run : runs) {
            if (run.state() == RunState.FAILED || run.state() == RunState.INTERRUPTED) {
                return new UserInputException("The run \"" + run.name() + "\" did not come to its end: " + run.message());
            }
        }
        return new CancellationException("The demo was stopped. What its runs had made by then is in the workspace.");
    }

    private DemoResult evaluate(long began, String generator, String identifiers, String aligned) {
        Torch.start(Runtime.getRuntime().availableProcessors() > 1 ? 2 : 1);
        Device on = Torch.device(device.name());
        List<Example> examples = workspace.datasets().examples(dataset, Split.TEST);
        try (EmpathyScorer scorer = EmpathyScorer.load(workspace.models().folder(identifiers), on)) {
            Judge judge = Judge.of(identifiers, scorer, workspace.levelCache());
            double half = (ALIGNED + 1) / 2;
            Evaluated before = evaluate(generator, on, judge, examples,
                    (part, what) -> progress.at(ALIGNED + (half - ALIGNED) * part, "evaluating " + generator));
            Evaluated after = evaluate(aligned, on, judge, examples,
                    (part, what) -> progress.at(half + (1 - half) * part, "evaluating " + aligned));
            return new DemoResult(generator, identifiers, aligned, before.report(), after.report(),
                    cases(scorer, before, after), Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private Evaluated evaluate(String model, Device on, Judge judge, List<Example> examples, ProgressListener part) {
        try (ResponseGenerator generator = ResponseGenerator.load(workspace.models().folder(model), on)) {
            return new ModelEvaluation(List.of(judge), part, stop).generator(model, "demo corpus, test",
                    generator, examples, EvaluationSettings.on(EVALUATED), SamplingSettings.paper(), seed);
        }
    }

    /** The first openings of three different emotions, whatever the models made of them. */
    private static List<DemoCase> cases(EmpathyScorer scorer, Evaluated before, Evaluated after) {
        List<DemoCase> cases = new ArrayList<>();
        Set<String> emotions = new HashSet<>();
        for (int i = 0; i < before.responses().size() && cases.size() < CASES; i++) {
            GivenResponse answered = before.responses().get(i);
            if (answered.context().size() > 1 || !emotions.add(answered.emotion())) continue;
            EmpathyProfile reference = scorer.score(answered.context(), answered.reference());
            cases.add(new DemoCase(answered.emotion(), answered.context(), answered.reference(), reference,
                    answered.text(), before.profiles().get(i), after.responses().get(i).text(), after.profiles().get(i)));
        }
        return cases;
    }
}
