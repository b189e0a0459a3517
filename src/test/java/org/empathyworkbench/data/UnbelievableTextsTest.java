package org.empathyworkbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.empathyworkbench.Hang;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Turn;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows and texts that look like rows and texts and are none, or hide something: refused, or kept and counted. */
class UnbelievableTextsTest {
    private static final String HEADER = "conv_id,utterance_idx,context,prompt,speaker_idx,utterance,selfeval,tags\n";
    private static final String MENTAL_HEALTH = "sp_id,rp_id,seeker_post,response_post,level,rationales\n";

    @TempDir Path folder;

    private Corpus conversations(String utterance) throws IOException {
        return dialogues(HEADER + "c1,1,sad,P,1," + utterance + ",,\nc1,2,sad,P,2,Oh no.,,\n");
    }

    private Corpus dialogues(String table) throws IOException {
        return CorpusReaders.byFormat("empathetic-dialogues").read(List.of(Files.writeString(folder.resolve("train.csv"), table)));
    }

    private ReadResponses responses(String line) throws IOException {
        return ResponseReaders.byFormat("jsonl").read(Files.writeString(folder.resolve("x.jsonl"), line + "\n"), TextEncoding.AUTO);
    }

    @Test void aRatingUnderTheNameOfTheUtteranceIsNoUtterance() {
        String exchanged = HEADER.replace("utterance,selfeval", "selfeval,utterance");
        assertThatThrownBy(() -> dialogues(exchanged + "c1,1,sad,P,1,Hello.,5|5|5_2|2|5,\nc1,2,sad,P,2,Hi.,5|5|5_2|2|5,\n"))
                .isInstanceOf(UserInputException.class)
                .hasMessageContaining("self-evaluation and no utterance").hasMessageContaining("train.csv, line 2, column 7 \"utterance\"");
    }

    @ParameterizedTest @ValueSource(strings = {"I won 5,000", "I won 5, 10"})
    void aCommaWithinANumberOfTheSituationNeverMakesTheSpeakerAnUtterance(String situation) {
        assertThatThrownBy(() -> dialogues(HEADER + "c1,1,sad," + situation + ",10,Hello,,\nc1,2,sad," + situation + ",20,Hi,,\n"))
                .isInstanceOf(UserInputException.class)
                .hasMessageContaining("line 2");
    }

    @Test void anUtteranceThatIsANumberIsReadWhereItsSelfEvaluationIsOne() throws IOException {
        assertThat(dialogues(HEADER + "c1,1,sad,P,1,How old?,5|5|5_2|2|5,\nc1,2,sad,P,2,10,5|5|5_2|2|5,\n").dialogues().get(0).turns())
                .extracting(Turn::text)
                .containsExactly("How old?", "10");
    }

    @ParameterizedTest @ValueSource(strings = {"\u3164", "\u2800", "\u115F\u1160", "\uFFA0", "\u0301", "\u200B\uFE0F"})
    void aTextOfFillersIsEmpty(String text) throws IOException {
        Corpus corpus = conversations(text);
        assertThat(corpus.dialogues().get(0).turns()).extracting(Turn::text).containsExactly("Oh no.");
        assertThat(corpus.notices()).anyMatch(note -> note.startsWith("Left out, because the text is empty: 1 utterance"));
    }

    @ParameterizedTest @ValueSource(strings = {"a\u202Eb", "a\u2066b", "a\u200Bb", "a\uFEFFb", "a\u200Fb"})
    void marksOfDirectionAndWithoutWidthAreCounted(String text) throws IOException {
        Corpus corpus = conversations(text);
        assertThat(corpus.dialogues().get(0).turns().get(0).text()).isEqualTo(text);
        assertThat(corpus.notices())
                .anyMatch(note -> note.contains("although invisible") && note.contains("1 character (train.csv, line 2, character 15"));
    }

    @Test void joinersOfEmojiAreNotHidden() throws IOException {
        assertThat(conversations("\uD83D\uDC69\u200D\uD83D\uDCBB\uFE0F ok").notices())
                .noneMatch(note -> note.contains("although invisible"));
    }

    @Test void textThatWasReadAsWindows1252BeforeIsCounted() throws IOException {
        String twice = new String("caf\u00E9 \u2019".getBytes(StandardCharsets.UTF_8), "windows-1252");
        assertThat(conversations(twice).notices())
                .anyMatch(note -> note.contains("looks like UTF-8 that another program read as windows-1252") && note.contains("2 places"));
        assertThat(conversations("\u00C3 la caf\u00E9 \u00E2ge \u00AB\u00C2\u00BB").notices())
                .noneMatch(note -> note.contains("windows-1252"));
    }

    @Test void anotherSpellingOfTheCommaIsCounted() throws IOException {
        assertThat(conversations("Well_COMMA_ yes").notices())
                .anyMatch(note -> note.contains("another spelling") && note.contains("1 utterance"));
    }

    @Test @Timeout(Hang.SECONDS) void tenThousandsOfRowsUnderOneIdAreRefusedAtOnce() {
        StringBuilder table = new StringBuilder(HEADER);
        for (int i = 1; i <= 60_000; i++) table.append("c1,").append(i).append(",sad,P,").append(i % 2).append(",T,,\n");
        assertThatThrownBy(() -> dialogues(table.toString())).isInstanceOf(UserInputException.class)
                .hasMessageContaining("more than 1000 turns");
    }

    @Test void aWordBehindACommaThatReadsAsALabelIsCounted() throws IOException {
        Path file = Files.writeString(folder.resolve("sad.csv"), "Dialog_ID,Type,Actor,Text,Label\nc1,situation,none,S,\n"
                + "c1,utterance,speaker,I came here,indeed\nc1,utterance,listener,Oh,questioning\n");
        assertThat(CorpusReaders.byFormat("empathetic-dialogues-by-emotion").read(List.of(file)).notices())
                .anyMatch(note ->
                        note.contains("may belong to the text before it: 1 row (sad.csv, line 3, column 5 \"Label\", \"indeed\")"));
    }

    @Test void levelsOfOtherTextsUnderTheSameIdsAreCounted() throws IOException {
        String rows = MENTAL_HEALTH;
        for (int i = 0; i < 10; i++) rows += "s" + i + ",r" + i + ",Seeker " + i + ",Answer " + i + ",0,\n";
        for (String name : List.of("emotional-reactions", "interpretations", "explorations"))
            Files.writeString(folder.resolve(name + "-reddit.csv"), rows);
        Files.writeString(folder.resolve("explorations-reddit.csv"), rows.replace("Answer 4", "Something else"));
        assertThat(CorpusReaders.byFormat("mental-health-subreddits").read(List.of(folder)).notices())
                .anyMatch(note -> note.contains("the texts differ from those of interpretations-reddit.csv")
                        && note.contains("1 row (explorations-reddit.csv, line 6, \"s4/r4\")"));
    }

    @Test void entitiesBecomeNoControlCharactersAndNoMarksOfDirection() {
        assertThat(HtmlEntities.decode("a &#27;[31m &#8238; &#7; &amp;#27; &#128512;"))
                .isEqualTo("a &#27;[31m &#8238; &#7; &#27; \uD83D\uDE00");
    }

    @Test @Timeout(Hang.SECONDS) void aTextOfNestedEntitiesTakesNoRoundForEach() {
        assertThat(HtmlEntities.decode("&" + "amp;".repeat(500_000))).contains("amp;");
    }

    @ParameterizedTest @ValueSource(strings = {"b\\u0000c", "b \\udc00", "\\ud83d alone"})
    void aResponseThatCannotBeStoredAsItIsIsRefusedWithItsRecord(String text) {
        assertThatThrownBy(() ->
                responses("{\"context\":[\"a\"],\"response\":\"ok\"}\n{\"context\":[\"a\"],\"response\":\"" + text + "\"}"))
                .isInstanceOf(UserInputException.class).hasMessageContaining("x.jsonl, record 2 of x");
    }

    @Test void hiddenCharactersOfEscapesAndMarksOfModelsAreCounted() throws IOException {
        List<String> notes = responses("{\"context\":[\"a\\u202e\"],\"response\":\"<think>hm</think>yes</s>\"}\n"
                + "{\"context\":[\"b\"],\"response\":\"I <3 you\"}").notes();
        assertThat(notes).anyMatch(note -> note.startsWith("x: 1 record with invisible characters"))
                .anyMatch(note -> note.startsWith("x: 1 response with marks of a model's"));
    }

    @Test void aResponseWithoutAnythingToReadIsNoAnswer() {
        assertThatThrownBy(() -> responses("{\"context\":[\"a\"],\"response\":\"\\u200b\\ufeff\"}"))
                .isInstanceOf(UserInputException.class).hasMessageContaining("holds no response");
    }
}
