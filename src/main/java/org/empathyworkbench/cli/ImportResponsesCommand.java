package org.empathyworkbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.data.NamedResponses;
import org.empathyworkbench.data.ResponseReaders;
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
    @Option(names = "--format", required = true, paramLabel = "FORMAT", description = "moel, mime, kemp, empdg or jsonl.")
    private String format;

    @Option(names = "--name", paramLabel = "PREFIX", defaultValue = "", description = "Put before the name of each set. Default: nothing.")
    private String prefix;

    @Parameters(paramLabel = "FILE", description = "The published file.")
    private Path file;

    @Override int work(Workspace workspace, Console console) {
        List<ResponseSets.Named> sets = new ArrayList<>();
        for (NamedResponses found : argument(() -> ResponseReaders.byFormat(format)).read(file)) {
            sets.add(new ResponseSets.Named(prefix + found.name(), found.system(), found.responses()));
        }
        List<ResponseSetInfo> stored = workspace.responseSets().addAll(file.toAbsolutePath().normalize().toString(), sets);
        console.table(List.of("set", "system", "responses"), stored.stream()
                .map(set -> List.of(set.name(), set.system(), ImportCommand.number(set.responses()))).toList());
        console.answer(stored.stream().map(ListCommand::json).toList());
        return 0;
    }
}
