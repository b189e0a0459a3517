package org.empathyworkbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.data.ContextJoin;
import org.empathyworkbench.data.NamedResponses;
import org.empathyworkbench.data.ReadResponses;
import org.empathyworkbench.data.ResponseFields;
import org.empathyworkbench.data.ResponseReader;
import org.empathyworkbench.data.ResponseReaders;
import org.empathyworkbench.data.TextEncoding;
import org.empathyworkbench.io.VisibleText;
import org.empathyworkbench.workspace.DatasetInfo;
import org.empathyworkbench.workspace.ResponseSetInfo;
import org.empathyworkbench.workspace.ResponseSets;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "import-responses", description = ImportResponsesCommand.DESCRIPTION,
        footer = {"", "Examples:", "  app/run import-responses --format moel generation_result.txt",
            "  app/run import-responses --format cem results.txt --name cem-",
            "  app/run import-responses my-system.jsonl --map context=history --map response=pred --turns \"[SEP]\"",
            "  app/run import-responses my-system.json --dry-run"})
final class ImportResponsesCommand extends WorkspaceCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Reads what other systems answered, to evaluate and compare "
            + "it like our own models' answers. What was recognised, left out or joined is reported.";

    @Option(names = "--format", paramLabel = "FORMAT", description = "moel, mime, kemp, empdg, cem (also of CASE, SEEK, IAMM), chatgpt "
            + "or jsonl (JSON lines or a JSON list). "
            + "Default: detected from the file's content.")
    private String format;

    @Option(names = "--map", paramLabel = "PART=KEY", description = "For jsonl: the key under which context, response, reference or "
            + "emotion stands; PART= with nothing behind it reads "
            + "none. May be given several times. Default: recognised by usual names.")
    private Map<String, String> map = new LinkedHashMap<>();

    @Option(names = "--turns", paramLabel = "TEXT", defaultValue = "",
            description = "For jsonl: what parts the turns of a context that is one text, such as \"[SEP]\" or \"\\n\". "
            + "Default: recognised.")
    private String turns;

    @Option(names = "--encoding", paramLabel = "ENCODING", defaultValue = "auto",
            description = "How the file's bytes become characters: auto (UTF-8, or what a byte order mark says) or "
            + "the name of an encoding, such as windows-1252.")
    private String encoding;

    @Option(names = "--name", paramLabel = "PREFIX", defaultValue = "", description = "Put before the name of each set. Default: nothing.")
    private String prefix;

    @Option(names = "--dataset", paramLabel = "NAME", description = "Say how many of the responses answer contexts of this dataset. "
            + "Default: of every dataset that some answer.")
    private String dataset;

    @Option(names = "--dry-run", description = "Read and tell what was recognised, with the first record; store nothing.")
    private boolean dryRun;

    @Parameters(paramLabel = "FILE", description = "The published file, or for empdg their folder.")
    private Path file;

    @Override int work(Workspace workspace, Console console) {
        ResponseFields fields = argument(() -> ResponseFields.of(map, turns));
        TextEncoding by = argument(() -> TextEncoding.named(encoding));
        String chosen = format == null ? ResponseReaders.recognise(file, by) : format;
        ResponseReader reader = argument(() -> ResponseReaders.byFormat(chosen, fields));
        ReadResponses read = reader.read(file, by);
        if (format == null) console.line("Recognised as %s: %s.", read.format(), reader.title());
        read.notes().forEach(note -> console.line("- %s", VisibleText.line(note, 600)));
        List<ResponseSets.Named> sets = new ArrayList<>();
        for (NamedResponses found : read.sets()) sets.add(new ResponseSets.Named(prefix + found.name(), found.system(), found.responses()));
        if (dryRun) return show(read, sets, console);
        List<ResponseSetInfo> stored = workspace.responseSets().addAll(file.toAbsolutePath().normalize().toString(), sets);
        console.table(List.of("set", "system", "responses"), stored.stream()
                .map(set -> List.of(set.name(), set.system(), ImportCommand.number(set.responses()))).toList());
        List<Map<String, Object>> json = new ArrayList<>(stored.stream().map(ListCommand::json).toList());
        json.forEach(set -> set.put("notes", read.notes()));
        List<String> datasets = dataset != null ? List.of(dataset)
                : workspace.datasets().list().stream().filter(one -> one.responses() > 0).map(DatasetInfo::name).toList();
        for (String name : datasets) join(workspace, name, sets, json, console);
        console.answer(json);
        return 0;
    }

    private static int show(ReadResponses read, List<ResponseSets.Named> sets, Console console) {
        console.table(List.of("set", "system", "responses"), sets.stream()
                .map(set -> List.of(set.name(), set.system(), ImportCommand.number(set.responses().size()))).toList());
        var first = sets.get(0).responses().get(0);
        console.line("The first record:");
        for (String turn : first.context()) console.line("  turn       %s", VisibleText.line(turn, 300));
        console.line("  response   %s", VisibleText.line(first.text(), 300));
        console.line("  reference  %s", VisibleText.line(first.reference(), 300));
        console.line("  emotion    %s", VisibleText.line(first.emotion(), 300));
        console.line("Nothing was stored.");
        console.answer(ListCommand.ordered("format", read.format(), "notes", read.notes(), "sets",
                sets.stream().map(set -> ListCommand.ordered("name", set.name(), "responses",
                set.responses().size())).toList(), "stored", false));
        return 0;
    }

    private void join(Workspace workspace, String name, List<ResponseSets.Named> sets, List<Map<String, Object>> json, Console console) {
        ContextJoin join = new ContextJoin(workspace.datasets().examples(name, null));
        for (int i = 0; i < sets.size(); i++) {
            ContextJoin.Result result = join.join(sets.get(i).responses());
            if (result.joined() == 0 && dataset == null) continue;
            console.line("%s with %s: %s.", sets.get(i).name(), name, result.words());
            json.get(i).put("joined with " + name, result.joined());
        }
    }
}
