package org.empathyworkbench.bench;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.identifier.Attention;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.identifier.Head;
import org.empathyworkbench.identifier.Identifier;
import org.empathyworkbench.identifier.IdentifierConfig;
import org.empathyworkbench.identifier.IdentifierSetFile;

/** Three untrained identifiers. */
final class RandomIdentifiers {
    private RandomIdentifiers() { }

    static IdentifierConfig config(BenchSize size, int contextTokens, int responseTokens) {
        return new IdentifierConfig(size.config(), Head.CODE, Attention.QKV_AND_OUTPUT_PROJECTION, contextTokens, responseTokens);
    }

    /**
     * As the authors' code builds them: mean over the response, two-layer classifier.
     *
     * @param folder with a tokenizer, where they are written
     */
    static EmpathyScorer in(Path folder, BenchSize size, int contextTokens, int responseTokens, Device device) throws IOException {
        IdentifierConfig config = config(size, contextTokens, responseTokens);
        for (Mechanism mechanism : Mechanism.values()) {
            try (Identifier identifier = Identifier.random(config, mechanism.ordinal(), device)) {
                identifier.save(Files.createDirectories(folder.resolve(mechanism.fileName())));
            }
        }
        new IdentifierSetFile(List.of(Mechanism.values()), config.head(), config.attention(),
                contextTokens, responseTokens, IdentifierSetFile.TOKENIZER).write(folder);
        return EmpathyScorer.load(folder, device);
    }
}
