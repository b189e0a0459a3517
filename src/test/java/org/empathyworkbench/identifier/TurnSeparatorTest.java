package org.empathyworkbench.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.text.ContextText;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What identifiers read between two turns. */
class TurnSeparatorTest {
    private static final List<String> TURNS = List.of("I lost my job.", "Oh no. Why?", "They closed the shop.");

    @TempDir Path folder;

    @BeforeAll static void start() { Torch.start(1); }

    @Test void identifiersThatNeverLearntTheSeparatorReadABlank() throws IOException {
        String before;
        try (EmpathyScorer scorer = TinyIdentifiers.of(folder, 1)) {
            assertThat(pieces(scorer, TURNS)).as("a set that does not say reads it as before").contains(ContextText.SEPARATOR_PIECE);
            before = scorer.hash();
        }
        IdentifierSetFile.read(folder).withReadsSeparator(false).write(folder);
        try (EmpathyScorer scorer = EmpathyScorer.load(folder, Device.cpu())) {
            assertThat(pieces(scorer, TURNS)).doesNotContain(ContextText.SEPARATOR_PIECE);
            assertThat(scorer.contextIds(TURNS)).containsExactly(scorer.contextIds(List.of(String.join(" ", TURNS))));
            EmpathyProfile read = scorer.score(TURNS, "I am sorry.");
            double reward = scorer.score(List.of(String.join(" ", TURNS)), "I am sorry.").reward(read.levels());
            assertThat(read.reward(read.levels())).isCloseTo(reward, within(1e-6));
            assertThat(scorer.reading(TURNS).score("I am sorry.").reward(read.levels()))
                    .as("in the Inspector").isCloseTo(reward, within(1e-6));
            assertThat(scorer.hash()).as("what is kept of the other reading is not taken for this one")
                    .isNotEqualTo(before).startsWith(before);
        }
    }

    @Test void wordsOfATurnKeepTheirPlacesWhateverStandsBetweenTurns() throws IOException {
        TinyIdentifiers.of(folder, 1).close();
        for (boolean reads : new boolean[] {true, false}) {
            IdentifierSetFile.read(folder).withReadsSeparator(reads).write(folder);
            try (EmpathyScorer scorer = EmpathyScorer.load(folder, Device.cpu())) {
                Evidence evidence = scorer.reading(TURNS).evidence("I am sorry.", EvidenceMethod.CONTEXT_ATTENTION,
                        EvidenceSettings.standard(), () -> false).values().iterator().next();
                assertThat(evidence.words().stream().map(EvidenceWord::turn).distinct()).containsExactly(0, 1, 2);
                for (EvidenceWord word : evidence.words()) {
                    if (word.turn() >= 0) assertThat(TURNS.get(word.turn()).substring(word.from(), word.to())).isEqualTo(word.text());
                }
            }
        }
    }

    @Test void aSetFileThatSaysSomethingElseIsRefused() throws IOException {
        TinyIdentifiers.of(folder, 1).close();
        Path file = folder.resolve(IdentifierSetFile.NAME);
        Files.writeString(file, Files.readString(file).replace("\"bar\"", "\"comma\""));
        assertThatThrownBy(() -> IdentifierSetFile.read(folder))
                .isInstanceOf(UserInputException.class).hasMessageContaining("turn_separator");
    }

    private static List<String> pieces(EmpathyScorer scorer, List<String> turns) {
        return Arrays.stream(scorer.contextIds(turns)).mapToObj(scorer.tokenizer()::piece).toList();
    }
}
