package org.empathyworkbench.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands, in the order in which the program lists them. To list them needs their names and descriptions alone; only the command that
 * is asked for is built, since picocli reads the options and parameters of each by reflection, which is most of the time that
 * {@code --help} took.
 */
enum Subcommand {
    LIST("list", ListCommand.DESCRIPTION),
    IMPORT("import", ImportCommand.DESCRIPTION),
    IMPORT_MODEL("import-model", ImportModelCommand.DESCRIPTION),
    IMPORT_RESPONSES("import-responses", ImportResponsesCommand.DESCRIPTION),
    TRAIN("train", TrainCommand.DESCRIPTION),
    SWEEP("sweep", SweepCommand.DESCRIPTION),
    RUNS("runs", RunsCommand.DESCRIPTION),
    EXPORT("export", ExportCommand.DESCRIPTION),
    RESPOND("respond", RespondCommand.DESCRIPTION),
    ENDPOINTS("endpoints", EndpointsCommand.DESCRIPTION),
    SCORE("score", ScoreCommand.DESCRIPTION),
    EVALUATE("evaluate", EvaluateCommand.DESCRIPTION),
    EVALUATE_EVIDENCE("evaluate-evidence", EvaluateEvidenceCommand.DESCRIPTION),
    COMPARE("compare", CompareCommand.DESCRIPTION),
    TIMELINE("timeline", TimelineCommand.DESCRIPTION),
    CASES("cases", CasesCommand.DESCRIPTION),
    AGREEMENT("agreement", AgreementCommand.DESCRIPTION),
    TEST("test", TestCommand.DESCRIPTION),
    BENCH("bench", BenchCommand.DESCRIPTION),
    VERIFY("verify", VerifyCommand.DESCRIPTION),
    DEMO("demo", DemoCommand.DESCRIPTION);

    private final String key;
    private final String description;

    /** @param description a constant of the command's class: javac copies it, so that listing loads no command */
    Subcommand(String key, String description) {
        this.key = key;
        this.description = description;
    }

    /** The name on the command line. */
    String key() { return key; }

    String description() { return description; }

    /** The command that these arguments ask for: their first word that is no option. */
    static Optional<Subcommand> asked(List<String> arguments) {
        Optional<String> word = arguments.stream().filter(argument -> !argument.startsWith("-")).findFirst();
        return word.flatMap(name -> Arrays.stream(values()).filter(one -> one.key.equals(name)).findFirst());
    }

    /** Adds all to the program's command line, the asked one as it is and each other as a name with a description. */
    static void addTo(CommandLine line, List<String> arguments) {
        Subcommand asked = asked(arguments).orElse(null);
        for (Subcommand one : values())
            line.addSubcommand(one.key, one == asked ? new CommandLine(one.make()) : new CommandLine(one.listed()));
    }

    private CommandSpec listed() {
        CommandSpec spec = CommandSpec.create().name(key);
        spec.usageMessage().description(description);
        return spec;
    }

    /** The command itself. The switch, other than references to constructors, loads no class before its case. */
    Object make() {
        return switch (this) {
            case LIST -> new ListCommand();
            case IMPORT -> new ImportCommand();
            case IMPORT_MODEL -> new ImportModelCommand();
            case IMPORT_RESPONSES -> new ImportResponsesCommand();
            case TRAIN -> new TrainCommand();
            case SWEEP -> new SweepCommand();
            case RUNS -> new RunsCommand();
            case EXPORT -> new ExportCommand();
            case RESPOND -> new RespondCommand();
            case ENDPOINTS -> new EndpointsCommand();
            case SCORE -> new ScoreCommand();
            case EVALUATE -> new EvaluateCommand();
            case EVALUATE_EVIDENCE -> new EvaluateEvidenceCommand();
            case COMPARE -> new CompareCommand();
            case TIMELINE -> new TimelineCommand();
            case CASES -> new CasesCommand();
            case AGREEMENT -> new AgreementCommand();
            case TEST -> new TestCommand();
            case BENCH -> new BenchCommand();
            case VERIFY -> new VerifyCommand();
            case DEMO -> new DemoCommand();
        };
    }
}
