package org.empathyworkbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.data.ContextJoin;
import org.empathyworkbench.data.NamedResponses;
import org.empathyworkbench.data.ResponseReaders;
import org.empathyworkbench.workspace.DatasetInfo;
import org.empathyworkbench.workspace.ResponseSetInfo;
import org.empathyworkbench.workspace.ResponseSets;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "import-responses", description = "Reads what other systems answered, to evaluate and compare it like our own models' answers.",
        footer = {"", "Examples:", "  app/run import-responses --format moel generation_result.txt",
            "  app/run import-responses --format jsonl my-system.jsonl --name mine-"})
final class ImportResponsesCommand extends WorkspaceCommand {
    @Option(names = "--format", required = true, paramLabel = "FORMAT", description = "moel, mime, kemp, empdg, chatgpt or jsonl.")
    private String format;

    @Option(names = "--name", paramLabel = "PREFIX", defaultValue = "", description = "Put before the name of each set. Default: nothing.")
    private String prefix;

    @Option(names = "--dataset", paramLabel = "NAME", description = "Say how many of the responses answer contexts of this dataset. Default: of every dataset that some answer.")
    private String dataset;

    @Parameters(paramLabel = "FILE", description = "The published file, or for empdg their folder.")
    private Path file;

    @Override int work(Workspace workspace, Console console) {
        List<ResponseSets.Named> sets = new ArrayList<>();
        for (NamedResponses found : argument(() -> ResponseReaders.byFormat(format)).read(file)) {
            sets.add(new ResponseSets.Named(prefix + found.name(), found.system(), found.responses()));
        }
        List<ResponseSetInfo> stored = workspace.responseSets().addAll(file.toAbsolutePath().normalize().toString(), sets);
        console.table(List.of("set", "system", "responses"), stored.stream()
                .map(set -> List.of(set.name(), set.system(), ImportCommand.number(set.responses()))).toList());
        List<Map<String, Object>> json = new ArrayList<>(stored.stream().map(ListCommand::json).toList());
        List<String> datasets = dataset != null ? List.of(dataset) : workspace.datasets().list().stream().filter(one -> one.responses() > 0).map(DatasetInfo::name).toList();
        for (String name : datasets) join(workspace, name, sets, json, console);
        console.answer(json);
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
