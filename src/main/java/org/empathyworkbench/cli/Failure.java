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
import org.empathyworkbench.workspace.WorkspaceException;
import picocli.CommandLine;

/** What went wrong, as one sentence on standard error; the whole cause goes to a log file once. */
final class Failure {
    private static final String LOG = "commands.log";

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
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        int at = arguments.indexOf("--workspace");
        if (at >= 0 && at + 1 < arguments.size() && Files.isDirectory(Path.of(arguments.get(at + 1)))) folder = Path.of(arguments.get(at + 1));
        Path file = folder.resolve(LOG).toAbsolutePath();
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
            out.println(Instant.now() + "  " + String.join(" ", arguments));
            failure.printStackTrace(out);
            return file;
        } catch (IOException e) {
            return null;
        }
    }
}
