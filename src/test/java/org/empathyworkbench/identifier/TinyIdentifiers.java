package org.empathyworkbench.identifier;

import ai.djl.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TokenizerTrainer;
import org.empathyworkbench.torch.Torch;

/** A set of untrained identifiers with a vocabulary learnt from a handful of sentences. */
public final class TinyIdentifiers {
    public static final List<String> SENTENCES = List.of("I lost my job and feel very sad.", "That sounds hard, what happened then?",
            "I am so sorry to hear that.", "My dog died last night and the house is quiet.", "Did anybody say why? It must hurt a lot.");

    private TinyIdentifiers() { }

    /** @param deviation of the embeddings: large ones make levels that differ from word to word */
    public static EmpathyScorer of(Path folder, double deviation) {
        Torch.start(1);
        int pieces = TokenizerTrainer.train(SENTENCES, 200, folder.resolve("tokenizer.json"), ProgressListener.none());
        IdentifierConfig config = new IdentifierConfig(T5Config.small(pieces, 16, 32, 2, 2, 0),
                Head.PAPER, Attention.QKV_AND_OUTPUT_PROJECTION, 40, 24);
        try {
            for (Mechanism mechanism : Mechanism.values()) {
                try (Identifier identifier = Identifier.random(config, deviation, 3 + mechanism.ordinal(), Device.cpu())) {
                    identifier.save(Files.createDirectories(folder.resolve(mechanism.fileName())));
                }
            }
            new IdentifierSetFile(List.of(Mechanism.values()), config.head(), config.attention(),
                    config.contextTokens(), config.responseTokens(), "tokenizer.json").write(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return EmpathyScorer.load(folder, Device.cpu());
    }
}
