package org.empathyworkbench.run;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.Workspace;

/** Takes a Hugging Face T5 folder into the workspace. The model is loaded once, so that one that cannot be used is never stored. */
public final class ModelImport {
    private static final List<String> FILES = List.of("config.json", "model.safetensors", "tokenizer.json");

    private ModelImport() { }

    /** @throws BadInput naming the file that is missing, damaged or does not fit, or the name that is taken */
    public static ModelInfo generator(Workspace workspace, Path folder, String name) {
        if (!Files.isDirectory(folder)) throw new BadInput("There is no folder " + folder.toAbsolutePath() + ". Nothing was imported. Check the path.");
        for (String file : FILES) {
            if (!Files.exists(folder.resolve(file))) {
                throw new BadInput("The folder " + folder + " has no " + file + ". Nothing was imported. A model's folder holds config.json, "
                        + "model.safetensors and tokenizer.json.");
            }
        }
        workspace.models().folder(name);                                    // refuses what cannot be a name
        if (workspace.models().find(name).isPresent()) {
            throw new BadInput("The workspace already has a model named \"" + name + "\". Nothing was imported. Choose another name.");
        }
        long parameters;
        T5Config config;
        try (T5Model model = T5Model.load(folder, Device.cpu()); TextTokenizer tokenizer = TextTokenizer.load(folder.resolve("tokenizer.json"))) {
            config = model.config();
            tokenizer.requireFits(config.vocabularySize());
            parameters = model.parameterCount();
        }
        ModelInfo info = ModelInfo.of(name, ModelKind.GENERATOR, "imported from " + folder.toAbsolutePath().normalize(), parameters)
                .withFacts(Map.of("d_model", String.valueOf(config.dModel()), "layers", String.valueOf(config.layers()),
                        "vocabulary", String.valueOf(config.vocabularySize()), "family", config.gated() ? "T5 v1.1" : "T5 v1.0"));
        Path making = workspace.folder().resolve("models").resolve(".making-" + UUID.randomUUID());
        try {
            try {
                Files.createDirectories(making);
                for (String file : FILES) Files.copy(folder.resolve(file), making.resolve(file));
                String stored = Making.publish(workspace, making, name, info);
                return workspace.models().find(stored).orElseThrow();
            } finally {
                Making.clear(making);
            }
        } catch (IOException e) {
            throw new BadInput("The model's files cannot be copied into the workspace (" + e.getMessage() + "). Nothing was imported. Look for space and "
                    + "permissions.", e);
        }
    }
}
