package org.empathyworkbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.empathyworkbench.data.CorpusReaders;
import org.empathyworkbench.data.CorpusSample;
import org.empathyworkbench.data.CorpusSummary;
import org.empathyworkbench.data.ReadingOptions;
import org.empathyworkbench.data.SameSpeaker;
import org.empathyworkbench.data.TextEncoding;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "import", description = ImportCommand.DESCRIPTION,
        footer = {"", "Examples:", "  app/run import --format empathetic-dialogues --name ed train.csv valid.csv test.csv",
            "  app/run import --format mental-health-subreddits --name mhs folder --dry-run",
            "  app/run import --format empathetic-dialogues --encoding windows-1252 from-a-spreadsheet.csv --dry-run", "",
            "Formats: empathetic-dialogues, empathetic-dialogues-by-emotion, "
            + "mental-health-subreddits, and what else \"list --formats\" names"})
final class ImportCommand extends WorkspaceCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Reads a corpus into the workspace, or with --dry-run only counts what is in it.";

    private static final int SAMPLES = 3;

    @Option(names = "--format", required = true, paramLabel = "FORMAT", description = "How the files are written.")
    private String format;

    @Option(names = "--name", paramLabel = "NAME", description = "What the dataset is to be called. Default: the format's name.")
    private String name;

    @Option(names = "--encoding", paramLabel = "ENCODING", defaultValue = "auto", description = "How the files' bytes become "
            + "characters: auto (UTF-8, or what a byte order mark says) or a name such as windows-1252. Default: ${DEFAULT-VALUE}.")
    private String encoding;

    @Option(names = "--same-speaker", paramLabel = "CHOICE", defaultValue = "join", description = "Neighbouring turns of one speaker: join "
            + "(into one turn) or separate (kept apart; in the context of an answer they stand as one text). Default: ${DEFAULT-VALUE}.")
    private String sameSpeaker;

    @Option(names = "--dry-run", description = "Read, count and show the first entries, store nothing.")
    private boolean dryRun;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "The corpus's files, or the folder that holds them.")
    private List<Path> paths;

    @Override int work(Workspace workspace, Console console) {
        console.progress("Reading " + paths.stream().map(Path::toString).collect(Collectors.joining(", ")) + " ...");
        ReadingOptions options = argument(() -> new ReadingOptions(TextEncoding.named(encoding), SameSpeaker.of(sameSpeaker)));
        Corpus corpus = argument(() -> CorpusReaders.byFormat(format)).read(paths, options);
        CorpusSummary summary = CorpusSummary.of(corpus);
        String stored = name == null ? format : name;
        if (!dryRun) {
            String source = paths.stream().map(path -> path.toAbsolutePath().normalize().toString()).collect(Collectors.joining(", "));
            workspace.datasets().add(stored, source, corpus);
        }
        print(console, summary);
        List<CorpusSample> samples = dryRun ? CorpusSample.of(corpus, SAMPLES) : List.of();
        for (CorpusSample sample : samples) {
            console.line("");
            console.line(sample.title());
            sample.lines().forEach(line -> console.line("  " + line));
        }
        console.line("");
        console.line(dryRun ? "Nothing was stored (dry run)." : "Stored as dataset \"" + stored + "\".");
        console.answer(json(summary, dryRun ? "" : stored, samples));
        return 0;
    }

    private static void print(Console console, CorpusSummary summary) {
        List<List<String>> rows = new ArrayList<>();
        for (Split split : Split.values()) rows.add(row(split.key(), summary.amounts(split)));
        rows.add(row("together", summary.total()));
        console.table(List.of("split", "dialogues", "utterances", "responses", "labelled pairs"), rows);
        if (!summary.emotions().isEmpty())
            console.line("%d emotions: %s", summary.emotions().size(), String.join(", ", summary.emotions().keySet()));
        if (!summary.levels().isEmpty()) {
            List<List<String>> levels = new ArrayList<>();
            for (Mechanism mechanism : Mechanism.values()) {
                List<String> row = new ArrayList<>(List.of(mechanism.title()));
                for (Level level : Level.values()) row.add(number(summary.level(mechanism, level)));
                levels.add(row);
            }
            console.table(List.of("level", "none", "weak", "strong"), levels);
        }
        for (String notice : summary.notices()) console.line("Note: " + notice);
    }

    private static List<String> row(String name, CorpusSummary.Amounts amounts) {
        return List.of(name, number(amounts.dialogues()), number(amounts.utterances()),
                number(amounts.responses()), number(amounts.pairs()));
    }

    static String number(int count) { return String.format(Locale.ROOT, "%,d", count); }

    private static Map<String, Object> json(CorpusSummary summary, String stored, List<CorpusSample> samples) {
        Map<String, Object> splits = new LinkedHashMap<>();
        summary.splits().forEach((split, amounts) -> splits.put(split.key(), amounts));
        Map<String, Map<String, Integer>> levels = new LinkedHashMap<>();
        for (Mechanism mechanism : Mechanism.values()) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            for (Level level : Level.values()) counts.put(level.word(), summary.level(mechanism, level));
            levels.put(mechanism.key(), counts);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", summary.format());
        json.put("dataset", stored);
        json.put("splits", splits);
        json.put("levels", levels);
        json.put("emotions", summary.emotions().keySet());
        json.put("notices", summary.notices());
        if (!samples.isEmpty()) json.put("samples", samples);
        return json;
    }
}
