package org.empathyworkbench.app.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import org.empathyworkbench.text.TextSpan;
import org.junit.jupiter.api.Test;

class WordCursorTest {
    private static final String TEXT = "So sorry. How are you now? Bye.";
    private final WordCursor nothing = WordCursor.of(TEXT);

    @Test
    void arrowsGoWordByWordAndStopAtTheEnds() {
        assertThat(nothing.part()).isNull();
        assertThat(chosen(nothing.step(1, false))).isEqualTo("So");
        assertThat(chosen(nothing.step(-1, false))).isEqualTo("Bye.");
        WordCursor second = nothing.step(1, false).step(1, false);
        assertThat(chosen(second)).isEqualTo("sorry.");
        assertThat(chosen(second.step(-1, false).step(-1, false))).isEqualTo("So");
        assertThat(chosen(second.goTo(6, false).step(1, false))).isEqualTo("Bye.");
        assertThat(WordCursor.NOTHING.step(1, false).sentence(1).part()).isNull();
    }

    @Test
    void extendingKeepsTheOtherEndAlsoWhenTheMovingOnePassesIt() {
        WordCursor how = nothing.goTo(2, false);
        assertThat(chosen(how.step(1, true).step(1, true))).isEqualTo("How are you");
        assertThat(chosen(how.step(1, true).step(-1, true).step(-1, true))).isEqualTo("sorry. How");
        assertThat(chosen(how.goTo(0, true))).isEqualTo("So sorry. How");
        assertThat(chosen(how.step(1, true).step(1, false))).as("one word again, behind the moving end").isEqualTo("you");
    }

    @Test
    void sentencesAreChosenWholeFirstTheOwnThenTheNext() {
        WordCursor are = nothing.goTo(3, false);
        assertThat(chosen(are.sentence(1))).isEqualTo("How are you now?");
        assertThat(chosen(are.sentence(1).sentence(1))).isEqualTo("Bye.");
        assertThat(chosen(are.sentence(1).sentence(1).sentence(1))).isEqualTo("Bye.");
        assertThat(chosen(are.sentence(-1).sentence(-1))).isEqualTo("So sorry.");
        assertThat(chosen(nothing.sentence(1))).isEqualTo("So sorry.");
        assertThat(chosen(nothing.sentence(-1))).isEqualTo("Bye.");
    }

    @Test
    void clicksChooseAWordThenItsSentenceThenNothing() {
        WordCursor word = nothing.click(3);
        assertThat(chosen(word)).isEqualTo("are");
        assertThat(chosen(word.click(3))).isEqualTo("How are you now?");
        assertThat(word.click(3).click(3).part()).isNull();
        assertThat(word.click(3).click(5).part()).as("any word of a chosen sentence").isNull();
        assertThat(chosen(word.click(3).click(0))).isEqualTo("So");
        assertThat(nothing.click(6).click(6).part()).as("a sentence of one word has no second step").isNull();
    }

    @Test
    void aPartChosenElsewhereIsFollowed() {
        WordCursor there = nothing.choose(new TextSpan(3, 13));
        assertThat(there.from()).isEqualTo(1);
        assertThat(there.to()).isEqualTo(3);
        assertThat(nothing.choose(null).part()).isNull();
    }

    private static String chosen(WordCursor cursor) { return cursor.part().of(TEXT); }
}
