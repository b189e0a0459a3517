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
 * Executes runs in separate processes: a child JVM with this one's class path runs a prepared run with the headless command {@code train}.
 * All state of the run is in the workspace, through which it is paused and stopped ({@link RunControl}). A child survives the end of this
 * process. If a child ends without recording how, the watcher records it in the workspace.
 */
public final class RunLauncher {
    private static final Logger LOG = LoggerFactory.getLogger(RunLauncher.class);
    /** Exit status when the system kills a process for lack of memory: signal 9. */
    private static final int KILLED = 128 + 9;
    /** Exit status of a JVM crash in native code: signal 6, after writing a report. */
    private static final int ABORTED = 128 + 6;

    private final Map<String, Process> children = new ConcurrentHashMap<>();

    /**
     * Prepares the run, starts its process, and returns at once.
     *
     * @return the run's id
     * @throws UserInputException if the recipe cannot be run here, or no process can be started
     */
    public String start(Workspace workspace, Recipe recipe) {
        RunInfo run = new RunExecution(workspace).prepare(recipe);
        startPrepared(workspace, run.id());
        return run.id();
    }

    /** Starts a process for a queued or ended run. */
    public void startPrepared(Workspace workspace, String id) {
        Path folder = workspace.runs().folder(id);
        try {
            Process child = ChildProcess.start(folder, workspace.runs().file(id, RunLog.NAME),
                    List.of("train", "--workspace", workspace.folder().toString(), "--run", id));
            children.put(id, child);
            child.onExit().thenAccept(ended -> watch(workspace, id, ended));
        } catch (IOException e) {
            String sentence = "No process could be started for the run (" + FileFault.words(e)
                    + "). Nothing stored before was lost. Free some memory and try again.";
            workspace.runs().failed(id, sentence);
            throw new UserInputException(sentence, e);
        }
    }

    /** The run's process, if this launcher started it and it is alive. */
    public Optional<ProcessHandle> process(String id) {
        return Optional.ofNullable(children.get(id)).map(Process::toHandle).filter(ProcessHandle::isAlive);
    }

    /** A child normally records how it ended; if not, it was killed or crashed. */
    private void watch(Workspace workspace, String id, Process ended) {
        children.remove(id, ended);
        try {
            Optional<RunInfo> run = workspace.runs().find(id);
            if (run.isEmpty() || run.get().state().atRest()) return;
            String log = workspace.runs().folder(id).resolve(RunLog.NAME).toString();
            if (run.get().state() == RunState.QUEUED) {
                workspace.runs().failed(id, "The run's process ended before it started its work (exit status "
                        + ended.exitValue() + "). Nothing stored before was lost. Its last output is in " + log + ".");
            } else {
                workspace.runs().interrupted(id, ended.pid(),
                        "The run's process was killed or crashed (exit status " + ended.exitValue()
                        + "). What it had saved is safe. Resume it to continue from its last checkpoint; its last output is in " + log + "."
                        + hint(run.get(), ended.exitValue()));
            }
        } catch (WorkspaceException closed) {
            // whoever opens the workspace next finds that the run's process has ended
            LOG.debug("The end of run {} was not recorded, because the workspace is closed", id, closed);
        }
    }

    /** The probable cause of the process's end, from its exit status. */
    private static String hint(RunInfo run, int exit) {
        return switch (exit) {
            case KILLED -> " This happens when a process needs more memory than there is; if so: "
                    + MemoryShortageAdvice.advice(RecipeFile.parse(run.recipe(), "The recipe of run " + run.id()));
            case ABORTED ->
                    " This happens after a fault in native code (PyTorch or the device's driver); a file hs_err_pid" + run.pid()
                    + ".log beside the log has the details. If it happens again at the same step, update the driver, or choose another "
                    + "device.";
            default -> "";
        };
    }
}
