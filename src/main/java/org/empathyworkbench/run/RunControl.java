package org.empathyworkbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.FileTrees;
import org.empathyworkbench.io.VisibleText;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Control of runs, for the window and the command line. Runs are executed by separate processes, one per device; the others wait in a
 * queue. {@link #advance} must be called periodically (by the window, a command, a run that has ended) to start queued runs; concurrent
 * calls are safe.
 */
public final class RunControl {
    private static final Logger LOG = LoggerFactory.getLogger(RunControl.class);
    /** Age at which the unfinished model folder of no active run is deleted. */
    private static final Duration LEFT_OVER = Duration.ofMinutes(10);

    private final Workspace workspace;
    private final Starter starter;

    /** Starts the process of a prepared run; replaced in tests. */
    @FunctionalInterface
    public interface Starter {
        /** @throws UserInputException if it cannot be started; the run's state then gives the reason */
        void start(Workspace workspace, String id);
    }

    /** @param launcher starts the processes, and records how they end while this process lives */
    public RunControl(Workspace workspace, RunLauncher launcher) { this(workspace, launcher::startPrepared); }

    public RunControl(Workspace workspace, Starter starter) {
        this.workspace = workspace;
        this.starter = starter;
    }

    /**
     * Starts a new run, at once or when its turn comes.
     *
     * @throws UserInputException if the recipe cannot be run here
     */
    public RunInfo start(Recipe recipe) { return last(new RunExecution(workspace).prepare(recipe)); }

    /** Starts a branch, as {@link RunExecution#branch}, at once or when its turn comes. */
    public RunInfo branch(String from, OptionalInt step, UnaryOperator<Recipe> change) {
        return last(new RunExecution(workspace).branch(from, step, change));
    }

    /** Repeats the run of a record, overriding any differences, at once or when its turn comes. */
    public RunInfo rerun(Rerun rerun) { return last(rerun.prepare(workspace, true)); }

    private RunInfo last(RunInfo prepared) {
        workspace.runs().waiting().addLast(prepared.id());
        advance();
        return now(prepared.id());
    }

    /**
     * Resumes a run from its newest checkpoint, ahead of the queue.
     *
     * @throws UserInputException if it is running or has finished
     */
    public RunInfo resume(String id) {
        workspace.runs().markInterrupted();                 // a run killed a moment ago can be resumed
        workspace.runs().queueAgain(id);
        workspace.runs().waiting().addFirst(id);
        advance();
        return now(id);
    }

    /** Queued runs that were copied with the workspace: not started before the user calls {@link #resume}. */
    public List<RunInfo> fromElsewhere() { return workspace.runs().waiting().fromElsewhere(); }

    /**
     * Message for the user; empty if there are none.
     *
     * @param waiting result of {@link #fromElsewhere}
     */
    public static String elsewhereWords(List<RunInfo> waiting) {
        if (waiting.isEmpty()) return "";
        return (waiting.size() == 1 ? "One run waits" : waiting.size() + " runs wait")
                + " in this workspace and " + (waiting.size() == 1 ? "was" : "were")
                + " not queued on this computer: " + waiting.stream().limit(5)
                .map(run -> "\"" + VisibleText.line(run.name(), 60) + "\" (" + run.id() + ")").collect(Collectors.joining(", "))
                + (waiting.size() > 5 ? " and others" : "") + ". A workspace may come from anywhere, so "
                + (waiting.size() == 1 ? "it does" : "they do") + " not start by " + (waiting.size() == 1 ? "itself." : "themselves.");
    }

    /** The run saves a checkpoint after its step and pauses; nothing is lost. */
    public void pause(String id) { workspace.runs().requestPause(id); }

    /** The run ends after its step and stores the current model and a checkpoint. */
    public void stop(String id) { workspace.runs().requestStop(id); }

    /**
     * The run saves a checkpoint after its step and continues.
     *
     * @throws UserInputException if it is not running
     */
    public void checkpoint(String id) { workspace.runs().requestCheckpoint(id); }

    /** Kills the run's process; work since the last checkpoint is lost, and no model is stored. */
    public RunInfo stopNow(String id) {
        RunInfo run = now(id);
        if (run.state() == RunState.QUEUED) workspace.runs().requestStop(id);
        if (run.state() != RunState.RUNNING) return now(id);
        List<CheckpointInfo> saved = checkpoints(id).whole();
        String message = "Stopped at once, in step " + (run.step() + 1) + ". "
                + (saved.isEmpty() ? "There was no checkpoint yet: if resumed, it starts again at step 0."
                        : "Resume it to continue from its checkpoint of step " + saved.get(saved.size() - 1).step() + ".");
        boolean lives = workspace.runs().processLives(run);
        if (!lives && !workspace.runs().processIsOurs(run)) {
            throw new UserInputException("The run \"" + VisibleText.line(run.name(), 80) + "\" (" + id + ") was not started by this "
                    + "program on this computer: its process (" + run.pid()
                    + ") may be another machine's, or any other program. Nothing was ended "
                    + "or changed. Stop it where it runs; if no process runs it, it is marked interrupted after half a minute.");
        }
        if (lives && run.pid() == ProcessHandle.current().pid()) {
            throw new UserInputException("The run \"" + run.name()
                    + "\" runs in this process, so it cannot be killed. Nothing was changed. Stop it after its step.");
        }
        if (workspace.runs().stoppedAtOnce(id, run.pid(), message) && lives)
            ProcessHandle.of(run.pid()).ifPresent(ProcessHandle::destroyForcibly);
        return now(id);
    }

    /** The checkpoints of a run, complete and damaged ones. */
    public CheckpointFolder.Found checkpoints(String id) { return CheckpointFolder.of(workspace.runs().folder(id), id).look(); }

    /** Moves a queued run up (-1) or down (1). */
    public void move(String id, int by) { workspace.runs().waiting().move(id, by); }

    /** Pins a checkpoint, or unpins it. */
    public void pin(String id, int step, boolean pinned) {
        try {
            CheckpointFolder.of(workspace.runs().folder(id), id).pin(step, pinned);
        } catch (IOException e) {
            throw new UserInputException("The checkpoint of step " + step + " could not be " + (pinned ? "pinned" : "let go")
                    + " (" + FileFault.words(e) + "). Nothing was changed. Perhaps it has been deleted meanwhile.", e);
        }
    }

    /**
     * Marks runs whose process has ended, and starts a process for each run whose turn has come.
     *
     * @return the started runs; one whose process could not be started has failed with its reason
     */
    public List<RunInfo> advance() {
        workspace.runs().markInterrupted();
        clearLeftOvers();
        List<RunInfo> taken = workspace.runs().waiting().take();
        for (RunInfo run : taken) {
            try {
                starter.start(workspace, run.id());
            } catch (UserInputException noted) {
                LOG.info("Run {} could not be started; its state has the reason", run.id(), noted);
            }
        }
        return taken;
    }

    /**
     * Finds a run by the user's reference.
     *
     * @param part of its id, or its whole name; {@code last} for the newest
     * @throws UserInputException if it matches none or several
     */
    public RunInfo find(String part) {
        List<RunInfo> all = workspace.runs().list();
        if (part.equals("last") && !all.isEmpty()) return all.get(0);
        Optional<RunInfo> exact = all.stream().filter(run -> run.id().equals(part)).findFirst();
        if (exact.isPresent()) return exact.get();
        List<RunInfo> fitting = all.stream().filter(run -> run.id().contains(part) || run.name().equals(part)).toList();
        if (fitting.size() == 1) return fitting.get(0);
        throw new UserInputException((fitting.isEmpty() ? "The workspace has no run \"" + part + "\"."
                : "\"" + part + "\" fits " + fitting.size() + " runs: " + fitting.stream().limit(5)
                .map(RunInfo::id).collect(Collectors.joining(", ")) + (fitting.size() > 5 ? "..." : "") + ".") + " Nothing was "
                + "changed. \"list\" shows every run with its id.");
    }

    private RunInfo now(String id) {
        return workspace.runs().find(id).orElseThrow(() -> new UserInputException("The workspace has no run \""
                + id + "\". Nothing was changed. The list of runs shows its id."));
    }

    /** Deletes model folders left by killed runs. */
    private void clearLeftOvers() {
        try (Stream<Path> folders = Files.list(workspace.folder().resolve("models"))) {
            for (Path folder : folders.filter(path -> path.getFileName().toString().startsWith(RunExecution.MAKING)).toList()) {
                String id = folder.getFileName().toString().substring(RunExecution.MAKING.length());
                boolean old = Files.getLastModifiedTime(folder).toInstant().isBefore(Instant.now().minus(LEFT_OVER));
                if (old && workspace.runs().find(id).map(run -> run.state().atRest()).orElse(true)) FileTrees.delete(folder);
            }
        } catch (IOException e) {
            LOG.info("Left-over folders of models could not be deleted", e);
        }
    }
}
