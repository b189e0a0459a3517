package org.empathyworkbench.modelimport;

import ai.djl.Device;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.identifier.Identifier;
import org.empathyworkbench.identifier.IdentifierSetFile;
import org.empathyworkbench.io.FileTrees;
import org.empathyworkbench.io.RegularFiles;
import org.empathyworkbench.io.VisibleText;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.t5.UnreadWeights;
import org.empathyworkbench.t5.WeightFiles;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.training.IdentifierReport;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * Takes a Hugging Face T5 folder, or a folder of identifiers, into the workspace. The model is loaded once, so
 * that one that cannot be used is never stored.
 */
public final class ModelImport {
    private static final String CONFIG = "config.json";
    private static final String TOKENIZER = ImportedTokenizer.NAME;
    private static final String GENERATION = "generation_config.json";
    /** The fact of a model that names tensors in its files that it does not use. */
    public static final String UNUSED = "tensors not used";

    private ModelImport() { }

    /**
     * A generator's folder, or one that identifier training made.
     *
     * @throws UserInputException naming the file that is missing, damaged or does not fit, or the name that is taken
     */
    public static ModelInfo any(Workspace workspace, Path folder, String name) {
        return Files.exists(folder.resolve(IdentifierSetFile.NAME))
                ? identifiers(workspace, folder, name) : generator(workspace, folder, name);
    }

    /** @throws UserInputException as {@link #any} */
    public static ModelInfo generator(Workspace workspace, Path folder, String name) {
        return generator(workspace, folder, name, "imported from " + folder.toAbsolutePath().normalize(), Map.of(), false);
    }

    /**
     * @param source display text of its origin
     * @param facts  what else is to be kept of it
     * @param own    the folder is ours to be deleted, so its files need not be copied where links do
     */
    static ModelInfo generator(Workspace workspace, Path folder, String name, String source, Map<String, String> facts, boolean own) {
        requireFolder(folder);
        WeightFiles.requireNoOtherForm(folder);
        requireFile(folder, CONFIG);
        List<String> weights = WeightFiles.names(folder);
        requireFree(workspace, name);
        T5Config config = T5Config.read(folder.resolve(CONFIG));
        try (ImportedTokenizer imported = ImportedTokenizer.of(folder, config.vocabularySize())) {
            ContextLimits limits = ContextLimits.read(folder);
            long parameters;
            List<String> unused;
            try (T5Model model = T5Model.load(folder, Device.cpu())) {
                TextTokenizer.load(imported.file(), config.vocabularySize()).close();
                requireEnds(folder, config);
                unused = model.unused(folder);
                parameters = model.parameterCount();
            }
            Map<String, String> all = new LinkedHashMap<>(facts);
            all.putAll(Map.of("d_model", String.valueOf(config.dModel()), "layers", String.valueOf(config.layers()),
                    "vocabulary", String.valueOf(config.vocabularySize()), "family", config.family(), "reads", limits.words()));
            imported.made().ifPresent(made -> all.put(TOKENIZER, made));
            if (!unused.isEmpty())
                all.put(UNUSED, unused.size() + ": "
                        + String.join(", ", unused.stream().limit(3).map(tensor -> VisibleText.line(tensor, 80)).toList())
                        + (unused.size() > 3 ? ", ..." : ""));
            List<String> files = new ArrayList<>(List.of(CONFIG));
            if (Files.exists(folder.resolve(GENERATION))) files.add(GENERATION);
            if (limits.source() == ContextLimits.Source.MODEL) files.add(ContextLimits.FILE);
            files.addAll(weights);
            return take(workspace, folder, files, imported.file(),
                    ModelInfo.of(name, ModelKind.GENERATOR, source, parameters).withFacts(all), own);
        }
    }

    private static void requireFolder(Path folder) {
        if (Files.isDirectory(folder)) return;
        if (!Files.exists(folder))
            throw new UserInputException("There is no folder " + folder.toAbsolutePath() + ". Nothing was imported. Check the path.");
        throw new UserInputException(folder.toAbsolutePath() + " is a file, not a model's folder. "
                + UnreadWeights.ofFile(folder).map(unread -> unread.cause() + " ").orElse("") + "Nothing was imported. A model's folder "
                        + "holds config.json, tokenizer.json, and model.safetensors or model.safetensors.index.json with its shards.");
    }

    /** The tokenizer's padding and end of sequence are the model's. */
    private static void requireEnds(Path folder, T5Config config) {
        if (config.padId() == TextTokenizer.PAD && config.eosId() == TextTokenizer.EOS) return;
        throw new UserInputException(folder.resolve(CONFIG) + " says pad_token_id " + config.padId() + " and eos_token_id "
                + config.eosId() + ", but in " + TOKENIZER + " they are " + TextTokenizer.PAD + " and "
                + TextTokenizer.EOS + ". Nothing was imported. Choose the config.json and tokenizer.json of one model.");
    }

    private static void requireFile(Path folder, String file) {
        if (Files.exists(folder.resolve(file))) return;
        throw new UserInputException("The folder " + folder + " has no " + file + ". Nothing was imported. "
                + "A model's folder holds config.json, tokenizer.json, and "
                + "model.safetensors or model.safetensors.index.json with its shards.");
    }

    /** @throws UserInputException as {@link #any} */
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
        return take(workspace, folder, files, null,
                ModelInfo.of(name, ModelKind.IDENTIFIERS, "imported from " + folder.toAbsolutePath().normalize(), parameters)
                .withFacts(Map.of("head", Settings.word(set.head()))), false);
    }

    /** @throws UserInputException when a name is taken or cannot be one */
    static void requireFree(Workspace workspace, String name) {
        workspace.models().folder(name);                                    // refuses what cannot be a name
        if (workspace.models().find(name).isPresent()) {
            throw new UserInputException("The workspace already has a model named \""
                    + name + "\". Nothing was imported. Choose another name.");
        }
    }

    /** @param tokenizer of a generator, which may lie elsewhere; null for none */
    private static ModelInfo take(Workspace workspace, Path folder, List<String> files,
            @Nullable Path tokenizer, ModelInfo info, boolean own) {
        files.forEach(file -> requireRegular(folder.resolve(file)));
        if (tokenizer != null) requireRegular(tokenizer);
        Path making = workspace.folder().resolve("models").resolve(".making-" + UUID.randomUUID());
        try {
            try {
                Files.createDirectories(making);
                if (tokenizer != null) take(tokenizer, making.resolve(TOKENIZER), own);
                for (String file : files) {
                    Files.createDirectories(making.resolve(file).getParent());
                    take(folder.resolve(file), making.resolve(file), own);
                }
                String stored = ModelPublication.publish(workspace, making, info.name(), info);
                return workspace.models().find(stored).orElseThrow();
            } finally {
                FileTrees.delete(making);
            }
        } catch (IOException e) {
            throw new UserInputException("The model's files cannot be copied into " + making.getParent() + " ("
                    + FileFault.words(e) + "). Nothing was imported. Look for space and permissions.", e);
        }
    }

    private static void requireRegular(Path file) {
        try {
            RegularFiles.require(file);
        } catch (IOException e) {
            throw new UserInputException(file + " cannot be copied: " + FileFault.words(e)
                    + ". Nothing was imported. Take it out of the folder, or copy the model again.", e);
        }
    }

    private static void take(Path from, Path to, boolean own) throws IOException {
        RegularFiles.require(from);
        if (own) {
            try {
                Files.createLink(to, from);
                return;
            } catch (FileSystemException | UnsupportedOperationException e) {
                Files.deleteIfExists(to);                                       // another disk, or one without links: copied below
            }
        }
        try (InputStream in = RegularFiles.open(from, Long.MAX_VALUE)) {
            Files.copy(in, to);
        }
    }
}
