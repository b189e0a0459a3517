package org.empathyworkbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.ConfigFolder;
import org.empathyworkbench.io.LogFile;
import org.empathyworkbench.io.VisibleText;
import org.empathyworkbench.run.DefaultWorkspaceFolder;
import org.empathyworkbench.workspace.WorkspaceException;
import picocli.CommandLine;

/**
 * Reports an error as one sentence on standard error, and its stack trace once in a log. The log names the command and its options, never a
 * value: arguments may contain private texts or passwords.
 */
final class Failure {
    static final String LOG = "commands.log";
    private static final String OPTION = "--workspace";
    private static final int MOST_SENTENCE = 3_000;

    private Failure() { }

    static int report(Throwable failure, CommandLine command, List<String> arguments) {
        String sentence = sentence(failure);
        Path log = log(failure, command, arguments);
        boolean expected = failure instanceof UserInputException || failure instanceof WorkspaceException;
        if (!expected) sentence += log == null ? "" : " The cause is in " + log + ".";
        command.getErr().println(shown(sentence));
        answer(sentence, command, arguments);
        return Main.FAILED;
    }

    /** What came from files, servers and arguments is part of a sentence: one line of bounded length. */
    static String shown(String sentence) { return VisibleText.line(sentence, MOST_SENTENCE); }

    /** A program that reads standard output learns of the failure there. */
    static void answer(String sentence, CommandLine command, List<String> arguments) {
        if (arguments.contains("--json"))
            Console.printJson(command.getOut(),
                    Map.of("error", sentence.length() > MOST_SENTENCE ? sentence.substring(0, MOST_SENTENCE) + "…" : sentence));
    }

    private static String sentence(Throwable failure) {
        if (failure instanceof UserInputException || failure instanceof WorkspaceException) return failure.getMessage();
        if (failure instanceof OutOfMemoryError)
            return "There is not enough memory. Nothing stored before was lost. Try a smaller batch or fewer texts.";
        return "The command met a fault of the program (" + failure.getClass().getSimpleName() + ": "
                + VisibleText.line(String.valueOf(failure.getMessage()).lines().findFirst().orElse(""), 300)
                + "). Nothing stored before was lost.";
    }

    /** @return the file with the cause, null when none could be written */
    private static Path log(Throwable failure, CommandLine command, List<String> arguments) {
        Optional<Path> workspace = workspace(arguments);
        if (workspace.isPresent() && write(workspace.get().resolve(LOG), failure, command, arguments))
            return workspace.get().resolve(LOG).toAbsolutePath();
        Path own = ConfigFolder.ofThisPerson().resolve(LOG).toAbsolutePath();
        return write(own, failure, command, arguments) ? own : null;
    }

    private static boolean write(Path file, Throwable failure, CommandLine command, List<String> arguments) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (LogFile log = LogFile.append(file)) {
                log.line(words(command, arguments));
                log.failure(failure, arguments);
            }
            return true;
        } catch (IOException notHere) {
            return false;               // a link of that name, a full disk: the sentence on standard error is sufficient
        }
    }

    /** The command's name and the names of its options. */
    static String words(CommandLine command, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(command.getCommandSpec().qualifiedName()));
        for (String argument : arguments) {
            String name = argument.startsWith("-") ? argument.replaceFirst("=.*(?s:.*)", "") : "";
            if (command.getCommandSpec().optionsMap().containsKey(name)) words.add(name);
        }
        return String.join(" ", words);
    }

    /** The workspace that the command worked in, where it is one. */
    private static Optional<Path> workspace(List<String> arguments) {
        Path folder = DefaultWorkspaceFolder.defaultWorkspace();
        try {
            for (int i = 0; i < arguments.size(); i++) {
                String argument = arguments.get(i);
                if (argument.startsWith(OPTION + "=")) folder = Path.of(argument.substring(OPTION.length() + 1));
                else if (argument.equals(OPTION) && i + 1 < arguments.size()) folder = Path.of(arguments.get(i + 1));
            }
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
        return Files.isRegularFile(folder.resolve("workspace.db"), LinkOption.NOFOLLOW_LINKS) ? Optional.of(folder) : Optional.empty();
    }
}
