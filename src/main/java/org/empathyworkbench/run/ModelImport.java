package org.empathyworkbench.run;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.identifier.Identifier;
import org.empathyworkbench.identifier.IdentifierSetFile;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.training.IdentifierReport;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.Workspace;

/** Takes a Hugging Face T5 folder, or a folder of identifiers, into the workspace. The model is loaded once, so that one that cannot be used is never stored. */
public final class ModelImport {
    private static final List<String> FILES = List.of("config.json", "model.safetensors", "tokenizer.json");

    private ModelImport() { }

    /**
     * A generator's folder, or one that identifier training made.
     *
     * @throws BadInput naming the file that is missing, damaged or does not fit, or the name that is taken
     */
    public static ModelInfo any(Workspace workspace, Path folder, String name) {
        return Files.exists(folder.resolve(IdentifierSetFile.NAME)) ? identifiers(workspace, folder, name) : generator(workspace, folder, name);
    }

    /** @throws BadInput as {@link #any} */
    public static ModelInfo generator(Workspace workspace, Path folder, String name) {
        if (!Files.isDirectory(folder)) throw new BadInput("There is no folder " + folder.toAbsolutePath() + ". Nothing was imported. Check the path.");
        for (String file : FILES) {
            if (!Files.exists(folder.resolve(file))) {
                throw new BadInput("The folder " + folder + " has no " + file + ". Nothing was imported. A model's folder holds config.json, "
                        + "model.safetensors and tokenizer.json.");
            }
        }
        requireFree(workspace, name);
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
        return copy(workspace, folder, FILES, info);
    }

    /** @throws BadInput as {@link #any} */
    public static ModelInfo identifiers(Workspace workspace, Path folder, String name) {
        requireFree(workspace, name);
        EmpathyScorer.load(folder, Device.cpu()).close();                   // refuses what cannot score
        IdentifierSetFile set = IdentifierSetFile.read(folder);
        List<String> files = new ArrayList<>(List.of(IdentifierSetFile.NAME, set.tokenizer()));
        if (Files.exists(folder.resolve(IdentifierReport.NAME))) files.add(IdentifierReport.NAME);
        long parameters = 0;
        for (Mechanism mechanism : Mechanism.values()) {
            try (Identifier identifier = Identifier.load(folder.resolve(mechanism.fileName()), set, Device.cpu())) {
                parameters += identifier.parameterCount();
            }
            for (String file : List.of("config.json", "model.safetensors")) files.add(mechanism.fileName() + "/" + file);
        }
        return copy(workspace, folder, files, ModelInfo.of(name, ModelKind.IDENTIFIERS, "imported from " + folder.toAbsolutePath().normalize(), parameters)
                .withFacts(Map.of("head", Settings.word(set.head()))));
    }

    private static void requireFree(Workspace workspace, String name) {
        workspace.models().folder(name);                                    // refuses what cannot be a name
        if (workspace.models().find(name).isPresent()) {
            throw new BadInput("The workspace already has a model named \"" + name + "\". Nothing was imported. Choose another name.");
        }
    }

    private static ModelInfo copy(Workspace workspace, Path folder, List<String> files, ModelInfo info) {
        Path making = workspace.folder().resolve("models").resolve(".making-" + UUID.randomUUID());
        try {
            try {
                Files.createDirectories(making);
                for (String file : files) {
                    Files.createDirectories(making.resolve(file).getParent());
                    Files.copy(folder.resolve(file), making.resolve(file));
                }
                String stored = Making.publish(workspace, making, info.name(), info);
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
