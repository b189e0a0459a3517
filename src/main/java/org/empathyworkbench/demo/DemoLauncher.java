package org.empathyworkbench.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.run.ChildProcess;
import org.empathyworkbench.workspace.Workspace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the demo loop done by a process of its own: a child JVM with the headless command
 * {@code demo}, which lives on when this process ends.
 */
public final class DemoLauncher {
    private static final Logger LOG = LoggerFactory.getLogger(DemoLauncher.class);

    /**
     * Returns as soon as there is a process; {@link DemoFolder} tells of it from then on.
     *
     * @param seed   of all runs
     * @param device for the loop's runs and evaluation, as {@link org.empathyworkbench.torch.DeviceChoice#of(String)} takes it
     * @throws UserInputException when a loop is being done in the workspace, or no process can be started
     */
    public void start(Workspace workspace, long seed, String device) {
        DemoFolder folder = new DemoFolder(workspace.folder());
        if (folder.read().filter(DemoRecord::running).isPresent()) {
            throw new UserInputException("The loop is already being done in this "
                    + "workspace. Nothing was started. Wait for its end or stop it first.");
        }
        try {
            Files.createDirectories(folder.log().getParent());
            Process child = ChildProcess.start(workspace.folder(), folder.log(),
                    List.of("demo", "--workspace", workspace.folder().toString(), "--seed", String.valueOf(seed), "--device", device));
            folder.begin(DemoRecord.begun(seed, child.pid()));
            child.onExit().thenAccept(ended -> watch(folder, ended));
        } catch (IOException e) {
            throw new UserInputException("No process could be started for the loop (" + FileFault.words(e)
                    + "). Nothing stored before was lost. Look for free memory and space and try again.", e);
        }
    }

    /** A process normally records how it ended; if not, it never started its work. */
    private static void watch(DemoFolder folder, Process ended) {
        folder.read().filter(record -> record.pid() == ended.pid() && record.outcome() == null
                && record.state() == DemoRecord.State.INTERRUPTED).ifPresent(record -> {
                    try {
                        folder.write(record);
                    } catch (IOException e) {
                        LOG.warn("How the demo loop ended could not be written", e);
                    }
                });
    }
}
