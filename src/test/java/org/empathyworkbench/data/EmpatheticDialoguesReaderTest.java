package org.empathyworkbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.empathyworkbench.SharedData;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.Turn;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmpatheticDialoguesReaderTest {
    private static final String HEADER = "conv_id,utterance_idx,context,prompt,speaker_idx,utterance,selfeval,tags\n";

    private final CorpusReader reader = CorpusReaders.byFormat("empathetic-dialogues");

    @TempDir Path folder;

    @Test void theOfficialTestAndValidationSplitsHaveTheirPublishedCounts() {
        Corpus corpus = reader.read(List.of(SharedData.data("empathetic-dialogues/with-conv-ids")));
        CorpusSummary summary = CorpusSummary.of(corpus);
        assertThat(summary.amounts(Split.TEST)).isEqualTo(new CorpusSummary.Amounts(2_547, 10_973, 5_259, 0));
        assertThat(summary.amounts(Split.VALIDATION)).isEqualTo(new CorpusSummary.Amounts(2_770, 12_078, 5_738, 0));
        assertThat(summary.amounts(Split.TRAIN)).isEqualTo(CorpusSummary.Amounts.NONE);
        assertThat(summary.emotions()).as("the validation file numbers its emotions").hasSize(32);
        assertThat(corpus.notices()).singleElement().asString().contains("2,547 conversations have no emotion label");
        Dialogue first = corpus.dialogues().get(0);
        assertThat(first.id()).isEqualTo("hit:0_conv:0");
        assertThat(first.situation())
                .startsWith("I felt guilty when I was driving home one night and a person tried to fly into my lane, and");
        assertThat(corpus.dialogues().stream().flatMap(dialogue -> dialogue.turns().stream()).map(Turn::text))
                .noneMatch(text -> text.contains("_comma_") || !text.equals(text.trim()) || text.isEmpty());
    }

    @Test void theCopyWithTheOriginalColumnsIsReadWithItsLineBreaksInsideFields() {
        Corpus corpus = reader.read(List.of(SharedData.data("empathetic-dialogues/original-columns")));
        assertThat(CorpusSummary.of(corpus).total().dialogues()).isEqualTo(50);
        assertThat(CorpusSummary.of(corpus).total().utterances()).isEqualTo(212);
        Dialogue first = corpus.dialogues().get(0);
        assertThat(first.emotion()).isEqualTo("anxious");
        assertThat(first.turns().get(0))
                .isEqualTo(new Turn(Role.SPEAKER, "The night WS the longest to me back then,eager to know my score!"));
        assertThat(corpus.notices()).anyMatch(notice -> notice.contains("No official split was given for 50 conversations"));
    }

    @Test void theOriginalFormKeepsBareQuotesAndNeverJoinsLines() {
        Corpus corpus = read("train.csv", HEADER
                + "hit:0_conv:1,1,sentimental,\"Best friend\" moved away_comma_ far,1,\"I miss her_comma_ \"so\" much ,5|5|5_2|2|5,\n"
                + "hit:0_conv:1,2,sentimental,\"Best friend\" moved away_comma_ far,0,\"Was she a friend?,5|5|5_2|2|5,\n"
                + "hit:0_conv:1,3,sentimental,\"Best friend\" moved away_comma_ far,1,Yes\",5|5|5_2|2|5,<UNIGRAM>\n");
        Dialogue dialogue = corpus.dialogues().get(0);
        assertThat(dialogue.situation()).isEqualTo("\"Best friend\" moved away, far");
        assertThat(dialogue.turns()).containsExactly(new Turn(Role.SPEAKER, "\"I miss her, \"so\" much"),
                new Turn(Role.LISTENER, "\"Was she a friend?"), new Turn(Role.SPEAKER, "Yes\""));
        assertThat(dialogue.split()).isEqualTo(Split.TRAIN);
    }

    @Test void aLineWhoseQuotesHappenToPairIsStillReadAsTheOriginal() {
        Corpus corpus = read("train.csv", HEADER + "c1,1,sad,p,1,\"Hello\",s,\nc1,2,sad,p,0,Hi,s,\n");
        assertThat(corpus.dialogues().get(0).turns().get(0).text()).isEqualTo("\"Hello\"");
    }

    @Test void csvWithNineFieldsKeepsItsCandidatesOut() {
        Corpus corpus = read("test.csv", HEADER
                + "c1,1,sad,It rains,4,I am wet,s,,no|A bar _pipe_ there|yes_comma_ no\n"
                + "c1,2,sad,It rains,5,\"Oh no,s,<NUMERAL>,first|second\n");
        assertThat(corpus.dialogues().get(0).turns()).extracting(Turn::text).containsExactly("I am wet", "\"Oh no");
        assertThat(corpus.dialogues().get(0).split()).isEqualTo(Split.TEST);
        assertThat(corpus.notices()).singleElement().asString().contains("2 rows");
    }

    @Test void aQuotedCopyOfTheOriginalColumnsLosesItsQuotes() {
        Corpus corpus = read("valid.csv",
                HEADER + "c1,1,sad,\"It rains, again\",4,\"I said \"\"no\"\"\",s,\nc1,2,sad,\"It rains, again\",5,Oh,s,\n");
        assertThat(corpus.dialogues().get(0).situation()).isEqualTo("It rains, again");
        assertThat(corpus.dialogues().get(0).turns().get(0).text()).isEqualTo("I said \"no\"");
        assertThat(corpus.dialogues().get(0).split()).isEqualTo(Split.VALIDATION);
    }

    @Test void theSplitIsAWordOfTheFileName() {
        assertThat(EmpatheticDialoguesFile.splitOf(Path.of("fixed_test.csv"))).contains(Split.TEST);
        assertThat(EmpatheticDialoguesFile.splitOf(Path.of("ed-dev-2.csv"))).contains(Split.VALIDATION);
        assertThat(EmpatheticDialoguesFile.splitOf(Path.of("TRAIN.csv"))).contains(Split.TRAIN);
        assertThat(EmpatheticDialoguesFile.splitOf(Path.of("contest.csv"))).isEmpty();
    }

    @Test void aMissingUtteranceLeavesTheOthersTheirSpeakers() {
        Corpus corpus = read("train.csv", HEADER + "c1,1,sad,p,1,a,,\nc1,2,sad,p,2,b,,\nc1,4,sad,p,2,d,,\n");
        assertThat(corpus.dialogues().get(0).turns()).extracting(Turn::role).containsExactly(Role.SPEAKER, Role.LISTENER, Role.LISTENER);
        assertThat(corpus.notices()).singleElement().asString().contains("1 conversation");
    }

    @Test void aByteOrderMarkIsPassedOver() {
        assertThat(read("train.csv", "\uFEFF" + HEADER + "c1,1,sad,p,1,a,,\n").dialogues()).hasSize(1);
    }

    @Test void aConversationInTwoFilesIsRefused() throws IOException {
        write("train.csv", HEADER + "c1,1,sad,p,1,a,,\n");
        write("test.csv", HEADER + "c0,1,sad,p,1,a,,\nc1,1,sad,p,1,a,,\n");
        assertThatThrownBy(() -> reader.read(List.of(folder))).isInstanceOf(UserInputException.class).hasMessageContaining("c1")
                .hasMessageContaining("also in").hasMessageContaining("line 2");
    }

    @Test void damageIsNamedWithFileLineAndColumn() {
        refused("c1,1,sad,p,1,a,\n", "7 fields where the header has 8", "train.csv, line 2, column 7");
        refused("c1,1,sad,p,1,a,,\nc1,2,sad,p,1,a,,,,\n", "10 fields where the header has 8", "train.csv, line 3, column 9");
        refused("c1,one,sad,p,1,a,,\n", "\"one\" is not a whole number", "train.csv, line 2, column 2 \"utterance_idx\"");
        refused("c1,1,gloomy,p,1,a,,\n", "\"gloomy\" is not one of the 32 emotions", "train.csv, line 2, column 3 \"context\"");
        refused("c1,1,sad,p,1,a,,\nc1,1,sad,p,1,b,,\n",
                "Utterance 1 of c1 stands in line 2 too, with another text or speaker", "train.csv, line 3, column 2");
        refused(",1,sad,p,1,a,,\n", "The conversation has no id", "train.csv, line 2, column 1 \"conv_id\"");
        refused("", "The file has a header and no rows", "train.csv");
    }

    @Test void ofTwoFormsTheFaultOfTheOneThatCameFurtherIsTold() {
        refused("c1,1,sad,\"a bare quote,1,a,,\nc1,2,sad,p,1,a,,\nc1,3,sad,p,1\n", "5 fields where the header has 8", "line 4");
        refused("c1,1,sad,\"a, quoted\",1,a,,\nc1,2,sad,p,1,\"b,,\n", "A quote opens here and is never closed", "line 3, character 14");
    }

    @Test void aMissingColumnIsNamed() throws IOException {
        write("train.csv", "conv_id,prompt,utterance\nc1,p,a\n");
        assertThatThrownBy(() -> reader.read(List.of(folder))).isInstanceOf(UserInputException.class)
                .hasMessageContaining("\"utterance_idx\" is missing")
                .hasMessageContaining("conv_id, prompt, utterance").hasMessageContaining("Nothing was stored");
        write("train.csv", "conv_id,utterance_idx,prompt,utterance,label\nc1,1,p,a,32\n");
        assertThatThrownBy(() -> reader.read(List.of(folder))).isInstanceOf(UserInputException.class)
                .hasMessageContaining("line 2, column 5 \"label\"");
    }

    private void refused(String rows, String what, String where) {
        assertThatThrownBy(() -> read("train.csv", HEADER + rows)).isInstanceOf(UserInputException.class).hasMessageContaining(what)
                .hasMessageContaining(where).hasMessageContaining("Nothing was stored");
    }

    private Corpus read(String name, String text) {
        try {
            return reader.read(List.of(write(name, text)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path write(String name, String text) throws IOException { return Files.writeString(folder.resolve(name), text); }
}
