package org.empathyworkbench.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.text.TokenizerTrainer;
import org.empathyworkbench.torch.Precision;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmpathyScorerTest {
    @TempDir
    Path folder;

    @BeforeEach
    void makeASet() throws IOException {
        Torch.start(1);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 40; i++) texts.add("I lost my job number " + i + " and feel very sad. That sounds hard, what happened then?");
        int pieces = TokenizerTrainer.train(texts, 300, folder.resolve("tokenizer.json"), ProgressListener.none());
        IdentifierConfig config = new IdentifierConfig(T5Config.small(pieces, 16, 32, 1, 2, 0.1),
                Head.PAPER, Attention.QKV_AND_OUTPUT_PROJECTION, 20, 12);
        for (Mechanism mechanism : Mechanism.values()) {
            try (Identifier identifier = Identifier.random(config, mechanism.ordinal(), Device.cpu())) {
                identifier.save(Files.createDirectories(folder.resolve(mechanism.fileName())));
            }
        }
        new IdentifierSetFile(List.of(Mechanism.values()), config.head(), config.attention(), 20, 12, "tokenizer.json").write(folder);
    }

    @Test
    void sixteenBitProductsComeNearTheExactProbabilitiesAndLeaveTheWeightsAlone() {
        try (EmpathyScorer exact = EmpathyScorer.load(folder, Device.cpu());
                EmpathyScorer rounded = EmpathyScorer.load(folder, Device.cpu(), Precision.BF16)) {
            EmpathyProfile full = exact.score(List.of("I lost my job."), "That sounds hard, what happened then?");
            EmpathyProfile half = rounded.score(List.of("I lost my job."), "That sounds hard, what happened then?");
            double greatest = 0;
            for (Mechanism mechanism : Mechanism.values()) {
                for (Level level : Level.values())
                    greatest = Math.max(greatest, Math.abs(full.probability(mechanism, level) - half.probability(mechanism, level)));
            }
            assertThat(greatest).isBetween(1e-7, 0.05);
            assertThat(rounded.hash()).isEqualTo(exact.hash());
        }
    }

    @Test
    void pairsGetTheSameAloneAndAmongOthersInTheCallersOrder() {
        List<List<String>> contexts = new ArrayList<>();
        List<String> responses = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            contexts.add(i % 3 == 0 ? List.of("I feel sad.")
                    : List.of("I lost my job " + i, "What happened?", "I feel very very hard things " + "sad ".repeat(i % 9)));
            responses.add(i == 5 ? "" : "That sounds hard " + "then ".repeat(i % 14));
        }
        try (EmpathyScorer scorer = EmpathyScorer.load(folder, Device.cpu())) {
            String hash = scorer.hash();
            List<EmpathyProfile> together = scorer.score(contexts, responses);
            for (int i = 0; i < contexts.size(); i++) {
                EmpathyProfile alone = scorer.score(contexts.get(i), responses.get(i));
                for (Mechanism mechanism : Mechanism.values()) {
                    double sum = 0;
                    for (Level level : Level.values()) {
                        assertThat(together.get(i).probability(mechanism, level)).as("pair %d", i)
                                .isCloseTo(alone.probability(mechanism, level), within(1e-5));
                        sum += alone.probability(mechanism, level);
                    }
                    assertThat(sum).isCloseTo(1, within(1e-12));
                }
                assertThat(together.get(i).reward(alone.levels())).isGreaterThan(0).isLessThanOrEqualTo(1);
            }
            assertThat(scorer.score(List.of(), List.<String>of())).isEmpty();
            assertThat(scorer.hash()).isEqualTo(hash);
        }
    }

    @Test
    void aSavedSetIsReadBackExactly() throws IOException {
        IdentifierSetFile set = IdentifierSetFile.read(folder);
        Path mechanism = folder.resolve(Mechanism.EXPLORATION.fileName());
        try (Identifier identifier = Identifier.load(mechanism, set, Device.cpu())) {
            String hash = identifier.hash();
            identifier.save(mechanism);
            try (Identifier again = Identifier.load(mechanism, set, Device.cpu())) {
                assertThat(again.hash()).isEqualTo(hash);
                assertThat(again.config()).isEqualTo(identifier.config());
            }
        }
    }

    @Test
    void damagedOrUnfitFilesAreRefusedInOneSentenceThatNamesThem() throws IOException {
        Path er = folder.resolve("emotional_reaction");
        refused("identifiers.json", folder.resolve("identifiers.json"), "{\"format_version\": 1");
        refused("format version 2", folder.resolve("identifiers.json"),
                read("identifiers.json").replace("\"format_version\": 1", "\"format_version\": 2"));
        refused("\"middle\"", folder.resolve("identifiers.json"), read("identifiers.json").replace("\"paper\"", "\"middle\""));
        refused("no identifier for exploration", folder.resolve("identifiers.json"),
                read("identifiers.json").replace("\"interpretation\",", "\"interpretation\"").replace("\"exploration\"", ""));
        refused("has no weight \"classifier.0.weight\"", folder.resolve("identifiers.json"),
                read("identifiers.json").replace("\"paper\"", "\"code\""));
        refused("model.safetensors", er.resolve("model.safetensors"), "short");
        refused("config.json", er.resolve("config.json"), "[]");
        refused("d_model", er.resolve("config.json"), read("emotional_reaction/config.json").replace("\"d_model\": 16,", ""));
        refused("has shape", er.resolve("config.json"),
                read("emotional_reaction/config.json").replace("\"d_model\": 16,", "\"d_model\": 24,"));
        refused("tokenizer.json", folder.resolve("tokenizer.json"), "no tokenizer");
        Files.delete(er.resolve("model.safetensors"));
        assertThatThrownBy(() -> EmpathyScorer.load(folder, Device.cpu()))
                .isInstanceOf(UserInputException.class).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> EmpathyScorer.load(er, Device.cpu()))
                .isInstanceOf(UserInputException.class).hasMessageContaining("has no set of identifiers");
    }

    @Test
    void aTokenizerWithMorePiecesThanEmbeddingsIsRefused() throws IOException {
        int pieces;
        try (TextTokenizer tokenizer = TextTokenizer.load(folder.resolve("tokenizer.json"))) { pieces = tokenizer.vocabularySize(); }
        IdentifierConfig small = new IdentifierConfig(T5Config.small(pieces - 1, 16, 32, 1, 2, 0.1),
                Head.PAPER, Attention.QKV_AND_OUTPUT_PROJECTION, 20, 12);
        try (Identifier identifier = Identifier.random(small, 1, Device.cpu())) { identifier.save(folder.resolve("interpretation")); }
        assertThatThrownBy(() -> EmpathyScorer.load(folder, Device.cpu()))
                .isInstanceOf(UserInputException.class).hasMessageContaining("pieces but the model expects");
    }

    private String read(String name) throws IOException { return Files.readString(folder.resolve(name)); }

    private void refused(String saying, Path file, String content) throws IOException {
        byte[] good = Files.readAllBytes(file);
        Files.writeString(file, content);
        assertThatThrownBy(() -> EmpathyScorer.load(folder, Device.cpu())).isInstanceOf(UserInputException.class)
                .hasMessageContaining(saying).hasMessageContaining("Nothing was");
        Files.write(file, good);
    }
}
