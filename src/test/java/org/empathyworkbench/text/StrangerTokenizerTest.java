package org.empathyworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.empathyworkbench.Hang;
import org.empathyworkbench.SharedData;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokenizer files that a stranger made. On a wrong one the native reader aborts the process, this test's own too, so each must be refused
 * before it is opened; those that are taken must stand every text.
 */
@Tag("slow")
class StrangerTokenizerTest {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AAAA/////w== | claims a trie of 4278190080 bytes
            !!!!         | is not base64
            AAA=         | is shorter than its header
            AAAAAA==     | claims a trie of 0 bytes
            """)
    void aTableOfNormalisationsThatIsNoneIsRefused(String charsmap, String why) throws IOException {
        refused(file -> file.add("normalizer", precompiled(charsmap)), "its precompiled_charsmap " + why);
    }

    @Test void aTableWhoseTrieLeadsOutOfItselfIsRefused() throws IOException {
        int[] units = new int[256];
        units[0] = 1 << 10 | 0x40000000;                                               // the root's children lie far behind the end
        refused(file -> file.add("normalizer", precompiled(charsmap(units, "x\0"))), "has a trie that leads out of itself");
    }

    @Test void aTableThatNamesAReplacementBehindItsEndIsRefused() throws IOException {
        refused(file -> file.add("normalizer", precompiled(charsmap(oneRule(900), "x\0"))), "names a replacement that is not there");
        refused(file -> file.add("normalizer", precompiled(charsmap(oneRule(1), "\u00e4\0"))), "names a replacement that is not there");
        refused(file -> file.add("normalizer", precompiled(charsmap(oneRule(0), "b".repeat(5_000)))),
                "has a replacement of more than 32 characters");
    }

    @Test void aTableWithASoundRuleIsTakenAndObeyed() throws IOException {
        try (TextTokenizer tokenizer = TextTokenizer.load(file(file -> file.add("normalizer", precompiled(charsmap(oneRule(0), "b\0")))))) {
            assertThat(tokenizer.decode(tokenizer.encode("a f"))).isEqualTo("b f");
        }
    }

    /** A trie with the one rule "a" to the replacement at a place: unit 0 the root, children at 256, the leaf's block at 512. */
    private static int[] oneRule(int replacement) {
        int[] units = new int[768];
        units[0] = 256 << 10;
        int a = 256 ^ 'a';
        units[a] = 'a' | 1 << 8 | (a ^ 512) << 10;
        units[512] = replacement | 0x80000000;
        return units;
    }

    private static String charsmap(int[] units, String replacements) {
        byte[] texts = replacements.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * units.length + texts.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(4 * units.length);
        for (int unit : units) bytes.putInt(unit);
        return Base64.getEncoder().encodeToString(bytes.put(texts).array());
    }

    private static JsonObject precompiled(String charsmap) {
        JsonObject part = json("{\"type\":\"Precompiled\"}").getAsJsonObject();
        part.addProperty("precompiled_charsmap", charsmap);
        return part;
    }

    /** Single bits of T5's own table, flipped: whatever is not refused must read every text. */
    @Test void aDamagedTableIsRefusedOrHarmless() throws IOException {
        JsonObject t5 = json(Files.readString(SharedData.data("t5/t5-base/tokenizer.json"))).getAsJsonObject();
        byte[] table = Base64.getDecoder().decode(t5.getAsJsonObject("normalizer").get("precompiled_charsmap").getAsString());
        Random random = new Random(3);
        int taken = 0;
        for (int i = 0; i < 40; i++) {
            byte[] damaged = table.clone();
            for (int k = 0; k < 1 + i % 5; k++)
                damaged[i % 3 == 0 ? random.nextInt(damaged.length) : random.nextInt(100_000)] ^= (byte) (1 << random.nextInt(8));
            try (TextTokenizer tokenizer = TextTokenizer.load(file(file ->
                    file.add("normalizer", precompiled(Base64.getEncoder().encodeToString(damaged)))))) {
                for (String text : hostileTexts(2_000)) tokenizer.encode(text);
                StringBuilder all = new StringBuilder();
                for (int point = 1; point < 0x3400; point++) all.appendCodePoint(point);
                tokenizer.encode(all.toString());
                taken++;
            } catch (UserInputException refused) {
                assertThat(refused).hasMessageContaining("precompiled_charsmap");
            }
        }
        assertThat(taken).isBetween(1, 39);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "(x+x+)+y", "(a|a)*b", "a+$", "\\s+$", "\\s*\\s*\\s*b", "(a)\\1",
            "(?=a+b)", "a*", "a?", "x{0,5}", "a{1,99999}", "[[a]&&[b]]+c", ".*.*=", "a++", "a+?b",
            "(?<n>a)\\g<n>", "\\Xa+b", "a|b*", "a{2}{9}{9}", "[a", "a\\", ")", "|", "\\p{L", "a+b"})
    void aPatternThatSomeTextCouldMakeSlowIsRefused(String pattern) throws IOException {
        JsonObject regex = new JsonObject();
        regex.addProperty("Regex", pattern);
        for (String part : List.of("normalizer", "decoder")) {
            JsonObject replace = json("{\"type\":\"Replace\",\"content\":\"x\"}").getAsJsonObject();
            replace.add("pattern", regex);
            refused(file -> file.add(part, replace), "its " + part + " Replace has the regular expression");
        }
        JsonObject split = json("{\"type\":\"Split\",\"behavior\":\"Isolated\",\"invert\":false}").getAsJsonObject();
        split.add("pattern", regex);
        JsonObject sequence = json("{\"type\":\"Sequence\",\"pretokenizers\":[]}").getAsJsonObject();
        sequence.getAsJsonArray("pretokenizers").add(split);
        refused(file -> file.add("pre_tokenizer", sequence), "its pre_tokenizer Split has the regular expression");
    }

    @ParameterizedTest
    @ValueSource(strings = {" {2,}", "\\s+", "\\n", "\\d", "[0-9]{1,3}", " ?\\p{L}+", "``|''", "[^\\s\\p{L}]+", "^ +", "[!-/:-@]",
            "\\p{Han}|[a-z]+| ?x{1,3}", "colou?r", "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"})
    void aPatternThatIsQuickInEveryTextIsTakenAndStandsLongTexts(String pattern) throws IOException {
        JsonObject regex = new JsonObject();
        regex.addProperty("Regex", pattern);
        JsonObject replace = json("{\"type\":\"Replace\",\"content\":\"x\"}").getAsJsonObject();
        replace.add("pattern", regex);
        try (TextTokenizer tokenizer = TextTokenizer.load(file(file -> file.add("normalizer", replace)))) {
            Assertions.assertTimeoutPreemptively(Hang.LIMIT, () -> hostileTexts(50_000).forEach(tokenizer::encode));
        }
    }

    @Test void aPieceOfManyMegabytesIsRefusedQuickly() throws IOException {
        refused(file -> vocabulary(file).add(json("[\"" + "x".repeat(20_000_000) + "\",-1]")),
                "is a piece of 20000000 characters, more than 400");
    }

    @Test void manyLongPiecesAreRefusedForTheirMemory() throws IOException {
        refused(file -> {
            for (int i = 0; i < 11_000; i++) vocabulary(file).add(json("[\"" + "x".repeat(390) + i + "\",-1]"));
        }, "its pieces have more than 3 MB together");
    }

    @Test void addedTokensFarBehindTheVocabularyAreRefusedQuickly() throws IOException {
        refused(file -> {
            for (int i = 0; i < 20_000; i++)
                file.getAsJsonArray("added_tokens").add(json("{\"id\":" + (9_000_000 + i) + ",\"content\":\"<t" + i + ">\"}"));
        }, "it has 20003 added tokens, more than 10000");
        refused(file -> file.getAsJsonArray("added_tokens").add(json("{\"id\":9000000,\"content\":\"<t>\"}")),
                "added_tokens[3].id is not an id below");
    }

    @Test void aVocabularyOfManyWordsIsReadInLinearTime() throws IOException {
        JsonObject file = json(LETTERS).getAsJsonObject();
        JsonObject words = new JsonObject();
        for (String reserved : List.of("<pad>", "</s>", "<unk>")) words.addProperty(reserved, words.size());
        for (int i = 3; i < 300_000; i++) words.addProperty("w" + i, i);
        JsonObject model = json("{\"type\":\"WordLevel\",\"unk_token\":\"<unk>\"}").getAsJsonObject();
        model.add("vocab", words);
        file.add("model", model);
        file.add("pre_tokenizer", json("{\"type\":\"Whitespace\"}"));
        Path path = write(file.toString());
        Assertions.assertTimeout(Hang.LIMIT, () -> {
            try (TextTokenizer tokenizer = TextTokenizer.load(path)) {
                assertThat(tokenizer.encode("w7 w299999 nothing")).containsExactly(7, 299_999, 2, 1);
            }
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"id":5,"content":"<pad>"}       | "<pad>" stands there twice
            {"id":99,"content":"<new>"}      | added_tokens[3] "<new>" has the id 99, where 16 follows
            {"id":4,"content":"<new>"}       | "<new>" has the id 4, which is that of "a"
            {"id":9,"content":"b"}           | "b" has the id 9, but in the vocabulary it has 5
            {"id":16,"content":""}           | is an empty piece
            {"id":16}                        | added_tokens[3] has no content
            {"id":-1,"content":"x"}          | added_tokens[3].id is not an id
            {"id":1.5,"content":"x"}         | added_tokens[3].id is not an id
            {"id":"16","content":"x"}        | added_tokens[3].id is not an id
            [1]                              | added_tokens[3] has no content
            """)
    void anAddedTokenThatDisagreesWithTheVocabularyIsNamed(String token, String why) throws IOException {
        refused(file -> file.getAsJsonArray("added_tokens").add(json(token)), why);
    }

    @Test void addedTokensHaveTheIdsThatTheFileSays() throws IOException {
        Path path = file(file -> {
            file.getAsJsonArray("added_tokens").add(json("{\"id\":16,\"content\":\"<one>\",\"single_word\":false,"
                    + "\"lstrip\":false,\"rstrip\":false,\"normalized\":false,\"special\":true}"));
            file.getAsJsonArray("added_tokens").add(json("{\"id\":17,\"content\":\"<two>\",\"single_word\":false,"
                    + "\"lstrip\":false,\"rstrip\":false,\"normalized\":true,\"special\":false}"));
        });
        try (TextTokenizer tokenizer = TextTokenizer.load(path)) {
            assertThat(tokenizer.encode("a<two>")).contains(17);
            assertThat(tokenizer.encode("<one>a")).contains(16);
            assertThat(tokenizer.piece(17)).isEqualTo("<two>");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"Heard-of-never"}                                                                       \
            | is of the type "Heard-of-never", which is not known here
            {"type":"Sequence"}                                                                             | has no list
            {"type":"Sequence","normalizers":[{"type":"Sequence","normalizers":[{"type":"Sequence","normalizers":[{"type":"Sequence",\
            "normalizers":[{"type":"Sequence","normalizers":[{"type":"NFC"}]}]}]}]}]} | nested more than 4 deep
            {"type":"Replace","pattern":{"String":""},"content":"x"}                                        | a pattern of 0 characters
            {"type":"Replace","pattern":{"String":"a"}}                                                     | has no "content"
            {"type":"Replace","content":"x"}                                                                | has no pattern
            {"type":"Prepend"}                                                                              | has no "prepend"
            {}                                                                                              | names no type
            5                                                                                               | names no type
            """)
    void aNormaliserThatIsNotKnownIsNamed(String normalizer, String why) throws IOException {
        refused(file -> file.add("normalizer", json(normalizer)), why);
    }

    @Test void replacementsThatMakeATextGrowWithoutEndAreRefused() throws IOException {
        JsonObject sequence = json("{\"type\":\"Sequence\",\"normalizers\":[]}").getAsJsonObject();
        for (int i = 0; i < 30; i++)
            sequence.getAsJsonArray("normalizers").add(json("{\"type\":\"Replace\",\"pattern\":{\"String\":\"a\"},\"content\":\"aa\"}"));
        refused(file -> file.add("normalizer", sequence), "make a text more than 16 times as long");
    }

    /** The native reader counts from a piece's end without looking how long it is. */
    @Test void aDecoderThatCutsAtTheEndIsRefused() throws IOException {
        refused(file -> file.add("decoder", json("{\"type\":\"Strip\",\"content\":\" \",\"start\":1,\"stop\":1}")),
                "decoder Strip cuts at the end");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"BPE","vocab":{"<pad>":0,"</s>":1,"<unk>":2,"a":3},"merges":[]}                                                        \
                         | model.unk_token is null
            {"type":"BPE","vocab":{"<pad>":0,"</s>":1,"<unk>":2,"a":3},"merges":["a b"],"unk_token":"<unk>"}                               \
                         | model.merges[0] joins what are no pieces
            {"type":"BPE","vocab":{"<pad>":0,"</s>":1,"<unk>":2,"a":3,"aa":4},"merges":["a \
            a"],"unk_token":"<unk>","continuing_subword_prefix":"##"}    | model.merges[0] joins what are no pieces
            {"type":"BPE","vocab":{"<pad>":0,"</s>":1,"<unk>":2,"a":3},"merges":["a"],"unk_token":"<unk>"}                                 \
                         | model.merges[0] is not a pair
            {"type":"BPE","vocab":{"<pad>":0,"</s>":1,"<unk>":2,"a":3},"merges":[],"unk_token":"<unk>","dropout":0.5}                      \
                         | model.dropout is 0.5
            {"type":"WordLevel","vocab":{"<pad>":0,"</s>":1,"<unk>":2}}                                                                    \
                         | model.unk_token is null
            {"type":"WordPiece","vocab":{"<pad>":0,"</s>":1,"<unk>":2},"unk_token":"[UNK]"}                                                \
                         | model.unk_token is "[UNK]"
            {"type":"WordPiece","vocab":{"<pad>":0,"</s>":1,"<unk>":2},"unk_token":"<unk>","max_input_chars_per_word":100000000}           \
                         | max_input_chars_per_word is 100000000
            {"type":"WordLevel","vocab":{"<pad>":0,"</s>":1,"<unk>":2,"a":2},"unk_token":"<unk>"}                                          \
                         | the id 2 stands for "<unk>" and for "a"
            {"type":"WordLevel","vocab":{"<pad>":0,"</s>":1,"<unk>":2,"a":1e99},"unk_token":"<unk>"}                                       \
                         | is not an id
            {"type":"Unigram","unk_id":7,"vocab":[["<pad>",0],["</s>",0],["<unk>",0]]}                                                     \
                         | model.unk_id is 7, not 2
            {"type":"Unigram","vocab":[["<pad>",0],["</s>",0],["<unk>",0]]}                                                                \
                         | model.unk_id is null
            {"type":"Unigram","unk_id":2,"vocab":[["<pad>",0],["</s>",0],["<unk>",0],["a",1e300]]}                                         \
                         | has the score 1e300
            {"type":"Unigram","unk_id":2,"vocab":[["<pad>",0],["</s>",0],["<unk>",0],["a",-1],["a",-2]]}                                   \
                         | the piece "a" has the ids 3 and 4
            {"type":"Unigram","unk_id":2,"vocab":[["<pad>",0],["</s>",0],["<unk>",0],["",-1]]}                                             \
                         | is an empty piece
            {"type":"Unigram","unk_id":2,"vocab":{"<pad>":0}}                                                                              \
                         | is not that of a model of type Unigram
            {"type":"Bigram","vocab":{"<pad>":0}}                                                                                          \
                         | of the type "Bigram"
            {"type":5,"vocab":{"<pad>":0}}                                                                                                 \
                         | of the type "null"
            """)
    void aModelWhoseSettingsDoNotFitIsNamed(String model, String why) throws IOException {
        refused(file -> {
            file.add("model", json(model));
            file.add("added_tokens", new JsonArray());
        }, why);
    }

    @Test void aKeyThatStandsTwiceIsRefused() throws IOException {
        Path path = write(LETTERS.replace("\"unk_id\":2", "\"unk_id\":2,\"unk_id\":3"));
        assertThatThrownBy(() -> TextTokenizer.load(path)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("the key \"unk_id\" stands twice");
    }

    @Test void whatIsNoTokenizerAtAllIsSaid() throws IOException {
        assertThatThrownBy(() -> TextTokenizer.load(write("version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 2422169\n")))
                .isInstanceOf(UserInputException.class)
                .hasMessageContaining("is a Git LFS pointer").hasMessageContaining("git lfs pull");
        assertThatThrownBy(() -> TextTokenizer.load(write("\n<!DOCTYPE html><html>")))
                .isInstanceOf(UserInputException.class).hasMessageContaining("is a web page");
        assertThatThrownBy(() -> TextTokenizer.load(Files.createDirectory(folder.resolve("d.json"))))
                .isInstanceOf(UserInputException.class).hasMessageContaining("it is a folder, not a file");
        assertThatThrownBy(() -> TextTokenizer.load(write("[".repeat(100_000))))
                .isInstanceOf(UserInputException.class).hasMessageContaining("nested more than 64 deep");
    }

    /** Of the file only what is used reaches the native reader. */
    @Test void truncationPaddingAndSpecialTokensOfTheFileChangeNoId() throws IOException {
        Path path = file(file -> {
            file.add("truncation", json("{\"direction\":\"Right\",\"max_length\":2,\"strategy\":\"LongestFirst\",\"stride\":0}"));
            file.add("padding", json("{\"strategy\":{\"Fixed\":50},\"direction\":\"Right\","
                    + "\"pad_to_multiple_of\":null,\"pad_id\":0,\"pad_type_id\":0,\"pad_token\":\"<pad>\"}"));
            file.add("post_processor", json("{\"type\":\"TemplateProcessing\",\"single\":[{\"Sequence\":{\"id\":\"A\","
                    + "\"type_id\":0}},{\"Sequence\":{\"id\":\"A\",\"type_id\":0}}],\"pair\":[],\"special_tokens\":{}}"));
        });
        try (TextTokenizer strange = TextTokenizer.load(path); TextTokenizer plain = TextTokenizer.load(write(LETTERS))) {
            assertThat(strange.encode("a b c d e f")).containsExactly(plain.encode("a b c d e f"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"t5/t5-base/tokenizer.json", "t5/t5-small/tokenizer.json"})
    void publishedTokenizersStandEveryText(String file) {
        try (TextTokenizer tokenizer = TextTokenizer.load(SharedData.data(file))) { standsEveryText(tokenizer); }
    }

    @Test void aMadeTokenizerStandsEveryText() throws IOException {
        try (TextTokenizer tokenizer = TextTokenizer.load(write(LETTERS))) { standsEveryText(tokenizer); }
    }

    private static void standsEveryText(TextTokenizer tokenizer) {
        Assertions.assertTimeout(Hang.LIMIT, () -> {
            for (String text : hostileTexts(50_000)) {
                int[] ids = tokenizer.encode(text);
                assertThat(tokenizer.encodePlaced(text, 100, Truncate.LEFT).ids()).hasSizeLessThanOrEqualTo(100);
                tokenizer.decode(ids);
            }
        });
    }

    /**
     * What has stopped readers of texts before: long repeats, what is nearly a match, characters without a
     * piece, half a pair, code points of every plane.
     */
    static List<String> hostileTexts(int length) {
        StringBuilder planes = new StringBuilder();
        for (int point = 0; point < 0x110000; point += 997) planes.appendCodePoint(point);
        return List.of("a".repeat(length) + "!", "x".repeat(length) + "y", " ".repeat(length), " ".repeat(length) + "b",
                "\n".repeat(length), "ab".repeat(length / 2), "\u0001abc\u0001", "\u0000", "a\0b", "\ud800", "a\udc00b",
                "\u200d".repeat(1_000), "e" + "\u0301".repeat(2_000), "\ufdfa".repeat(500), "\ufeff", "\u2581".repeat(2_000),
                "'s".repeat(1_000), "1".repeat(length), "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67".repeat(300),
                "</s><pad><unk>".repeat(300), planes.toString());
    }

    private void refused(Consumer<JsonObject> change, String why) throws IOException {
        Path path = file(change);
        Assertions.assertTimeoutPreemptively(Hang.LIMIT, () -> assertThatThrownBy(() -> TextTokenizer.load(path))
                .isInstanceOf(UserInputException.class).hasMessageContaining(path.toString())
                .hasMessageContaining(why).hasMessageContaining("Nothing was loaded.")
                .satisfies(said -> assertThat(said.getMessage().length()).isLessThan(900)));
    }

    private Path file(Consumer<JsonObject> change) throws IOException {
        JsonObject file = json(LETTERS).getAsJsonObject();
        change.accept(file);
        return write(file.toString());
    }

    private Path write(String json) throws IOException {
        Path file = Files.createTempFile(folder, "tokenizer", ".json");
        return Files.write(file, json.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonArray vocabulary(JsonObject file) { return file.getAsJsonObject("model").getAsJsonArray("vocab"); }

    private static JsonElement json(String text) { return JsonParser.parseString(text); }

    private static final String LETTERS = """
            {"version":"1.0","truncation":null,"padding":null,"added_tokens":[
            {"id":0,"special":true,"content":"<pad>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false},
            {"id":1,"special":true,"content":"</s>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false},
            {"id":2,"special":true,"content":"<unk>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false}],
            "normalizer":null,"pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},
            {"type":"Metaspace","replacement":"\u2581","str_rep":"\u2581","add_prefix_space":true}]},
            "post_processor":null,"decoder":{"type":"Metaspace","replacement":"\u2581","str_rep":"\u2581","add_prefix_space":true},
            "model":{"unk_id":2,"vocab":[["<pad>",0.0],["</s>",0.0],["<unk>",0.0],["\u2581",-3.0],["a",-2.5],["b",-2.5],["c",-2.5],
            ["d",-2.5],["e",-2.5],["f",-2.5],["\u2581a",-2.0],["\u2581b",-2.0],["\u2581c",-2.0],["\u2581d",-2.0],["\u2581e",-2.0],\
            ["\u2581f",-2.0]]}}
            """;
}
