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
    LIST("list", "Lists what the workspace holds; or the presets, a preset's settings, the file formats, or the devices to compute "
            + "on."),
    IMPORT("import", "Reads a corpus into the workspace, or with --dry-run only counts what is in it."),
    IMPORT_MODEL("import-model", "Brings a T5 into the workspace: from a Hugging Face folder (config.json, tokenizer.json or spiece.model, "
            + "model.safetensors or its shards), or from the hub by its id; or identifiers from a folder that their training "
            + "made. From the hub, files, sizes and licence are shown before anything is downloaded; a download that was cut "
            + "goes on where it stopped."),
    IMPORT_RESPONSES("import-responses", "Reads what other systems answered, to evaluate and compare "
            + "it like our own models' answers. What was recognised, left out or joined is reported."),
    TRAIN("train", "Does a run in this process: a generator, three identifiers, or the alignment of a generator by PPO."),
    SWEEP("sweep", "Runs a recipe with many settings and seeds, and makes one table of what comes out: means, 95 %% intervals, "
            + "Welch's tests."),
    RUNS("runs", "Pauses, resumes, stops and saves runs that other processes do, shows their checkpoints and the queue; lists, "
            + "tags, compares and throws away runs."),
    EXPORT("export", "Writes a run's curves as CSV or pictures, or its samples with levels, reward and KL by token as JSON."),
    RESPOND("respond", "Has a generator or an outside model answer a context, or a whole split, whose responses are kept as a set; with "
            + "identifiers, each response comes with its levels."),
    ENDPOINTS("endpoints", "Outside models: servers that speak OpenAI's chat protocol, "
            + "on this machine or as a service. They belong to you, not to a workspace."),
    SCORE("score", "Says how empathetic a response is: the level of each mechanism with its probabilities, and the reward against a "
            + "reference."),
    EVALUATE("evaluate", "Fills the metric table for generators and for imported responses: perplexity, Dist-1/2, BLEU, ROUGE-L, Emp-F1, "
            + "reward."),
    EVALUATE_EVIDENCE("evaluate-evidence",
            "Measures ways to find the words that carry a level against the words that people marked: token F1, IoU F1 and "
            + "average precision of each, by word and by sentence, beside random words and sentences, the first sentence and "
            + "the whole response, with 95 %% intervals."),
    COMPARE("compare", "Sets systems side by side on the same contexts, as the window's comparison does: figures of each, and the table "
            + "as a file."),
    TIMELINE("timeline", "Asks every model that a run kept the same question: how the answer and its levels moved from the start model "
            + "over the checkpoints to the end."),
    CASES("cases", "Collections of contexts with responses worth showing: lists them, adds to them, writes them to files and reads "
            + "them back."),
    AGREEMENT("agreement", "Says how far raters agree: Krippendorff's alpha (missing ratings allowed) and Fleiss' kappa."),
    TEST("test", "Tests whether two systems differ: by wins and losses, or by figures of several seeds or items."),
    BENCH("bench", "Measures this machine on random weights: median time, rate, share of the arithmetic bound and peak memory of a "
            + "supervised step, generation, PPO steps, scoring, identifier training, tokenization and checkpoints."),
    VERIFY("verify", "Holds a T5 folder against reference vectors that another program wrote: prints the greatest difference of every "
            + "table; exit 1 past a tolerance."),
    DEMO("demo", "Does the whole loop on the bundled corpus, offline and in minutes: a generator from nothing, three identifiers, "
            + "alignment, evaluation before and after, three cases side by side.");

    private final String key;
    private final String description;

    /** @param description that of the command's own annotation, which is not loaded to list it */
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
