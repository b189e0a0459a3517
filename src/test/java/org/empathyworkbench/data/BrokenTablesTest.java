package org.empathyworkbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.dialogue.Turn;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tables that were broken on the way: each is read rightly with a note, or refused with file, line and
 * column; no text is lost or invented unseen.
 */
class BrokenTablesTest {
    private static final String HEADER = "conv_id,utterance_idx,context,prompt,speaker_idx,utterance,selfeval,tags\n";
    private static final String ONE = "c1,1,sad,It rains.,10,I am wet_comma_ "
            + "sadly.,5|5|5_4|4|4,\nc1,2,sad,It rains.,20,Oh no.,5|5|5_4|4|4,\n";
    private static final String TWO = ONE.replace("c1", "c2");

    @TempDir Path folder;

    @ParameterizedTest @CsvSource(delimiter = '~', value = {
        "c1,1~c,1,1~speaker_idx", "sad,It~sad, very,It~speaker_idx",
        "It rains.~It rains, and how.~speaker_idx", "It rains.,10~It rains, 10,10~tags",
        "Oh no.~Oh, no.~tags", "5|5|5_4~5|5|5,4~tags", "Oh no.,5|5|5_4|4|4~Oh, no.,~selfeval",
        "I am wet_comma_ sadly.~\u201CI am wet, sadly.\u201D~tags",
        "Oh no.,5|5|5_4|4|4,~Oh no.,,5|5|5_4|4|4~tags", "Oh no.,5|5|5_4|4|4,~Oh,no.,,<A>~selfeval"})
    void aCommaInAnyFieldOfAFileWithoutQuotesIsRefused(String right, String wrong, String column) {
        assertThat(ONE).contains(right);
        refused(HEADER + ONE.replace(right, wrong) + TWO, "column", "\"" + column + "\"", "Nothing was stored");
    }

    @Test void aCommaThatIsLeftInOneRowOfAQuotedFileIsRefusedToo() {
        refused(HEADER + ONE.replace("It rains.", "\"It rains, hard.\"").replace("Oh no.", "Oh, no."), "\"tags\"", "train.csv, line 3");
    }

    @Test void freeTextInPlaceOfASelfEvaluationIsReadAndOneThatMayBeTextIsCounted() {
        assertThat(read(HEADER + ONE.replace("5|5|5_4|4|4", "they were nice")).notices()).isEmpty();
        assertThat(read(HEADER + ONE.replace("5|5|5_4|4|4,", "free,<A>,x|y")).notices()).singleElement().asString()
                .contains("ninth field: 2 rows");
        assertThat(read(HEADER + ONE.replace("5|5|5_4|4|4", " they were nice")).notices()).singleElement().asString()
                .contains("may belong to the utterance before it: 2 rows", "line 2, column 7");
    }

    @Test void anOpenQuoteOfTheOriginalFormNeverJoinsLines() {
        String closed = HEADER + ONE.replace("Oh no.", "\"Oh no.") + TWO.replace("Oh no.", "Oh no.\"");
        assertThat(texts(read(closed))).containsExactly("I am wet, sadly.", "\"Oh no.", "I am wet, sadly.", "Oh no.\"");
        assertThat(texts(read(HEADER + ONE.replace("Oh no.", "\"Oh no.") + TWO))).hasSize(4).contains("\"Oh no.");
    }

    @Test void rowsThatAQuoteAwareProgramSwallowedArePartedAgain() {
        String swallowed = "c1,1,sad,P,10,\"Hi,5|5|5_4|4|4,\nc1,2,sad,P,20,Oh\",5|5|5_4|4|4,\nc2,1,sad,\"A, b\",10,x,,\n";
        Corpus corpus = read(HEADER + swallowed);
        assertThat(texts(corpus)).containsExactly("Hi", "Oh", "x");
        assertThat(corpus.notices()).anyMatch(note -> note.startsWith("Parted again") && note.contains("1 row") && note.contains("line 2"));
        refused(HEADER + swallowed.replace("sad,P,20", "sad,P, q,20"),
                "\"q\" is not a whole number", "train.csv, line 3, column 5 \"speaker_idx\"");
    }

    @Test void aTextOfSeveralLinesStaysOneText() {
        assertThat(texts(read(HEADER + "c1,1,sad,\"P, p\",10,\"one, 1\n\n2, two\",,\n"))).containsExactly("one, 1\n\n2, two");
    }

    @Test void aRowWithAFieldTooFewOrTooManyIsRefused() {
        refused(HEADER + ONE.replaceFirst("4,\n", "4\n"), "7 fields where the header has 8", "line 2");
        refused(HEADER + ONE.replaceFirst("4,\n", "4,,,\n"), "10 fields where the header has 8", "line 2");
        refused(HEADER + ONE + TWO.replace(",", ";"), "as if it were parted by semicolons", "line 4");
    }

    @Test void lineEndsMayBeMixedAndSeparatorsMayEndEveryLine() {
        assertThat(texts(read((HEADER + ONE).replace("\n", "\r\n") + TWO))).hasSize(4);
        Corpus old = read((HEADER + ONE).replace("\n", "\r"));
        assertThat(texts(old)).hasSize(2);
        assertThat(old.notices()).anyMatch(note -> note.contains("carriage return alone"));
        refused(HEADER + ONE.replaceFirst("\n", "\r"), "15 fields", "line 2");
        assertThat(read((HEADER + ONE).replace("\n", ",\n")).notices()).singleElement().asString()
                .contains("ninth field that is empty: 2 rows");
        Corpus four = read("conv_id,utterance_idx,prompt,utterance\nc1,1,P,Hi,\nc1,2,P,Oh,\n");
        assertThat(texts(four)).containsExactly("Hi", "Oh");
        assertThat(four.notices()).anyMatch(note -> note.contains("ends of the lines: 2 rows"));
        refused("conv_id,utterance_idx,prompt,utterance\nc1,1,P,Hi\nc1,2,P,Oh,\n", "5 fields where the header has 4", "line 3");
    }

    @Test void aMissingHeaderIsToldAndARepeatedOneIsLeftOut() {
        refused(ONE, "begins with a row instead of a header", "train.csv, line 1");
        Corpus corpus = read("\uFEFF" + HEADER + ONE + "\uFEFF" + HEADER + TWO);
        assertThat(texts(corpus)).hasSize(4);
        assertThat(corpus.notices()).anyMatch(note -> note.contains("repeats the header") && note.contains("line 4"))
                .anyMatch(note -> note.contains("byte order mark at the beginning of a line"));
        refused(HEADER + ONE + "Dialog_ID,Type,Actor,Text,Label\nc1,situation,none,s,sad\n", "5 fields where the header has 8", "line 4");
    }

    @Test void aFileThatIsThereTwiceIsReadOnceAndAnotherTextUnderTheSameNumberIsRefused() {
        Corpus corpus = read(HEADER + ONE + HEADER + ONE);
        assertThat(texts(corpus)).hasSize(2);
        assertThat(corpus.notices()).anyMatch(note -> note.contains("repeats another row of its conversation: 2 rows"));
        refused(HEADER + ONE + ONE.replace("Oh no.", "Oh yes."), "Utterance 2 of c1 stands in line 3 too", "line 5");
    }

    @Test void numbersWithDecimalsAreReadAndOtherSpeakersThanNumbersRefused() {
        assertThat(read(HEADER + ONE.replace("c1,1,", "c1,1.0,").replace("c1,2,", "c1,2.0,")).notices()).singleElement().asString()
                .contains("decimals: 2 numbers");
        assertThat(texts(read((HEADER + ONE).replace(",", ";").replace("c1;1;", "c1;1,0;")))).hasSize(2);
        refused(HEADER + ONE.replace("c1,1,", "c1,1.5,"), "\"1.5\" is not a whole number", "column 2 \"utterance_idx\"");
        refused(HEADER + ONE.replace(",10,", ",A,"), "\"A\" is not a whole number", "column 5 \"speaker_idx\"");
        refused(HEADER + ONE.replace(",10,", ",99999999999999999999,"), "is not one of 0 to", "column 5");
    }

    @Test void hiddenAndBrokenCharactersAreCountedOrRefused() {
        assertThat(read(HEADER + ONE.replace("Oh", "O\uFFFD")).notices()).singleElement().asString().contains("U+FFFD): 1 character");
        refused(HEADER + ONE.replace("Oh", "O\0"), "A NUL character", "line 3");
        assertThat(read(HEADER + ONE.replace("Oh no.", "Oh &amp; no.")).notices()).singleElement().asString().contains("HTML entities")
                .contains("1 utterance");
        refused(HEADER + ONE.replace("Oh no.", "o ".repeat(60_000)), "more than 100000 characters", "line 3");
    }

    @Test void barsAndALineThatNamesTheSeparatorAreRead() {
        assertThat(texts(read((HEADER + ONE.replace("5|5|5_4|4|4", "")).replace(",", "|")))).containsExactly("I am wet, sadly.", "Oh no.");
        refused((HEADER + ONE).replace(",", "|"), "12 fields where the header has 8", "line 2");
        Corpus corpus = read("sep=;\n" + (HEADER + ONE).replace(",", ";"));
        assertThat(texts(corpus)).hasSize(2);
        assertThat(corpus.notices()).anyMatch(note -> note.contains("names the separator"));
    }

    @Test void quotesOfAllTextColumnsArePartOfTheFormAndOthersPartOfTheText() {
        String all = "\"conv_id\",\"utterance_idx\",\"context\",\"prompt\",\"speaker_idx\",\"utterance\","
                + "\"selfeval\",\"tags\"\n\"c1\",1,\"sad\",\"P\",10,\"Hi\",\"\",\"\"\n";
        assertThat(texts(read(all))).containsExactly("Hi");
        assertThat(texts(read(HEADER + "c1,1,sad,P,10,\"He said \"\"no\"\", twice\",,\nc1,2,sad,P,20,Oh,,\n")))
                .containsExactly("He said \"no\", twice", "Oh");
    }

    @Test void emptyTurnsLeaveTheOthersTheirRoles() {
        List<Turn> listenerEmpty = read(HEADER + turns("a", "\u200B\u00A0", "c", "d")).dialogues().get(0).turns();
        assertThat(listenerEmpty).containsExactly(new Turn(Role.SPEAKER, "a c"), new Turn(Role.LISTENER, "d"));
        Corpus firstEmpty = read(HEADER + turns("", "b", "c", "d"));
        assertThat(firstEmpty.dialogues().get(0).turns()).extracting(Turn::role)
                .containsExactly(Role.LISTENER, Role.SPEAKER, Role.LISTENER);
        assertThat(firstEmpty.dialogues().get(0).examples()).singleElement()
                .satisfies(example -> assertThat(example.context()).containsExactly("c"));
        assertThat(firstEmpty.notices()).anyMatch(note -> note.startsWith("The listener begins"));
        Corpus allEmpty = read(HEADER + turns("", " ", "", "") + TWO);
        assertThat(allEmpty.dialogues()).extracting(Dialogue::id).containsExactly("c2");
        assertThat(allEmpty.notices()).anyMatch(note -> note.contains("none of their utterances has a text: 1 conversation"));
    }

    @Test void whatStandsBehindAMissingUtteranceIsNoAnswerToWhatStandsBeforeIt() {
        Corpus corpus = read(HEADER + turns("a", "b", "c", "d").replace("c1,2,", "c1,4,")
                .replace("c1,3,", "c1,5,").replace("c1,4,sad,P.,20,d", "c1,6,sad,P.,20,d"));
        assertThat(corpus.dialogues().get(0).examples()).isEmpty();
        assertThat(corpus.notices()).anyMatch(note -> note.contains("it is unknown what it answers: 3 utterances"));
    }

    @Test void turnsOfAThirdSpeakerAreNeverJoinedWithAnothers() {
        Corpus corpus = read(HEADER + turns("a", "b", "c", "d").replace("c1,3,sad,P.,10", "c1,3,sad,P.,30"));
        assertThat(texts(corpus)).containsExactly("a", "b", "c", "d");
        assertThat(corpus.notices()).anyMatch(note -> note.contains("More than two speakers") && note.contains("1 conversation"));
    }

    @Test void anEmotionNumberThatDoesNotExistIsRefusedInEveryRow() {
        refused("conv_id,utterance_idx,prompt,utterance,label\nc1,1,P,Hi,27\nc1,2,P,Oh,99\n", "line 3, column 5 \"label\"");
    }

    @Test void oneTextOfTwoSpeakersUnderTheSameNumberIsRefused() {
        refused(HEADER + ONE + ONE.replace(",10,", ",30,"), "Utterance 1 of c1 stands in line 2 too", "text or speaker", "line 4");
    }

    @Test void speakersMayBeNumberedFromZero() {
        Corpus corpus = read(HEADER + turns("a", "b", "c").replace("P.,20", "P.,0").replace("P.,10,c", "P.,1,c").replace("P.,10", "P.,0"));
        assertThat(corpus.dialogues().get(0).turns()).containsExactly(new Turn(Role.SPEAKER, "a b"), new Turn(Role.LISTENER, "c"));
    }

    @Test void onlyTheTurnsBesideAMissingUtteranceAreKeptApart() {
        String rows = turns("a", "b", "lost", "d", "e", "f").replace("c1,6,sad,P.,20", "c1,6,sad,P.,10");
        Corpus corpus = read(HEADER + rows.replace("c1,3,sad,P.,10,lost,,\n", ""));
        assertThat(texts(corpus)).containsExactly("a", "b", "d", "e f");
    }

    @Test void aConversationWhoseFirstUtteranceIsMissingBeginsWithItsListener() {
        Corpus corpus = read(HEADER + turns("lost", "b", "c", "d").replace("c1,1,sad,P.,10,lost,,\n", ""));
        assertThat(corpus.dialogues().get(0).turns()).extracting(Turn::role).containsExactly(Role.LISTENER, Role.SPEAKER, Role.LISTENER);
    }

    @Test void aSituationThatChangesIsTheFirstOnesAndCountedOnceAConversation() {
        Corpus corpus = read(HEADER + turns("a", "b", "c").replace("c1,2,sad,P.", "c1,2,sad,Q.").replace("c1,3,sad,P.", "c1,3,sad,R."));
        assertThat(corpus.dialogues().get(0).situation()).isEqualTo("P.");
        assertThat(corpus.notices())
                .anyMatch(note -> note.contains("\"prompt\" changes within the conversation") && note.contains("1 conversation"));
    }

    private static String turns(String... texts) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < texts.length; i++)
            rows.append("c1,").append(i + 1).append(",sad,P.,").append(i % 2 == 0 ? 10 : 20).append(',').append(texts[i]).append(",,\n");
        return rows.toString();
    }

    private void refused(String table, String... parts) {
        assertThatThrownBy(() -> read(table)).isInstanceOf(UserInputException.class).hasMessageContaining("train.csv")
                .satisfies(fault -> assertThat(fault.getMessage()).contains(parts).hasSizeLessThan(700));
    }

    private static List<String> texts(Corpus corpus) {
        return corpus.dialogues().stream().flatMap(dialogue -> dialogue.turns().stream()).map(Turn::text).toList();
    }

    private Corpus read(String table) {
        try {
            return CorpusReaders.byFormat("empathetic-dialogues").read(List.of(Files.writeString(folder.resolve("train.csv"), table)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
