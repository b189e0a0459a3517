package org.empathyworkbench.demo;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.run.FailureReporting;
import org.empathyworkbench.run.GracefulShutdownHook;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.workspace.Workspace;
import org.empathyworkbench.workspace.WorkspaceException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a demo loop in this process and keeps its {@link DemoFolder} up to date, so that other processes can watch and stop it. */
public final class DemoExecution {
    private static final Logger LOG = LoggerFactory.getLogger(DemoExecution.class);
    private static final long EVERY_NANOS = 500_000_000L;

    private final Workspace workspace;
    private final DemoFolder folder;
    private final AtomicBoolean ending = new AtomicBoolean();
    private @Nullable DemoRecord record;       // null until the loop begins
    private long wrote;

    public DemoExecution(Workspace workspace) {
        this.workspace = workspace;
        this.folder = new DemoFolder(workspace.folder());
    }

    /**
     * @param seed     of all runs
     * @param device   for the runs and the evaluation, as {@link org.empathyworkbench.torch.DeviceChoice#of(String)} takes it
     * @param progress hears what the record hears
     * @throws UserInputException              when another process does a loop in this workspace, or a run fails
     * @throws CancellationException when a stop was asked for
     */
    public DemoResult run(long seed, String device, ProgressListener progress) {
        return run(seed, device, UnaryOperator.identity(), progress);
    }

    /** @param change what becomes of each demo recipe before it is run */
    DemoResult run(long seed, String device, UnaryOperator<Recipe> change, ProgressListener progress) {
        begin(seed);
        DemoLoop loop = new DemoLoop(workspace, seed, device, change, (fraction, what) -> {
            note(fraction, what);
            progress.at(fraction, what);
        }, () -> ending.get() || folder.stopRequested());
        try (GracefulShutdownHook exit = new GracefulShutdownHook(() -> ending.set(true))) {
            DemoResult result = FailureReporting.result(loop::run,
                    cause -> rest(cause instanceof CancellationException
                            ? record().ended(DemoRecord.State.STOPPED, String.valueOf(cause.getMessage()))
                            : record().ended(DemoRecord.State.FAILED, sentence(cause))));
            rest(record().finished(DemoOutcome.of(result)));
            return result;
        }
    }

    private void begin(long seed) {
        long pid = ProcessHandle.current().pid();
        folder.read().filter(other -> other.running() && other.pid() != pid).ifPresent(other -> {
            throw new UserInputException("Process " + other.pid() + " is doing the demo loop in this workspace. "
                    + "Nothing was started. Wait for its end, stop it in the window, or name another workspace.");
        });
        DemoRecord begun = DemoRecord.begun(seed, pid);
        record = begun;
        try {
            folder.begin(begun);
        } catch (IOException e) {
            throw new UserInputException("The workspace cannot be written to (" + workspace.folder() + ": " + FileFault.words(e)
                    + "). Nothing was started. Free some space or choose a workspace that you may write to.", e);
        }
    }

    private synchronized void note(double fraction, String what) {
        record = record().at(fraction, what);
        long now = System.nanoTime();
        if (now - wrote < EVERY_NANOS) return;
        wrote = now;
        write();
    }

    private DemoRecord record() { return Objects.requireNonNull(record); }

    /** The record is informative; a failure to write it does not stop the loop. */
    private void write() {
        try {
            folder.write(record());
        } catch (IOException e) {
            LOG.warn("How the demo loop stands could not be written", e);
        }
    }

    private synchronized void rest(DemoRecord ended) {
        record = ended;
        write();
    }

    private String sentence(Throwable cause) {
        if (cause instanceof UserInputException || cause instanceof WorkspaceException) return String.valueOf(cause.getMessage());
        if (cause instanceof OutOfMemoryError)
            return "There was not enough memory. What its runs had made by then is "
                    + "in the workspace. Close other programs and start it again.";
        return "The loop met a fault of the program (" + cause.getClass().getSimpleName()
                + "). What its runs had made by then is in the workspace. The cause is in " + folder.log() + ".";
    }
}
