package org.empathyworkbench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.empathyworkbench.checkpoint.Checkpoint;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.checkpoint.RunCheckpoints;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.io.FileTrees;
import org.empathyworkbench.journal.NonFiniteLossException;
import org.empathyworkbench.journal.RunJournal;
import org.empathyworkbench.modelimport.ModelPublication;
import org.empathyworkbench.recipe.MemoryCheck;
import org.empathyworkbench.recipe.MemoryShortageAdvice;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.RecipeFile;
import org.empathyworkbench.torch.ComputeDevice;
import org.empathyworkbench.torch.TensorMemoryException;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.NewRun;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunOutcome;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import org.empathyworkbench.workspace.WorkspaceException;
import org.empathyworkbench.workspace.WorkspaceJournal;

/**
 * Executes a run in this process, from the stored recipe to the stored model.
 *
 * <p>The model is published atomically: 1. it is written into a folder of another name beside its place, 2. the folder is renamed, 3. the
 * workspace lists it, 4. the run is marked finished. A failure before the second point leaves no model.
 *
 * <p>A run with checkpoints resumes from the newest complete one, whether it was paused, stopped, failed, or killed.
 */
public final class RunExecution {
    /** Prefix of an unfinished model's folder, followed by the run's id. */
    static final String MAKING = ".making-";

    private final Workspace workspace;

    public RunExecution(Workspace workspace) { this.workspace = workspace; }

    /**
     * Checks a recipe against the workspace and stores a queued run, with {@code runs/<id>/recipe.json}.
     *
     * @throws UserInputException if the recipe cannot be run here: an unknown setting, dataset, model or device, or a model name that is
     *     taken
     */
    public RunInfo prepare(Recipe recipe) { return store(check(recipe), ""); }

    /**
     * The recipe as {@link #prepare} would store it; stores nothing.
     *
     * @throws UserInputException if it cannot be run here
     */
    public Recipe check(Recipe recipe) { return RecipeCheck.against(workspace, recipe.resolve()); }

    /**
     * Prepares a branch: a run that continues from a checkpoint of another with some settings changed, and has its metrics up to there.
     *
     * @param from   the other run
     * @param step   of the checkpoint; empty for its newest
     * @param change maps the other's recipe to the branch's; the model's sizes must not change
     * @throws UserInputException if there is no such run or complete checkpoint, or the recipe cannot be run here
     */
    public RunInfo branch(String from, OptionalInt step, UnaryOperator<Recipe> change) {
        RunInfo origin = workspace.runs().find(from).orElseThrow(() -> new UserInputException("The workspace has no run \""
                + from + "\". Nothing was started. The list of runs shows its id."));
        CheckpointFolder saved = CheckpointFolder.of(folder(from), from);
        Checkpoint begin = step.isPresent() ? saved.at(step.getAsInt()) : saved.newest(sentence -> { })
                .orElseThrow(() -> new UserInputException("The run \"" + origin.name() + "\" (" + from + ") has no complete "
                        + "checkpoint, so there is nothing to branch from. Nothing was started. Start a new run from its recipe."));
        Recipe recipe = RecipeFile.parse(origin.recipe(), "The recipe of run " + from)
                .withModel("").withName(origin.name() + " from step " + begin.step());
        RunInfo run = store(RecipeCheck.against(workspace, change.apply(recipe).resolve()), from + "@" + begin.step());
        boolean whole = false;
        try {
            CheckpointFolder.of(folder(run.id()), run.id()).adopt(begin);
            workspace.runs().copyRecords(from, run.id(), begin.step(), begin.info().savedAt());
            whole = true;
        } catch (IOException e) {
            throw new UserInputException("The checkpoint could not be copied for the branch ("
                    + FileFault.words(e) + "). Nothing was started. Free some space and try again.", e);
        } finally {
            if (!whole) workspace.runs().delete(run.id());
        }
        return workspace.runs().find(run.id()).orElseThrow();
    }

    private RunInfo store(Recipe whole, String origin) {
        String device = ComputeDevice.fullName(whole.device());
        RunInfo run = workspace.runs().create(new NewRun(whole.name(), whole.kind(), whole.preset(), whole.toJson(), device, origin));
        try {
            Files.createDirectories(folder(run.id()));
            AtomicFile.write(workspace.runs().file(run.id(), "recipe.json"), whole.toJson());
        } catch (IOException e) {
            workspace.runs().delete(run.id());
            throw new UserInputException("The folder of the run cannot be written (" + folder(run.id())
                    + "). Nothing was started. Free some space or choose a workspace that you may write to.", e);
        }
        return run;
    }

    /**
     * Executes a prepared run until it ends or pauses.
     *
     * @param listener receives the journal's events
     * @return the run: finished, stopped or failed, with its message
     * @throws UserInputException if there is no such run, or it is running, or has finished
     */
    public RunInfo execute(String id, RunJournal listener) {
        // not through the database, which may be locked during termination
        AtomicBoolean ending = new AtomicBoolean();
        AtomicReference<Outcome> made = new AtomicReference<>();
        // The log first: if it cannot be written, the run is not started.
        try (RunLog log = RunLog.append(workspace.runs().file(id, RunLog.NAME));
                GracefulShutdownHook exit = new GracefulShutdownHook(() -> ending.set(true))) {
            RunInfo run = workspace.runs().started(id, ProcessHandle.current().pid());
            // FutureTask catches everything, so that the run gets a final state in every case.
            FutureTask<Outcome> task = new FutureTask<>(() -> work(run, log, listener, ending, made));
            task.run();
            rest(id, task, log, made);
        }
        return workspace.runs().find(id).orElseThrow();
    }

    /** @param shortage message if memory ran out and the run ended early with a partial result; empty otherwise */
    private record Outcome(boolean stopped, boolean paused, int step, String model, ModelInfo unlisted, String shortage) { }

    private Outcome work(RunInfo run, RunLog log, RunJournal listener, AtomicBoolean ending, AtomicReference<Outcome> whole)
            throws IOException {
        Recipe recipe = RecipeFile.parse(run.recipe(), "The recipe of run " + run.id());
        log.line("Run " + run.id() + " \"" + run.name() + "\" in process " + ProcessHandle.current().pid());
        Torch.start(recipe.threads());
        Path making = workspace.folder().resolve("models").resolve(MAKING + run.id());
        FileTrees.delete(making);
        Files.createDirectories(making);
        try (WorkspaceJournal stored = WorkspaceJournal.open(workspace.runs(), run.id())) {
            Optional<Checkpoint> begin = begin(run, stored);
            CompositeJournal journal = new CompositeJournal(stored, listener, log, begin.map(Checkpoint::step).orElse(0), ending::get);
            journal.say(beginning(recipe));
            warn(recipe, journal);
            begin.ifPresent(from -> journal.say("Resuming from the checkpoint of step " + from.step() + "."));
            RunRecorder record = RunRecorder.begin(workspace, run, recipe, begin, journal);
            RunCheckpoints checkpoints = new RunCheckpoints(CheckpointFolder.of(folder(run.id()), run.id()),
                    recipe.runSettings().checkpoints(), journal, begin);
            Optional<TrainedModel> made = make(new RunContext(workspace, run.id(), recipe, making, journal, checkpoints));
            log.line(checkpoints.summary());
            if (checkpoints.paused()) return new Outcome(false, true, journal.step(), "", null, "");
            Optional<TensorMemoryException> shortage = made.flatMap(TrainedModel::shortage);
            boolean stopped = journal.stopRequested() || shortage.isPresent();
            String model = "";
            ModelInfo unlisted = null;
            if (made.isPresent() && (!stopped || journal.step() > 0)) {
                ModelPublication.Published published = ModelPublication.publishOrKeep(workspace, making,
                        recipe.model(), info(run, recipe, made.get(), stopped ? journal.step() : -1));
                model = published.name();
                unlisted = published.unlisted();
                // sentences written by the storing of the model
                whole.set(new Outcome(stopped, false, journal.step(), model, unlisted, ""));
                journal.say("The model \"" + model + "\" was stored.");
                record.made(model, stopped, journal.step());
            }
            shortage.ifPresent(log::failure);
            String sentence = shortage.isEmpty() ? ""
                    : MemoryShortageAdvice.of(run.id(), recipe, shortage.get(), model, lastCheckpoint(run.id()));
            return new Outcome(stopped, false, journal.step(), model, unlisted, sentence);
        } finally {
            FileTrees.delete(making);
        }
    }

    /** What the run is going to do, in a sentence. */
    private static String beginning(Recipe recipe) {
        return "Begins on \"" + recipe.dataset() + "\"" + (recipe.base().isEmpty() ? "" : " from \"" + recipe.base() + "\"")
                + (recipe.identifiers().isEmpty() ? "" : ", rewarded by \"" + recipe.identifiers() + "\"")
                + ", with seed " + recipe.seed() + ", on the " + recipe.device()
                + (recipe.device().equals("cpu") ? " with " + recipe.threads() + (recipe.threads() == 1 ? " thread." : " threads.") : ".");
    }

    /** The newest complete checkpoint; discards what the run stored for later steps. */
    private Optional<Checkpoint> begin(RunInfo run, RunJournal journal) throws IOException {
        CheckpointFolder saved = CheckpointFolder.of(folder(run.id()), run.id());
        saved.clearUnfinished();
        Optional<Checkpoint> begin = saved.newest(journal::say);
        if (begin.isPresent()) workspace.runs().rewind(run.id(), begin.get().step(), begin.get().info().savedAt());
        else workspace.runs().rewind(run.id(), -1);
        return begin;
    }

    private Optional<TrainedModel> make(RunContext context) throws IOException {
        try {
            return Trainer.of(context.recipe().runSettings()).make(context);
        } catch (NonFiniteLossException stopped) {
            throw stopped.keptIn(folder(context.id()));
        }
    }

    private static ModelInfo info(RunInfo run, Recipe recipe, TrainedModel made, int stoppedAt) {
        Map<String, String> facts = new TreeMap<>(made.facts());
        facts.put("dataset", recipe.dataset());
        facts.put("seed", String.valueOf(recipe.seed()));
        if (!recipe.preset().isEmpty()) facts.put("preset", recipe.preset());
        if (!recipe.base().isEmpty()) facts.put("made from", recipe.base());
        if (!recipe.identifiers().isEmpty()) facts.put("rewarded by", recipe.identifiers());
        if (stoppedAt >= 0) facts.put("stopped at step", String.valueOf(stoppedAt));
        return ModelInfo.of(recipe.model(), made.kind(), "run \"" + run.name() + "\" on " + recipe.dataset(), made.parameters())
                .madeBy(run.id())
                .withFacts(facts);
    }

    private void rest(String id, FutureTask<Outcome> task, RunLog log, AtomicReference<Outcome> made) {
        boolean interrupted = Thread.interrupted();
        try {
            store(id, ending(task.get()), log);
        } catch (ExecutionException e) {
            log.failure(e.getCause());
            if (e.getCause() instanceof WorkspaceException && made.get() != null) {
                store(id, ending(made.get()), log);                 // the model is complete; only the last state update is missing
            } else {
                store(id, new RunOutcome(RunState.FAILED,
                        sentence(id, e.getCause()) + (TensorMemoryException.isIn(e.getCause()) ? "" : whatIsSaved(id)), "", null), log);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("A finished task cannot be interrupted.", e);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private static RunOutcome ending(Outcome outcome) {
        if (!outcome.shortage().isEmpty()) return new RunOutcome(RunState.FAILED, outcome.shortage(), outcome.model(), outcome.unlisted());
        if (outcome.paused()) {
            return new RunOutcome(RunState.PAUSED,
                    "Paused after step " + outcome.step() + ". Its checkpoint is saved; resume it to continue from there.", "", null);
        }
        if (!outcome.stopped()) return new RunOutcome(RunState.FINISHED, "", outcome.model(), outcome.unlisted());
        if (outcome.model().isEmpty()) {
            return new RunOutcome(RunState.STOPPED,
                    "Stopped at step " + outcome.step() + ", before there was a usable model. None was stored.", "", null);
        }
        return new RunOutcome(RunState.STOPPED, "Stopped at step " + outcome.step()
                + ". The model of that step is stored as \"" + outcome.model() + "\".", outcome.model(), outcome.unlisted());
    }

    /**
     * Stores the end of the run; if the database cannot be written, beside it, with a message.
     *
     * @throws UserInputException if it is not in the database
     */
    private void store(String id, RunOutcome outcome, RunLog log) {
        try {
            if (outcome.made() != null) workspace.models().add(outcome.made());
            workspace.runs().ended(id, outcome);
        } catch (WorkspaceException refused) {
            log.failure(refused);
            throw keptBeside(id, outcome, refused);
        }
    }

    /**
     * Stores the end of a run in the run's folder.
     *
     * @return a message
     */
    private UserInputException keptBeside(String id, RunOutcome outcome, WorkspaceException refused) {
        String ended = "The run " + id + " ended (" + outcome.state().key() + "), and that could not be stored: " + refused.getMessage();
        String model = outcome.model().isEmpty() ? ""
                : " Its model is complete in " + workspace.folder().resolve("models") + ", as \"" + outcome.model() + "\".";
        try {
            workspace.runs().keep(id, outcome);
        } catch (IOException gone) {
            return new UserInputException(ended + model + " It could not be written to the run's folder either (" + FileFault.words(gone)
                    + "). Open the workspace at its current location; the run can be resumed there from its last checkpoint.", refused);
        }
        return new UserInputException(ended + model + " Its end is recorded in its folder ("
                + RunOutcome.FILE + ") and is stored when the workspace is next opened.", refused);
    }

    /** Warns in advance of a probable lack of memory; there is no estimate if a model was deleted. */
    private void warn(Recipe recipe, RunJournal journal) {
        try {
            String warning = MemoryCheck.of(workspace, recipe,
                    recipe.device().equals("cpu") ? List.of(ComputeDevice.cpu()) : ComputeDevice.all()).warning();
            if (!warning.isEmpty()) journal.say(warning);
        } catch (UserInputException gone) {
            journal.say("How much memory the run needs could not be estimated: " + gone.getMessage());
        }
    }

    /** The step of the newest complete checkpoint. */
    private OptionalInt lastCheckpoint(String id) {
        return CheckpointFolder.of(folder(id), id).newest(sentence -> { }).stream().mapToInt(Checkpoint::step).findFirst();
    }

    private String sentence(String id, Throwable failure) {
        Path log = folder(id).resolve(RunLog.NAME);
        if (failure instanceof UserInputException || failure instanceof WorkspaceException) return failure.getMessage();
        if (TensorMemoryException.isIn(failure)) {
            TensorMemoryException shortage = failure instanceof TensorMemoryException known ? known : new TensorMemoryException(0, failure);
            String recipe = workspace.runs().find(id).orElseThrow().recipe();
            return MemoryShortageAdvice.of(id, RecipeFile.parse(recipe, "The recipe of run " + id), shortage, "", lastCheckpoint(id));
        }
        if (failure instanceof IOException || failure instanceof UncheckedIOException) {
            return "A file could not be read or written in " + workspace.folder() + ": "
                    + FileFault.words(failure instanceof UncheckedIOException wrapped ? wrapped.getCause() : (IOException) failure)
                    + ". Nothing stored before was lost. Check disk space and permissions; the cause is in "
                    + log + ".";
        }
        return "The run failed because of an error in the program (" + failure.getClass().getSimpleName() + ": "
                + firstLine(failure) + "). Nothing stored before was lost. The cause is in " + log + ".";
    }

    /** What can be done with a failed run; empty if it has saved nothing. */
    private String whatIsSaved(String id) {
        List<CheckpointInfo> saved = CheckpointFolder.of(folder(id), id).list();
        return saved.isEmpty() ? "" : " The run's checkpoint of step " + saved.get(saved.size() - 1).step()
                + " exists: resume it, or branch from it with other settings.";
    }

    private static String firstLine(Throwable failure) { return String.valueOf(failure.getMessage()).lines().findFirst().orElse(""); }

    /** As {@link #prepare} and then {@link #execute}. */
    public RunInfo perform(Recipe recipe, RunJournal listener) { return execute(prepare(recipe).id(), listener); }

    /** Whether the run reached its end; determines a command's exit status. */
    public static boolean wentWell(RunInfo run) {
        return run.state() == RunState.FINISHED || run.state() == RunState.STOPPED || run.state() == RunState.PAUSED;
    }

    private Path folder(String id) { return workspace.runs().folder(id); }
}
