package org.empathyworkbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.run.DefaultWorkspaceFolder;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that works in a workspace. */
abstract class WorkspaceCommand implements Callable<Integer> {
    private static final int MOST_TOLD = 10;

    @Spec private CommandSpec spec;

    @Option(names = "--workspace", paramLabel = "DIR", description = "Folder of the workspace; made "
            + "when it is not there. Default: workspaces/default, which the window opens first too.")
    private Path folder;

    @Option(names = "--json", description = "Write the result as JSON for machines.")
    private boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Explain this command.")
    private boolean help;

    @Override public final Integer call() {
        Console console = new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), json());
        if (!needsWorkspace()) return work(null, console);
        try (Workspace workspace = open(folder() == null ? DefaultWorkspaceFolder.defaultWorkspace() : folder())) {
            try {
                return work(workspace, console);
            } finally {
                tellDamaged(workspace, console);
            }
        }
    }

    /** What the command could not use, on standard error: never silently left out. */
    private static void tellDamaged(Workspace workspace, Console console) {
        List<String> damaged = workspace.damaged();
        damaged.stream().limit(MOST_TOLD).forEach(console::progress);
        if (damaged.size() > MOST_TOLD)
            console.progress((damaged.size() - MOST_TOLD) + " further rows of the workspace's database are damaged and were left out too.");
    }

    /** The command that this one is a part of, whose workspace and way of answering hold here too; null for none. */
    WorkspaceCommand within() { return null; }

    private Path folder() { return folder != null || within() == null ? folder : within().folder(); }

    private boolean json() { return json || within() != null && within().json(); }

    Workspace open(Path chosen) { return Workspace.open(chosen); }

    /** A command that needs none is handed none. */
    boolean needsWorkspace() { return true; }

    /** @return the exit status */
    abstract int work(Workspace workspace, Console console);

    /** Bad arguments that only the command itself can see. */
    final ParameterException refuse(String sentence) { return new ParameterException(spec.commandLine(), sentence); }

    /** What an argument names; that there is no such thing is a bad argument, not a failed command. */
    final <T> T argument(Supplier<T> named) {
        try {
            return named.get();
        } catch (UserInputException unknown) {
            throw refuse(unknown.getMessage());
        }
    }
}
