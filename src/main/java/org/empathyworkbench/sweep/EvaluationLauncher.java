package org.empathyworkbench.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.run.ChildProcess;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.workspace.SweepEvaluationInfo.State;
import org.empathyworkbench.workspace.Workspace;
import org.empathyworkbench.workspace.WorkspaceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has an evaluation done by a process of its own, with the headless command {@code sweep evaluate}; it lives on when this process ends. */
final class EvaluationLauncher implements EvaluationStart {
    private static final Logger LOG = LoggerFactory.getLogger(EvaluationLauncher.class);

    @Override public void start(Workspace workspace, SweepState sweep, EvaluationPlan plan) {
        if (sweep.evaluation() != null && sweep.evaluation().running()) {
            throw new UserInputException("The models of the sweep \"" + sweep.name()
                    + "\" are being evaluated already. Nothing was started. Wait for the end, or stop it.");
        }
        Path folder = workspace.folder().resolve("evaluations");
        Path log = folder.resolve("log.txt");
        try {
            Files.createDirectories(folder);
            Instant started = Instant.ofEpochMilli(System.currentTimeMillis());
            Process child = ChildProcess.start(folder, log, command(workspace, sweep.name(), plan));
            workspace.sweepEvaluations().begin(sweep.name(), child.pid(), started);
            child.onExit().thenAccept(ended -> watch(workspace, sweep.name(), ended, log));
        } catch (IOException e) {
            throw new UserInputException("No process could be started for the evaluation (" + FileFault.words(e)
                    + "). Nothing stored before was lost. Look for free memory and space and try again.", e);
        }
    }

    /** A process normally records how it ended; if not, it never started its work. */
    private static void watch(Workspace workspace, String sweep, Process ended, Path log) {
        try {
            workspace.sweepEvaluations().rests(sweep, ended.pid(), State.FAILED,
                    "The evaluation ended without a message. Its last output is in " + log + ".");
        } catch (WorkspaceException closed) {
            LOG.debug("The end of the evaluation of {} was not noted, because the workspace "
                    + "is closed; whoever looks finds its process gone", sweep, closed);
        }
    }

    static List<String> command(Workspace workspace, String sweep, EvaluationPlan plan) {
        List<String> command = new ArrayList<>(List.of("sweep", "evaluate", sweep, "--workspace",
                workspace.folder().toString(), "--dataset", plan.dataset(), "--split", plan.split().key(),
                "--limit", String.valueOf(plan.examples()), "--seed", String.valueOf(plan.seed())));
        plan.identifiers().forEach(name -> command.addAll(List.of("--identifiers", name)));
        Settings.toMap(plan.sampling()).forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
        return command;
    }
}
