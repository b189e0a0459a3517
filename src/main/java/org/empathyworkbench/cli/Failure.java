package org.empathyworkbench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.run.Places;
import org.empathyworkbench.workspace.WorkspaceException;
import picocli.CommandLine;

/** What went wrong, as one sentence on standard error; the whole cause goes to a log file once. */
final class Failure {
    private static final String LOG = "commands.log";
    private static final String OPTION = "--workspace";

    private Failure() { }

    static int report(Throwable failure, CommandLine command, List<String> arguments) {
        String sentence = sentence(failure);
        Path log = log(failure, arguments);
        boolean expected = failure instanceof BadInput || failure instanceof WorkspaceException;
        if (!expected) sentence += log == null ? "" : " The cause is in " + log + ".";
        command.getErr().println(sentence);
        answer(sentence, command, arguments);
        return Main.FAILED;
    }

    /** A program that reads standard output learns of the failure there. */
    static void answer(String sentence, CommandLine command, List<String> arguments) {
        if (arguments.contains("--json")) Console.printJson(command.getOut(), Map.of("error", sentence));
    }

    private static String sentence(Throwable failure) {
        if (failure instanceof BadInput || failure instanceof WorkspaceException) return failure.getMessage();
        if (failure instanceof OutOfMemoryError) return "There is not enough memory. Nothing stored before was lost. Try a smaller batch or fewer texts.";
        return "The command met a fault of the program (" + failure.getClass().getSimpleName() + ": "
                + String.valueOf(failure.getMessage()).lines().findFirst().orElse("") + "). Nothing stored before was lost.";
    }

    /** @return the file with the cause, null when none could be written */
    private static Path log(Throwable failure, List<String> arguments) {
        Path folder = workspace(arguments);
        Path file = folder.resolve(LOG).toAbsolutePath();
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
            out.println(Instant.now() + "  " + String.join(" ", arguments));
            failure.printStackTrace(out);
            return file;
        } catch (IOException e) {
            return null;
        }
    }

    /** The workspace that the command worked in, where it is there; else the folder of temporary files. */
    private static Path workspace(List<String> arguments) {
        Path folder = Places.defaultWorkspace();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.startsWith(OPTION + "=")) folder = Path.of(argument.substring(OPTION.length() + 1));
            else if (argument.equals(OPTION) && i + 1 < arguments.size()) folder = Path.of(arguments.get(i + 1));
        }
        return Files.isDirectory(folder) ? folder : Path.of(System.getProperty("java.io.tmpdir"));
    }
}
