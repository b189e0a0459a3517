package org.empathyworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.empathyworkbench.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextSpanTest {
    @TempDir Path folder;

    @Test
    void wordsAndSentencesAreFoundWithTheirPlaces() {
        String text = "  I am so sorry!  Did you\ntell him? ok";
        assertThat(TextSpan.words(text).stream().map(word -> word.of(text)))
                .containsExactly("I", "am", "so", "sorry!", "Did", "you", "tell", "him?", "ok");
        assertThat(TextSpan.sentences(text).stream().map(sentence -> sentence.of(text)))
                .containsExactly("I am so sorry!", "Did you\ntell him?", "ok");
        assertThat(TextSpan.words(" \n")).isEmpty();
        assertThat(TextSpan.sentences("")).isEmpty();
        assertThat(TextSpan.at(List.of(new TextSpan(0, 2), new TextSpan(4, 5)), 3)).isEqualTo(-1);
        assertThat(new TextSpan(2, 8).shared(new TextSpan(6, 20))).isEqualTo(2);
    }

    /** A piece's visible characters stand at its place: read off the text itself, no second tokenizer needed. */
    @Test
    void tokensOfTheRealTokenizerStandWhereTheirPiecesAre() {
        try (TextTokenizer tokenizer = TextTokenizer.load(SharedData.data("t5/t5-small/tokenizer.json"))) {
            for (String text : List.of("I'm so sorry, that must hurt unbelievably much.", "Ok", "",
                    "two  blanks \n and a line", "broken \uD83D\uDE00 heart, dear", "</s> ends nothing")) {
                for (int most : new int[] {200, 4}) {
                    PlacedTokens right = tokenizer.encodePlaced(text, most, Truncate.RIGHT);
                    PlacedTokens left = tokenizer.encodePlaced(text, most, Truncate.LEFT);
                    assertThat(right.ids()).containsExactly(tokenizer.encode(text, most, Truncate.RIGHT));
                    assertThat(left.ids()).containsExactly(tokenizer.encode(text, most, Truncate.LEFT));
                    for (PlacedTokens tokens : List.of(right, left)) {
                        for (int t = 0; t < tokens.size() - 1; t++) {
                            String piece = tokenizer.piece(tokens.ids()[t]).replace("\u2581", "");
                            if (tokens.ids()[t] != TextTokenizer.UNKNOWN && !piece.isEmpty())
                                assertThat(text.substring(tokens.from()[t], tokens.to()[t]).strip()).as(text).isEqualTo(piece);
                        }
                        assertThat(tokens.from()[tokens.size() - 1]).isEqualTo(text.length());
                    }
                }
            }
        }
    }

    @Test
    void everyTokenOfALearntVocabularyBelongsToTheWordThatItSpells() {
        Path file = folder.resolve("tokenizer.json");
        TokenizerTrainer.train(List.of("I am so sorry to hear that. That must be hard, and lonely!",
                "what happened then? did they say why?"), 200, file, ProgressListener.none());
        String text = "I am sorry, that must be lonely. why?";
        try (TextTokenizer tokenizer = TextTokenizer.load(file)) {
            PlacedTokens tokens = tokenizer.encodePlaced(text, 200, Truncate.RIGHT);
            List<TextSpan> words = TextSpan.words(text);
            int[] of = TextSpan.wordOf(words, text, tokens);
            assertThat(of[of.length - 1]).isEqualTo(-1);
            for (int w = 0; w < words.size(); w++) {
                StringBuilder spelt = new StringBuilder();
                for (int t = 0; t < of.length; t++) if (of[t] == w) spelt.append(tokenizer.piece(tokens.ids()[t]));
                assertThat(spelt.toString().replace("\u2581", "")).isEqualToIgnoringCase(words.get(w).of(text));
            }
            assertThat(Arrays.stream(of).filter(w -> w >= 0).distinct().count()).isEqualTo(words.size());
        }
    }
}
