package org.empathyworkbench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.recipe.MemoryShortageAdvice;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.RecipeFile;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import org.empathyworkbench.workspace.WorkspaceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has runs done by processes of their own: a child JVM with this one's class path works on a prepared run with the headless command
 * {@code train}. All that is to be known of the run is in the workspace; a run is paused and stopped through it ({@link RunControl}).
 * A child lives on when this process ends. When a child ends without having said how, the watcher says so in the workspace.
 */
public final class RunLauncher {
    private static final Logger LOG = LoggerFactory.getLogger(RunLauncher.class);
    /** As the system ends a process when memory runs out: by signal 9. */
    private static final int KILLED = 128 + 9;
    /** As Java ends after a fault in native code: by signal 6, having written a report. */
    private static final int ABORTED = 128 + 6;

    private final Map<String, Process> children = new ConcurrentHashMap<>();

    /**
     * Prepares the run, starts its process, and returns at once.
     *
     * @return the run's id
     * @throws UserInputException when the recipe cannot be run here, or no process can be started
     */
    public String start(Workspace workspace, Recipe recipe) {
        RunInfo run = new RunExecution(workspace).prepare(recipe);
        startPrepared(workspace, run.id());
        return run.id();
    }

    /** Starts a process for a run that is at rest or waits for one. */
    public void startPrepared(Workspace workspace, String id) {
        Path folder = workspace.runs().folder(id);
        try {
            Process child = ChildProcess.start(folder, workspace.runs().file(id, RunLog.NAME),
                    List.of("train", "--workspace", workspace.folder().toString(), "--run", id));
            children.put(id, child);
            child.onExit().thenAccept(ended -> watch(workspace, id, ended));
        } catch (IOException e) {
            String sentence = "No process could be started for the run (" + FileFault.words(e)
                    + "). Nothing stored before was lost. Look for free memory and try again.";
            workspace.runs().failed(id, sentence);
            throw new UserInputException(sentence, e);
        }
    }

    /** The process that works on a run, when this launcher started it and it lives. */
    public Optional<ProcessHandle> process(String id) {
        return Optional.ofNullable(children.get(id)).map(Process::toHandle).filter(ProcessHandle::isAlive);
    }

    /** A child that has ended has said how; where it has not, it was killed or crashed. */
    private void watch(Workspace workspace, String id, Process ended) {
        children.remove(id, ended);
        try {
            Optional<RunInfo> run = workspace.runs().find(id);
            if (run.isEmpty() || run.get().state().atRest()) return;
            String log = workspace.runs().folder(id).resolve(RunLog.NAME).toString();
            if (run.get().state() == RunState.QUEUED) {
                workspace.runs().failed(id, "The run's process ended before it took up its work (exit status "
                        + ended.exitValue() + "). Nothing stored before was lost. Its last words are in " + log + ".");
            } else {
                workspace.runs().interrupted(id, ended.pid(),
                        "The run's process was ended from outside or crashed (exit status " + ended.exitValue()
                        + "). What it had saved is safe. Resume it to go on from its last checkpoint; its last words are in " + log + "."
                        + hint(run.get(), ended.exitValue()));
            }
        } catch (WorkspaceException closed) {
            // The next look at the run, by whoever opens the workspace again, finds its process gone.
            LOG.debug("The end of run {} was not noted, because the workspace is closed", id, closed);
        }
    }

    /** What the way in which the process ended tells of the cause. */
    private static String hint(RunInfo run, int exit) {
        return switch (exit) {
            case KILLED -> " A process that takes more memory than there is ends so; if that may be: "
                    + MemoryShortageAdvice.advice(RecipeFile.parse(run.recipe(), "The recipe of run " + run.id()));
            case ABORTED ->
                    " A process ends so after a fault in native code (PyTorch or the device's driver); a file hs_err_pid" + run.pid()
                    + ".log beside the log says where. If it happens again at the same step, update the driver, or choose another device.";
            default -> "";
        };
    }
}
