package org.empathyworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.empathyworkbench.text.SpieceFile.BYTE;
import static org.empathyworkbench.text.SpieceFile.CONTROL;
import static org.empathyworkbench.text.SpieceFile.NORMAL;
import static org.empathyworkbench.text.SpieceFile.UNKNOWN;
import static org.empathyworkbench.text.SpieceFile.UNUSED;
import static org.empathyworkbench.text.SpieceFile.USER;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.empathyworkbench.SharedData;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of SentencePiece: the published one of T5 against its reference ids, and small ones that are written here byte by byte. */
class SentencePieceTokenizerTest {
    @TempDir Path folder;

    @Test void theIdsOfT5AreThoseOfTheReferenceAndOfThePublishedTokenizer() throws IOException {
        Path cases = SharedData.data("t5/t5-base-tests.json");
        Path made = folder.resolve("tokenizer.json");
        assertThat(SentencePieceTokenizer.write(SharedData.cases("m16-spiece-only/model"), 32_128, made))
                .isEqualTo("made from spiece.model: 32,000 pieces, 100 sentinels");
        try (TextTokenizer tokenizer = TextTokenizer.load(made);
                TextTokenizer published = TextTokenizer.load(SharedData.data("t5/t5-small/tokenizer.json"))) {
            int checked = 0;
            for (JsonElement element : JsonParser.parseString(Files.readString(cases)).getAsJsonArray()) {
                JsonArray one = element.getAsJsonArray();
                int[] ids = IntStream.range(0, one.get(1).getAsJsonArray().size()).map(i -> one.get(1).getAsJsonArray().get(i).getAsInt())
                        .toArray();
                assertThat(tokenizer.encode(one.get(0).getAsString())).as(one.get(0).getAsString()).containsExactly(ids);
                assertThat(tokenizer.decode(ids)).isEqualTo(published.decode(ids));
                checked++;
            }
            assertThat(checked).isEqualTo(1_995);
            assertThat(tokenizer.vocabularySize()).isEqualTo(published.vocabularySize());
            assertThat(IntStream.range(0, 32_100).filter(id -> !tokenizer.piece(id).equals(published.piece(id)))).isEmpty();
            for (String text : List.of("", " ", "a  b\tc\nd", "\uFF26\uFF55\uFF4C\uFF4C \u2460 \uFB01n", "<extra_id_0> sad </s> <pad>",
                    "emoji \uD83D\uDE00\u200D\uD83D\uDE00 \u6F22\u5B57", "e\u0301 \u00e9",
                    "I'm\u2019s \u201cok\u201d \u2026 \u2014", "\u2581 \u2581a", "\u00a0x\u3000y\u2028z", "<0x41>")) {
                assertThat(tokenizer.encode(text)).as(text).containsExactly(published.encode(text));
            }
        }
    }

    @Test void whatStandsInThePlaceOfTheFileIsNamed() throws IOException {
        Path file = folder.resolve(SentencePieceTokenizer.FILE);
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0".repeat(64) + "\nsize 791656\n";
        for (String[] one : new String[][] {{pointer, "a Git LFS pointer"},
                {"<!DOCTYPE html><html></html>", "a web page"}, {"Entry not found", "the hub's answer"}}) {
            Files.writeString(file, one[0]);
            assertThatThrownBy(() -> SentencePieceTokenizer.write(folder, 200, folder.resolve("tokenizer.json")))
                    .isInstanceOf(UserInputException.class)
                    .hasMessageContaining(file + " is " + one[1]).hasMessageContaining("Nothing was loaded.");
            assertThat(folder.resolve("tokenizer.json")).doesNotExist();
        }
    }

    @Test void aSmallModelGivesTheBestPiecesAndItsSentinels() {
        try (TextTokenizer tokenizer = tokenizer(SpieceFile.small(), 200)) {
            assertThat(tokenizer.encode("ab  a ")).containsExactly(7, 4, 1);          // ▁ab ▁a
            assertThat(tokenizer.encode("bx")).containsExactly(3, 6, 2, 1);            // ▁ b unknown
            assertThat(tokenizer.vocabularySize()).isEqualTo(108);
            assertThat(tokenizer.piece(8)).isEqualTo("<extra_id_99>");
            assertThat(tokenizer.encode("a<extra_id_0>")).containsExactly(4, 107, 1);
            assertThat(tokenizer.decode(new int[] {7, 4, 1})).isEqualTo("ab a");
        }
        try (TextTokenizer small = tokenizer(SpieceFile.small(), 8)) {
            assertThat(small.vocabularySize()).as("no room for sentinels in the model").isEqualTo(8);
        }
    }

    @Test void charactersWithoutAPieceAreWrittenInBytesWhereTheModelDoesSo() {
        SpieceFile model = SpieceFile.small();
        for (int b = 0; b < 256; b++) model.piece(String.format("<0x%02X>", b), 0, BYTE);
        for (String sign : List.of("<", "0", "x", "4", "1", ">")) model.piece(sign, -4, NORMAL);
        model.trainer(new SpieceFile().number(3, 1).number(35, 1));
        try (TextTokenizer tokenizer = tokenizer(model, 300)) {
            assertThat(tokenizer.encode("a\u00e9")).containsExactly(4, 8 + 0xC3, 8 + 0xA9, 1);
            assertThat(tokenizer.decode(new int[] {4, 8 + 0xC3, 8 + 0xA9, 1})).isEqualTo("a\u00e9");
            assertThat(tokenizer.encode("<0x41>")).as("a text that spells a byte piece is no byte").hasSizeGreaterThan(3)
                    .doesNotContain(8 + 0x41);
        }
        assertRefused(SpieceFile.small().piece("<0x00>", 0, BYTE).trainer(new SpieceFile().number(35, 1)), "pieces for 1 of 256");
        assertRefused(SpieceFile.small().piece("<0xag>", 0, BYTE), "as a byte");
    }

    @Test void piecesOfAUserAreFoundAndUnusedOnesAreNot() {
        try (TextTokenizer tokenizer = tokenizer(SpieceFile.small().piece("[me]", 0, USER).piece("aa", -1, UNUSED)
                .piece("<mask>", 0, CONTROL), 11)) {
            assertThat(tokenizer.encode("a[me]a")).containsExactly(4, 8, 5, 1);
            assertThat(tokenizer.encode("aaa")).containsExactly(4, 5, 5, 1);
            assertThat(tokenizer.encode("a <mask>")).contains(10);
        }
    }

    @Test void withoutADummyBlankTheFirstWordHasNone() {
        try (TextTokenizer tokenizer = tokenizer(SpieceFile.small().normalizer(new SpieceFile().number(3, 0)), 8)) {
            assertThat(tokenizer.encode("  ab   a ")).containsExactly(5, 6, 4, 1);       // a b ▁a
        }
    }

    @Test void piecesOfSeveralWordsAreFound() {
        try (TextTokenizer tokenizer = tokenizer(SpieceFile.small().piece("\u2581a\u2581b", -0.5f, NORMAL), 9)) {
            assertThat(tokenizer.encode(" a  b ")).containsExactly(8, 1);
        }
    }

    @Test void tokensThatStandBesideAreAddedOrMustAgree() throws IOException {
        write("tokenizer_config.json", "{\"extra_ids\": 2, \"added_tokens_decoder\": {\"0\": {\"content\": \"<pad>\"}, \"9\": "
                + "{\"content\": \"<extra_id_0>\"}, \"10\": {\"content\": \"<speaker>\"}}}");
        write("added_tokens.json", "{\"<listener>\": 11}");
        try (TextTokenizer tokenizer = tokenizer(SpieceFile.small(), 12)) {
            assertThat(List.of(tokenizer.piece(8), tokenizer.piece(9), tokenizer.piece(10), tokenizer.piece(11)))
                    .containsExactly("<extra_id_1>", "<extra_id_0>", "<speaker>", "<listener>");
            assertThat(tokenizer.encode("<speaker>a")).containsExactly(10, 4, 1);
        }
        write("added_tokens.json", "{\"<listener>\": 3}");
        assertRefused(SpieceFile.small(), "where the vocabulary has");
        write("added_tokens.json", "{\"<listener>\": 99}");
        assertRefused(SpieceFile.small(), "end at");
        write("added_tokens.json", "[]");
        assertRefused(SpieceFile.small(), "not a JSON object");
    }

    @Test void aFileThatIsNoT5sIsRefusedInOneSentence() {
        assertRefused(SpieceFile.small().trainer(new SpieceFile().number(3, 2)), "a model of the kind BPE");
        assertRefused(SpieceFile.small().trainer(new SpieceFile().number(3, 99)), "a model of the kind 99");
        assertRefused(SpieceFile.small().trainer(new SpieceFile().number(24, 1)), "behind a word");
        assertRefused(SpieceFile.small().normalizer(new SpieceFile().number(4, 0)), "neighbouring blanks");
        assertRefused(new SpieceFile(), "holds no pieces");
        assertRefused(new SpieceFile().piece("<unk>", 0, UNKNOWN).piece("<s>", 0, CONTROL).piece("</s>", 0, CONTROL),
                "id 0 is \"<unk>\", not <pad>");
        assertRefused(SpieceFile.small().piece("\u2581a", -1, NORMAL), "twice");
        assertRefused(SpieceFile.small().piece("<x>", 0, UNKNOWN), "2 pieces for what is unknown");
        assertRefused(SpieceFile.small().piece("c", Float.NaN, NORMAL), "score is no number");
        assertRefused(SpieceFile.small().piece("c", Float.NEGATIVE_INFINITY, NORMAL), "score is no number");
        assertRefused(SpieceFile.small().piece("c", 0, 77), "unknown kind");
        assertRefused(SpieceFile.small().piece("c".repeat(50_000_000 / 8), 0, NORMAL), "has a piece of");
        assertRefused(SpieceFile.small().piece("", 0, NORMAL), "empty piece");
        assertRefused(SpieceFile.small().normalizer(new SpieceFile().bytes(2, new byte[] {-1, -1, -1, -1, 0})),
                "has a table of normalisations that");
        assertRefused(SpieceFile.small().raw(new byte[] {0x2a, 0x03, 0x12, 0x01, 0x41}), "when it decodes");
    }

    @Test void damagedBytesAreRefusedWhereTheyAreDamaged() {
        byte[] good = SpieceFile.small().toBytes();
        int refused = 0;
        for (int cut = 1; cut < good.length; cut++) {
            byte[] part = Arrays.copyOf(good, cut);
            Throwable failure = catchThrowable(() -> SentencePieceTokenizer.write(with(part), 200, folder.resolve("part.json")));
            if (failure == null) continue;                          // between two pieces a cut cannot be seen
            assertThat(failure).as("cut at " + cut).isInstanceOf(UserInputException.class).hasMessageContaining("spiece.model");
            refused++;
        }
        assertThat(refused).isGreaterThanOrEqualTo(good.length - 6);
        for (byte[] bad : List.of(new byte[] {0x0a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f},
                new byte[] {0x0a, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
                new byte[] {0x08, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}, new byte[] {0x0b}, new byte[] {0},
                        new byte[] {0x0a, 3, 0x0a, 1, (byte) 0xc3}, new byte[] {0x08, 1})) {
            assertThatThrownBy(() -> SentencePieceTokenizer.write(with(bad), 200, folder.resolve("made.json")))
                    .isInstanceOf(UserInputException.class);
        }
        assertThat(folder.resolve("made.json")).doesNotExist();
        assertThatThrownBy(() -> SentencePieceTokenizer.write(folder.resolve("nowhere"), 200, folder.resolve("made.json")))
                .isInstanceOf(UserInputException.class).hasMessageContaining("spiece.model");
    }

    private TextTokenizer tokenizer(SpieceFile model, int vocabulary) {
        Path made = folder.resolve("tokenizer.json");
        SentencePieceTokenizer.write(with(model.toBytes()), vocabulary, made);
        return TextTokenizer.load(made);
    }

    private void assertRefused(SpieceFile model, String why) {
        assertThatThrownBy(() -> tokenizer(model, 200).close()).isInstanceOf(UserInputException.class).hasMessageContaining(why)
                .hasMessageContaining("Nothing was loaded")
                .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(900).doesNotContain("\n"));
    }

    private Path with(byte[] spiece) {
        try {
            Files.write(folder.resolve("spiece.model"), spiece);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String text) throws IOException { Files.writeString(folder.resolve(name), text); }
}
