package org.empathyworkbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.run.ModelImport;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "import-model", description = "Copies a T5 from a Hugging Face folder (config.json, model.safetensors, tokenizer.json), "
        + "or identifiers from a folder that their training made, into the workspace.",
        footer = {"", "Example:", "  app/run import-model ~/models/t5-small --name t5-small"})
final class ImportModelCommand extends WorkspaceCommand {
    @Option(names = "--name", paramLabel = "NAME", description = "What the model is to be called. Default: the folder's name.")
    private String name;

    @Parameters(paramLabel = "DIR", description = "The model's folder.")
    private Path folder;

    @Override int work(Workspace workspace, Console console) {
        if (!Files.exists(folder) && folder.toString().matches("[\\w.-]+(/[\\w.-]+)?")) {
            throw new BadInput("There is no folder \"" + folder + "\", and this version imports models from folders only, not by a hub's id. Nothing was "
                    + "imported. Download the model's config.json, model.safetensors and tokenizer.json into a folder and name that.");
        }
        console.progress("Reading " + folder + " ...");
        ModelInfo model = ModelImport.any(workspace, folder, name == null ? folder.toAbsolutePath().normalize().getFileName().toString() : name);
        console.line("Stored as model \"%s\": %,d parameters.", model.name(), model.parameters());
        console.answer(ListCommand.json(model));
        return 0;
    }
}
