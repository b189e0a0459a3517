package org.empathyworkbench.app;

import ai.djl.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.empathyworkbench.data.DemoCorpus;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.identifier.Attention;
import org.empathyworkbench.identifier.Head;
import org.empathyworkbench.identifier.Identifier;
import org.empathyworkbench.identifier.IdentifierConfig;
import org.empathyworkbench.identifier.IdentifierSetFile;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TokenizerTrainer;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.Workspace;

/** Models of a workspace that have learned nothing: random weights, a small vocabulary; enough to ask and to be answered. */
public final class TinyModels {
    private TinyModels() { }

    /** 120 dialogues of the bundled corpus. */
    public static Corpus corpus() { return DemoCorpus.generate(3, 120); }

    public static void generator(Workspace workspace, String name, long seed) { generator(workspace, name, seed, ""); }

    /** @param run that made it; empty for none */
    public static void generator(Workspace workspace, String name, long seed, String run) {
        Path folder = folder(workspace, name);
        int pieces = vocabulary(folder);
        Torch.start(1);
        try (T5Model model = T5Model.random(config(pieces), seed, Device.cpu())) {
            model.save(folder);
            workspace.models().add(ModelInfo.of(name, ModelKind.GENERATOR, "made by a test", model.parameterCount()).madeBy(run));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void identifiers(Workspace workspace, String name, long seed) {
        Torch.start(1);
        identifiers(workspace, name, seed, TinyModels::config);
    }

    /** @param encoder of so many pieces; the engine must have been started */
    public static void identifiers(Workspace workspace, String name, long seed, IntFunction<T5Config> encoder) {
        Path folder = folder(workspace, name);
        IdentifierConfig config = new IdentifierConfig(encoder.apply(vocabulary(folder)),
                Head.PAPER, Attention.QKV_AND_OUTPUT_PROJECTION, 200, 50);
        try {
            for (Mechanism mechanism : Mechanism.values()) {
                Files.createDirectories(folder.resolve(mechanism.fileName()));
                try (Identifier identifier = Identifier.random(config, seed + mechanism.ordinal(), Device.cpu())) {
                    identifier.save(folder.resolve(mechanism.fileName()));
                }
            }
            new IdentifierSetFile(List.of(Mechanism.values()), config.head(), config.attention(),
                    config.contextTokens(), config.responseTokens(), IdentifierSetFile.TOKENIZER).write(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        workspace.models().add(ModelInfo.of(name, ModelKind.IDENTIFIERS, "made by a test", 1));
    }

    private static T5Config config(int pieces) { return T5Config.small(pieces, 32, 64, 1, 2, 0); }

    private static Path folder(Workspace workspace, String name) {
        try {
            return Files.createDirectories(workspace.models().folder(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int vocabulary(Path folder) {
        List<String> texts = new ArrayList<>();
        corpus().dialogues().forEach(dialogue -> dialogue.turns().forEach(turn -> texts.add(turn.text())));
        return TokenizerTrainer.train(texts, 400, folder.resolve("tokenizer.json"), ProgressListener.none());
    }
}
