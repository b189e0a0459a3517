package org.empathyworkbench.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.empathyworkbench.io.ConfigFolder;
import org.empathyworkbench.io.NativeLibraries;
import org.empathyworkbench.io.VisibleText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program without a window. Exit status 0 done, 1 failed, 2 bad arguments. */
@Command(name = "app/run", description = "Empathy Workbench: train, align and compare empathetic response generators.%n"
        + "Without a command the window opens.", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        footer = {"", "The whole loop, offline, in minutes:", "  app/run demo", "", "Each command explains itself: app/run COMMAND --help"})
public final class Main implements Callable<Integer> {
    static final int FAILED = 1;
    static final int BAD_ARGUMENTS = 2;

    @Spec private CommandSpec spec;

    Main() { }

    public static void main(String[] arguments) {
        NativeLibraries.noTelemetry();
        if (Subcommand.asked(List.of(arguments)).isPresent()) NativeLibraries.keepSqliteIn(ConfigFolder.ofThisPerson());
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = execute(out, err, arguments);
        out.flush();
        err.flush();
        System.exit(status);
    }

    /** Does one command in this process and returns its exit status. */
    public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        NativeLibraries.noTelemetry();
        QuietLogging.begin(List.of(arguments));
        CommandLine line = line(List.of(arguments));
        line.setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true).setUsageHelpWidth(110).setAbbreviatedOptionsAllowed(false);
        TextArguments.prepare(line);
        line.setExecutionExceptionHandler((failure, command, parsed) -> Failure.report(failure, command, List.of(arguments)));
        line.setParameterExceptionHandler(Main::refuse);
        // FutureTask also catches what picocli does not (errors of the virtual machine and of native code)
        FutureTask<Integer> task = new FutureTask<>(() -> line.execute(TextArguments.marked(arguments)));
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            return Failure.report(e.getCause(), line, List.of(arguments));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    /** The program's command line for these arguments. */
    static CommandLine line(List<String> arguments) {
        CommandLine line = new CommandLine(new Main());
        Subcommand.addTo(line, arguments);
        return line;
    }

    /** Arguments that cannot be right: what is wrong with them, and where the right ones are explained. */
    private static int refuse(ParameterException refused, String[] arguments) {
        CommandLine command = refused.getCommandLine();
        String sentence = TextArguments.unmarked(refused.getMessage());
        command.getErr().println(Failure.shown(sentence));
        StringWriter suggestions = new StringWriter();
        CommandLine.UnmatchedArgumentException.printSuggestions(refused, new PrintWriter(suggestions, true));
        if (!suggestions.toString().isBlank())
            command.getErr().println(VisibleText.lines(TextArguments.unmarked(suggestions.toString().stripTrailing())));
        command.getErr().println("\"" + command.getCommandSpec().qualifiedName() + " --help\" explains the command.");
        Failure.answer(sentence, command, List.of(arguments));
        return BAD_ARGUMENTS;
    }

    @Override public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return BAD_ARGUMENTS;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"Empathy Workbench " + (version == null ? "(development)" : version)};
        }
    }
}
