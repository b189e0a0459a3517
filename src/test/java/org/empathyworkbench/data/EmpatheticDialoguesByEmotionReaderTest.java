package org.empathyworkbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.SharedData;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.Turn;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class EmpatheticDialoguesByEmotionReaderTest {
    private static final String HEADER = "Dialog_ID,Type,Actor,Text,Label\n";

    private final CorpusReader reader = CorpusReaders.byFormat("empathetic-dialogues-by-emotion");

    @TempDir Path folder;

    @Test void theOfficialSplitComesOutWithItsPublishedCounts() {
        Corpus corpus = reader.read(List.of(SharedData.data("empathetic-dialogues/by-emotion"),
                SharedData.data("empathetic-dialogues/with-conv-ids/fixed_test.csv"),
                SharedData.data("empathetic-dialogues/with-conv-ids/fixed_valid.csv")));
        CorpusSummary summary = CorpusSummary.of(corpus);
        assertThat(summary.amounts(Split.TRAIN)).isEqualTo(new CorpusSummary.Amounts(19_532, 84_165, 40_252, 0));
        assertThat(summary.amounts(Split.VALIDATION)).isEqualTo(new CorpusSummary.Amounts(2_770, 12_078, 5_738, 0));
        assertThat(summary.amounts(Split.TEST)).isEqualTo(new CorpusSummary.Amounts(2_547, 10_973, 5_259, 0));
        assertThat(summary.emotions()).hasSize(32);
        assertThat(corpus.notices()).anyMatch(notice -> notice.startsWith("9 conversations whose id ends in \"(1)\""))
                .anyMatch(notice -> notice.startsWith("2 conversations of the official split were in no emotion file"))
                .noneMatch(notice -> notice.contains("read otherwise"));
        Map<String, Dialogue> byId = new HashMap<>();
        corpus.dialogues().forEach(dialogue -> byId.put(dialogue.id(), dialogue));
        assertThat(byId).as("ids are unique").hasSize(24_849);
        assertThat(byId.get("hit:12423_conv:24847").split()).isEqualTo(Split.TEST);
        assertThat(byId.get("hit:12392_conv:24785").split()).isEqualTo(Split.VALIDATION);
        assertThat(byId.get("hit:4821_conv:9643").emotion()).as("the file's name, not the classifier's label").isEqualTo("afraid");
    }

    @Test void withoutOfficialFilesTheSplitIsDrawnByConversationAndAlwaysTheSame() {
        List<Path> paths = List.of(SharedData.data("empathetic-dialogues/by-emotion"));
        Corpus corpus = reader.read(paths);
        CorpusSummary summary = CorpusSummary.of(corpus);
        assertThat(summary.total().dialogues()).isEqualTo(24_847);
        assertThat(summary.amounts(Split.TEST).dialogues()).isEqualTo(2_485);
        assertThat(summary.amounts(Split.VALIDATION).dialogues()).isEqualTo(2_485);
        assertThat(corpus.notices()).anyMatch(notice -> notice.contains("80/10/10"));
        assertThat(reader.read(paths)).isEqualTo(corpus);
    }

    @Test void withoutValidationIdsATenthOfTheRestIsDrawn() {
        Corpus corpus = reader.read(List.of(SharedData.data("empathetic-dialogues/by-emotion"),
                SharedData.data("empathetic-dialogues/with-conv-ids/fixed_test.csv")));
        CorpusSummary summary = CorpusSummary.of(corpus);
        assertThat(summary.amounts(Split.TEST).dialogues()).isEqualTo(2_547);
        assertThat(summary.amounts(Split.VALIDATION).dialogues()).isEqualTo((24_847 - 2_546 + 9) / 10);
        assertThat(corpus.notices()).anyMatch(notice -> notice.contains("without its validation part"));
    }

    @Test void aSituationOpensAConversationAndItsTurnsFollow() throws IOException {
        write("sad.csv", HEADER
                + "c1,situation,none,\"It, rains\",sad\nc1,utterance,speaker,Hi,x\nc1,utterance,listener,Oh?,x\nc2,situation,none,s,sad\n");
        Corpus corpus = reader.read(List.of(folder));
        assertThat(corpus.dialogues()).hasSize(2);
        Dialogue first = corpus.dialogues().get(0);
        assertThat(first.situation()).isEqualTo("It, rains");
        assertThat(first.emotion()).isEqualTo("sad");
        assertThat(first.turns()).containsExactly(new Turn(Role.SPEAKER, "Hi"), new Turn(Role.LISTENER, "Oh?"));
        assertThat(corpus.notices()).anyMatch(notice -> notice.startsWith("Only 1 of the 32 emotions"));
    }

    @Test void aMarkedConversationThatIsNoCopyIsKept() throws IOException {
        write("sad.csv", HEADER
                + "c1,situation,none,s,sad\nc1,utterance,speaker,Hi,x\nc1 (1),situation,none,s,sad\nc1 (1),utterance,speaker,Hello,x\n");
        assertThat(reader.read(List.of(folder)).dialogues()).extracting(Dialogue::id).containsExactly("c1", "c1 (1)");
    }

    @Test void damageIsNamedWithFileLineAndColumn() throws IOException {
        refused("c1,situation,none,s,sad\nc1,remark,speaker,Hi,x\n",
                "\"remark\" is neither situation nor utterance", "sad.csv, line 3, column 2 \"Type\"");
        refused("c1,situation,none,s,sad\nc1,utterance,nobody,Hi,x\n",
                "\"nobody\" is neither speaker nor listener", "sad.csv, line 3, column 3 \"Actor\"");
        refused("c1,utterance,speaker,Hi,x\n", "An utterance of c1", "sad.csv, line 2, column 1");
        refused("c1,situation,none,s,x\nc2,situation,none,s,x\nc1,situation,none,s,x\n", "c1 begins a second time", "sad.csv, line 4");
        refused("c1,situation,none,\"s\ns,x\n", "A quote opens here and is never closed", "sad.csv, line 2, character 19");
        refused("c1,situation,none,\"s\n\"s,x\n", "Text stands between a closing quote and the next comma", "sad.csv, line 3, character 2");
        refused("c1,situation,none,s s \"s\",x\n", "A quote stands inside a field", "sad.csv, line 2, character 23");
        refused("c1,situation,none,s\n", "4 fields where the header has 5", "sad.csv, line 2");
    }

    @Test void otherSeparatorsCapitalsAndEmptyTextsAreReadWithNotes() throws IOException {
        write("Sad.csv", (HEADER.toUpperCase(Locale.ROOT) + "c1,Situation,none,s,sad\nc1,utterance,Speaker,Hi_comma_ you,sad\n"
                + "c1,utterance,listener, ,x\nc1,utterance,speaker,Still here,x\nc1,utterance,listener,Yes,x\n").replace(",", ";"));
        Corpus corpus = reader.read(List.of(folder));
        assertThat(corpus.dialogues().get(0).turns())
                .containsExactly(new Turn(Role.SPEAKER, "Hi, you Still here"), new Turn(Role.LISTENER, "Yes"));
        assertThat(corpus.dialogues().get(0).emotion()).isEqualTo("sad");
        assertThat(corpus.notices()).anyMatch(note -> note.contains("semicolons")).anyMatch(note -> note.contains("_comma_: 1 text"))
                .anyMatch(note -> note.contains("text is empty: 1 utterance"))
                .anyMatch(note -> note.startsWith("Joined with the turn before"))
                .anyMatch(note -> note.startsWith("Column names"))
                .anyMatch(note -> note.startsWith("Type or actor") && note.contains("2 fields"));
    }

    @Test void aCommaInATextWithoutQuotesIsRefused() throws IOException {
        refused("c1,situation,none,s,sad\nc1,utterance,speaker,Hi, there,sad\n", "6 fields where the header has 5", "sad.csv, line 3");
        refused("c1,situation,none,s,sad,\nc1,utterance,speaker,Hi, there,\n", "is no label", "sad.csv, line 3, column 5 \"Label\"");
    }

    @Test void aFileThatIsNamedAfterNoEmotionIsRefused() throws IOException {
        write("weather.csv", HEADER + "c1,situation,none,s,sad\n");
        assertThatThrownBy(() -> reader.read(List.of(folder))).isInstanceOf(UserInputException.class).hasMessageContaining("weather.csv")
                .hasMessageContaining("not one of the 32 emotions");
    }

    @Test void officialFilesAloneAreRefused() throws IOException {
        write("test.csv", "conv_id,utterance_idx,prompt,utterance\nc1,1,p,a\n");
        assertThatThrownBy(() -> reader.read(List.of(folder))).isInstanceOf(UserInputException.class)
                .hasMessageContaining("Only files of the official split");
    }

    private void refused(String rows, String what, String where) throws IOException {
        write("sad.csv", HEADER + rows);
        assertThatThrownBy(() -> reader.read(List.of(folder))).isInstanceOf(UserInputException.class).hasMessageContaining(what)
                .hasMessageContaining(where).hasMessageContaining("Nothing was stored");
    }

    private void write(String name, String text) throws IOException { Files.writeString(folder.resolve(name), text); }
}
