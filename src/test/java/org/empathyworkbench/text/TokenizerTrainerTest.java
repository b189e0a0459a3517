package org.empathyworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.empathyworkbench.SharedData;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class TokenizerTrainerTest {
    @TempDir Path folder;

    @Test
    void smallVocabularyGivesEveryTypedTextBack() throws IOException {
        Path file = folder.resolve("tokenizer.json");
        int pieces = TokenizerTrainer.train(sentences(), 300, file, ProgressListener.none());
        assertThat(pieces).isBetween(120, 300);
        try (TextTokenizer tokenizer = TextTokenizer.load(file)) {
            assertThat(tokenizer.vocabularySize()).isEqualTo(pieces);
            assertThat(List.of(tokenizer.piece(0), tokenizer.piece(1), tokenizer.piece(2))).containsExactly("<pad>", "</s>", "<unk>");
            for (String text : List.of("I'm so happy for you!", "Never seen: Qzx {~}^ 42%", "a|b", "(really?)", "x")) {
                int[] ids = tokenizer.encode(text);
                assertThat(tokenizer.decode(ids)).isEqualTo(text);
                assertThat(ids).doesNotContain(TextTokenizer.UNKNOWN).endsWith(TextTokenizer.EOS);
            }
            assertThat(tokenizer.encode("happy")).as("a frequent word is one piece and EOS").hasSize(2);
            int[] joined = tokenizer.encode(ContextText.join(List.of("happy", "day")));
            assertThat(IntStream.of(joined).mapToObj(tokenizer::piece)).containsOnlyOnce(ContextText.SEPARATOR_PIECE);
        }
    }

    @Test
    void equalTextsGiveAnEqualFileInWhateverOrderTheyCome() throws IOException {
        List<String> texts = new ArrayList<>(sentences());
        TokenizerTrainer.train(texts, 400, folder.resolve("a.json"), ProgressListener.none());
        Collections.shuffle(texts, new Random(1));
        TokenizerTrainer.train(texts, 400, folder.resolve("b.json"), ProgressListener.none());
        assertThat(folder.resolve("b.json")).hasSameTextualContentAs(folder.resolve("a.json"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void largeVocabularySpellsRareCharactersInBytesAndIsNotFooledByTheirNames() throws IOException {
        Path file = folder.resolve("tokenizer.json");
        TokenizerTrainer.train(sentences(), 4_000, file, ProgressListener.none());
        try (TextTokenizer tokenizer = TextTokenizer.load(file)) {
            for (String text : List.of("happy 😀🎉 day", "naïve Zoë 你好", "write <0x41> please")) {
                int[] ids = tokenizer.encode(text);
                assertThat(tokenizer.decode(ids)).isEqualTo(text);
                assertThat(ids).doesNotContain(TextTokenizer.UNKNOWN);
            }
        }
    }

    @Test
    void aVocabularyInSmallLettersReadsCapitalsAsSmallLetters() {
        Path file = folder.resolve("small.json");
        TokenizerTrainer.train(List.of("I HAVE lost My Job.", "i have found my job. Élan"), 300, true, file, ProgressListener.none());
        try (TextTokenizer tokenizer = TextTokenizer.load(file)) {
            assertThat(tokenizer.encode("MY Job. ÉLAN")).isEqualTo(tokenizer.encode("my job. élan")).doesNotContain(TextTokenizer.UNKNOWN);
            assertThat(tokenizer.decode(tokenizer.encode("I HAVE lost My Job."))).isEqualTo("i have lost my job.");
        }
    }

    @Test
    void noPieceGluesAWordToItsPunctuation() throws IOException {
        Path file = folder.resolve("tokenizer.json");
        TokenizerTrainer.train(sentences(), 600, file, ProgressListener.none());
        try (TextTokenizer tokenizer = TextTokenizer.load(file)) {
            assertThat(IntStream.range(3, tokenizer.vocabularySize()).mapToObj(tokenizer::piece))
                    .noneMatch(piece -> piece.matches("(?s).*\\p{L}.*[.,!?].*|.*[.,!?].*\\p{L}.*"));
        }
    }

    @Test
    void progressGrowsFromNothingToOne() {
        List<Double> fractions = new ArrayList<>();
        TokenizerTrainer.train(sentences(), 300, folder.resolve("tokenizer.json"), (fraction, what) -> fractions.add(fraction));
        assertThat(fractions).isSorted().startsWith(0.0).endsWith(1.0);
    }

    @Test
    void textsWithoutWordsAreRefused() {
        Path file = folder.resolve("tokenizer.json");
        assertThatThrownBy(() -> TokenizerTrainer.train(List.of("", "  "), 300, file, ProgressListener.none()))
                .isInstanceOf(UserInputException.class).hasMessageContaining("no words");
        assertThat(file).doesNotExist();
        assertThatThrownBy(() -> TokenizerTrainer.train(sentences(), 50, file, ProgressListener.none()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void folderThatCannotBeWrittenIsSaid() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> TokenizerTrainer.train(sentences(), 300, notAFolder.resolve("tokenizer.json"), ProgressListener.none()))
                .isInstanceOf(UserInputException.class).hasMessageContaining("cannot be written");
    }

    /** The sum over all 2^(n-1) segmentations of a text, written out, is the oracle. */
    @Test
    void expectedUsesEqualTheSumOverAllSegmentations() {
        List<String> pieces = List.of("a", "b", "c", "ab", "bc", "abc", "ca");
        double[] scores = {-2.0, -2.5, -1.5, -2.2, -3.0, -4.1, -2.9};
        String text = "abcab";
        Map<List<Integer>, Double> all = new HashMap<>();
        segmentations(text, pieces, scores, List.of(), 0, all);
        double total = all.values().stream().mapToDouble(Math::exp).sum();
        double[] oracle = new double[pieces.size()];
        all.forEach((used, log) -> used.forEach(piece -> oracle[piece] += Math.exp(log) / total));
        double[] expected = new double[pieces.size()];
        Segmentation model = new Segmentation(pieces, scores);
        assertThat(model.expect(text, 1, expected)).isCloseTo(Math.log(total), within(1e-12));
        assertThat(expected).containsExactly(oracle, within(1e-12));
        List<Integer> best = all.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        assertThat(IntStream.of(model.best(text, -1)).boxed().toList()).isEqualTo(best);
        assertThat(model.best("abc", 5)).doesNotContain(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 8_000, 16_000})
    void realConversationsAreLearntInSecondsAndHeldOutOnesComeBack(int size) throws IOException {
        Path corpus = SharedData.data("empathetic-dialogues");
        List<String> train = new ArrayList<>();
        List<String> validation = new ArrayList<>();
        Set<String> held = new HashSet<>();
        for (String file : List.of("fixed_valid.csv", "fixed_test.csv")) {
            for (CSVRecord row : rows(corpus.resolve("with-conv-ids").resolve(file))) {
                held.add(row.get("conv_id"));
                if (file.contains("valid")) validation.add(row.get("utterance").replace("_comma_", ","));
            }
        }
        try (Stream<Path> files = Files.list(corpus.resolve("by-emotion"))) {
            for (Path file : files.sorted().toList()) {
                for (CSVRecord row : rows(file)) {
                    if (row.get("Type").equals("utterance") && !held.contains(row.get("Dialog_ID"))) train.add(row.get("Text"));
                }
            }
        }
        assertThat(train).hasSizeGreaterThan(84_000);
        Path file = folder.resolve("tokenizer.json");
        assertThat(TokenizerTrainer.train(train, size, file, ProgressListener.none())).isEqualTo(size);
        int tokens = 0;
        int unknown = 0;
        int words = 0;
        int equal = 0;
        try (TextTokenizer tokenizer = TextTokenizer.load(file)) {
            for (String text : validation) {
                String plain = text.replaceAll("(?U)\\s+", " ").strip();
                int[] ids = tokenizer.encode(text);
                tokens += ids.length - 1;
                unknown += (int) IntStream.of(ids).filter(id -> id == TextTokenizer.UNKNOWN).count();
                words += plain.split(" ").length;
                if (tokenizer.decode(ids).equals(plain)) equal++;
            }
        }
        assertThat((double) unknown / tokens).as("share of unknown pieces").isLessThan(0.0002);
        assertThat((double) equal / validation.size()).as("share that comes back whole").isGreaterThan(0.998);
        assertThat((double) tokens / words).as("pieces a word").isLessThan(1.36);
    }

    private static List<CSVRecord> rows(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file);
                CSVParser parser = CSVFormat.RFC4180.builder().setHeader().get().parse(reader)) {
            return parser.getRecords();
        }
    }

    private static void segmentations(String text, List<String> pieces, double[] scores, List<Integer> used, double log,
                                      Map<List<Integer>, Double> all) {
        if (text.isEmpty()) all.put(used, log);
        for (int i = 0; i < pieces.size(); i++) {
            if (!text.startsWith(pieces.get(i))) continue;
            List<Integer> longer = new ArrayList<>(used);
            longer.add(i);
            segmentations(text.substring(pieces.get(i).length()), pieces, scores, longer, log + scores[i], all);
        }
    }

    private static List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        String[] who = {"I", "My friend", "My sister", "The teacher", "Our neighbour"};
        String[] feels = {"felt happy", "was sad", "was so proud", "felt lonely", "is excited"};
        String[] why = {"about the party.", "because of the long day!", "when it rained...", "after the exam?", "with my dog, Rex."};
        for (String a : who) for (String b : feels) for (String c : why) sentences.add(a + " " + b + " " + c);
        return sentences;
    }
}
