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
 * All that a person can do with runs, for the window and the terminal alike. Runs are done by processes of their own, one a device; the
 * others wait in a queue. Whoever calls {@link #advance} now and then (the window, a command, a run that came to its end) keeps the queue
 * moving: several may.
 */
public final class RunControl {
    private static final Logger LOG = LoggerFactory.getLogger(RunControl.class);
    /** A folder of a model in the making that no run works on is left alone for so long. */
    private static final Duration LEFT_OVER = Duration.ofMinutes(10);

    private final Workspace workspace;
    private final Starter starter;

    /** Starts the process of a prepared run; in tests nothing may be started. */
    @FunctionalInterface
    public interface Starter {
        /** @throws UserInputException when it cannot be started, which the run then says itself */
        void start(Workspace workspace, String id);
    }

    /** @param launcher starts the processes, and notes how they end while this process lives */
    public RunControl(Workspace workspace, RunLauncher launcher) { this(workspace, launcher::startPrepared); }

    public RunControl(Workspace workspace, Starter starter) {
        this.workspace = workspace;
        this.starter = starter;
    }

    /** Starts a new run, at once or when its turn comes. @throws UserInputException when the recipe cannot be run here */
    public RunInfo start(Recipe recipe) { return last(new RunExecution(workspace).prepare(recipe)); }

    /** Starts a branch, as {@link RunExecution#branch}, at once or when its turn comes. */
    public RunInfo branch(String from, OptionalInt step, UnaryOperator<Recipe> change) {
        return last(new RunExecution(workspace).branch(from, step, change));
    }

    /** Starts the run of a record again, whatever stands in its way, at once or when its turn comes. */
    public RunInfo rerun(Rerun rerun) { return last(rerun.prepare(workspace, true)); }

    private RunInfo last(RunInfo prepared) {
        workspace.runs().waiting().addLast(prepared.id());
        advance();
        return now(prepared.id());
    }

    /**
     * Lets a run at rest go on from its newest checkpoint, before all that wait. @throws UserInputException when it runs or has finished
     */
    public RunInfo resume(String id) {
        workspace.runs().markInterrupted();                 // what was killed a moment ago can go on
        workspace.runs().queueAgain(id);
        workspace.runs().waiting().addFirst(id);
        advance();
        return now(id);
    }

    /** Runs that came with the workspace and wait in its queue: none is started before a person says so with {@link #resume}. */
    public List<RunInfo> fromElsewhere() { return workspace.runs().waiting().fromElsewhere(); }

    /** For people; empty when there are none. @param waiting what {@link #fromElsewhere} found */
    public static String elsewhereWords(List<RunInfo> waiting) {
        if (waiting.isEmpty()) return "";
        return (waiting.size() == 1 ? "One run waits" : waiting.size() + " runs wait")
                + " in this workspace that nobody put into the queue here: " + waiting.stream().limit(5)
                .map(run -> "\"" + VisibleText.line(run.name(), 60) + "\" (" + run.id() + ")").collect(Collectors.joining(", "))
                + (waiting.size() > 5 ? " and others" : "") + ". A workspace may come from anywhere, so "
                + (waiting.size() == 1 ? "it does" : "they do") + " not start by " + (waiting.size() == 1 ? "itself." : "themselves.");
    }

    /** The run saves a checkpoint after its step and comes to rest; nothing is lost. */
    public void pause(String id) { workspace.runs().requestPause(id); }

    /** The run comes to rest after its step and stores the model as it is then, and a checkpoint. */
    public void stop(String id) { workspace.runs().requestStop(id); }

    /** The run saves a checkpoint after its step and goes on. @throws UserInputException when it is not running */
    public void checkpoint(String id) { workspace.runs().requestCheckpoint(id); }

    /**
     * The run's process ends in the middle of whatever it does; what was done after the last checkpoint is lost, and no model is stored.
     */
    public RunInfo stopNow(String id) {
        RunInfo run = now(id);
        if (run.state() == RunState.QUEUED) workspace.runs().requestStop(id);
        if (run.state() != RunState.RUNNING) return now(id);
        List<CheckpointInfo> saved = checkpoints(id).whole();
        String message = "Stopped at once, in step " + (run.step() + 1) + ". "
                + (saved.isEmpty() ? "There was no checkpoint yet: resumed, it begins at the beginning."
                        : "Resume it to go on from its checkpoint of step " + saved.get(saved.size() - 1).step() + ".");
        boolean lives = workspace.runs().processLives(run);
        if (!lives && !workspace.runs().processIsOurs(run)) {
            throw new UserInputException("The run \"" + VisibleText.line(run.name(), 80) + "\" (" + id + ") was not taken up by this "
                    + "program here: its process (" + run.pid() + ") may be another machine's, or any other program. Nothing was ended "
                    + "or changed. Stop it where it works; where nothing works on it, it counts as interrupted after half a minute.");
        }
        if (lives && run.pid() == ProcessHandle.current().pid()) {
            throw new UserInputException("The run \"" + run.name()
                    + "\" works in this very program, so it cannot be ended at once. Nothing was changed. Stop it after its step.");
        }
        if (workspace.runs().stoppedAtOnce(id, run.pid(), message) && lives)
            ProcessHandle.of(run.pid()).ifPresent(ProcessHandle::destroyForcibly);
        return now(id);
    }

    /** The checkpoints of a run, whole ones and damaged ones. */
    public CheckpointFolder.Found checkpoints(String id) { return CheckpointFolder.of(workspace.runs().folder(id), id).look(); }

    /** Moves a run that waits up (-1) or down (1) in the queue. */
    public void move(String id, int by) { workspace.runs().waiting().move(id, by); }

    /** Keeps a checkpoint whatever comes after it, or no longer. */
    public void pin(String id, int step, boolean pinned) {
        try {
            CheckpointFolder.of(workspace.runs().folder(id), id).pin(step, pinned);
        } catch (IOException e) {
            throw new UserInputException("The checkpoint of step " + step + " could not be " + (pinned ? "pinned" : "let go")
                    + " (" + FileFault.words(e) + "). Nothing was changed. Perhaps it has been deleted meanwhile.", e);
        }
    }

    /**
     * Marks the runs whose process is gone, and starts a process for each run whose turn has come.
     *
     * @return the runs that were started; one whose process could not be started has failed with its reason
     */
    public List<RunInfo> advance() {
        workspace.runs().markInterrupted();
        clearLeftOvers();
        List<RunInfo> taken = workspace.runs().waiting().take();
        for (RunInfo run : taken) {
            try {
                starter.start(workspace, run.id());
            } catch (UserInputException noted) {
                LOG.info("Run {} could not be started; it says so itself", run.id(), noted);
            }
        }
        return taken;
    }

    /**
     * The run that a person means.
     *
     * @param part of its id, or its whole name; {@code last} for the newest
     * @throws UserInputException when it fits none or several
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
                + id + "\". Nothing was changed. Look at the list of runs for its id."));
    }

    /** A killed run leaves the folder of the model that it was making. */
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
