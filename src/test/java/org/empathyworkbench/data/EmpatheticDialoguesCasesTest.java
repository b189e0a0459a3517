package org.empathyworkbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.empathyworkbench.SharedData;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.dialogue.Turn;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Situations that people reported with EmpatheticDialogues: each on a made copy, and on the folder that rebuilds it where that is at hand.
 */
class EmpatheticDialoguesCasesTest {
    private static final String HEADER = "conv_id,utterance_idx,context,prompt,speaker_idx,utterance,selfeval,tags\n";

    private final CorpusReader reader = CorpusReaders.byFormat("empathetic-dialogues");

    @TempDir Path folder;

    @TestFactory Stream<DynamicTest> semicolonsAndAByteOrderMarkAreReadWithNotes() throws IOException {
        return both("d03-excel-semicolon-bom",
                made("\uFEFF" + twelve().replace(",", ";").replace("_comma_", ",").replace("\n", "\r\n")), path -> {
                    Corpus corpus = twelveRead(path);
                    assertThat(corpus.notices()).anyMatch(note -> note.contains("byte order mark") && note.contains("UTF-8"))
                            .anyMatch(note -> note.contains("semicolons") && note.contains("1 file"));
                });
    }

    @TestFactory Stream<DynamicTest> utf16WithTabsIsReadByItsMark() throws IOException {
        byte[] bytes = ("\uFEFF" + twelve().replace(",", "\t").replace("_comma_", ",")).getBytes(StandardCharsets.UTF_16LE);
        return both("d04-excel-utf16-tab", made("train.csv", bytes), path -> {
            Corpus corpus = twelveRead(path);
            assertThat(corpus.notices()).anyMatch(note -> note.contains("UTF-16LE")).anyMatch(note -> note.contains("tabs"));
        });
    }

    @TestFactory Stream<DynamicTest> windows1252IsOfferedAndReadOnlyAsChosen() throws IOException {
        byte[] bytes = twelve().replace("Oh no.", "Oh no\u2026").getBytes(Charset.forName("windows-1252"));
        return both("d05-windows1252", made("train.csv", bytes), path -> {
            UnknownEncoding fault = catchThrowableOfType(UnknownEncoding.class, () -> reader.read(List.of(path)));
            assertThat(fault).hasMessageContaining("line 3").hasMessageContaining("windows-1252").hasMessageContaining("Oh no\u2026");
            Corpus corpus = reader.read(List.of(path), new ReadingOptions(TextEncoding.named("windows-1252"), SameSpeaker.JOIN));
            assertThat(CorpusSummary.of(corpus).total()).isEqualTo(new CorpusSummary.Amounts(12, 48, 24, 0));
            assertThat(texts(corpus)).anyMatch(text -> text.startsWith("Oh no\u2026"))
                    .noneMatch(text -> text.contains("\uFFFD") || text.contains("\u00e2\u20ac"));
            assertThat(corpus.notices()).anyMatch(note -> note.contains("windows-1252 as chosen"));
        });
    }

    @TestFactory Stream<DynamicTest> tabsAreReadAndASecondFileOfTheSameNameIsNoted() throws IOException {
        String table = twelve().replace(",", "\t").replace("_comma_", ",");
        Path made = made(table);
        Files.writeString(made.resolve("train.tsv"), table);
        return both("d06-tsv", made, path -> {
            assertThat(twelveRead(path).notices()).anyMatch(note -> note.contains("tabs")).anyMatch(note -> note.contains("train.tsv"));
            twelveRead(path.resolve("train.tsv"));
        });
    }

    @TestFactory Stream<DynamicTest> rowsOutOfOrderArePutInOrderAndCounted() throws IOException {
        List<String> rows = new ArrayList<>(twelve().lines().skip(1).toList());
        Collections.shuffle(rows, new Random(3));
        return both("d09-shuffled", made(HEADER + String.join("\n", rows) + "\n"), path -> {
            Corpus corpus = twelveRead(path);
            assertThat(corpus.notices()).anyMatch(note -> note.contains("order of utterance_idx"))
                    .anyMatch(note -> note.contains("stood apart"));
            assertThat(corpus.dialogues()).allMatch(dialogue -> dialogue.turns().stream().map(Turn::role).toList()
                    .equals(List.of(Role.SPEAKER, Role.LISTENER, Role.SPEAKER, Role.LISTENER)));
        });
    }

    @TestFactory Stream<DynamicTest> numberingFromZeroCopiesAndGapsAreCounted() throws IOException {
        String zero = rows("c1", "sad", 0, 1, 2, 3);
        String copied = rows("c2", "sad", 1, 2, 3, 4);
        String last = copied.substring(copied.lastIndexOf("c2,"));
        String gap = rows("c3", "sad", 1, 2) + row("c3", 4, "sad", 20, "I hope for you.");
        return both("d10-index-from-0-dup-gap", made(HEADER + zero + copied + last + gap), path -> {
            Corpus corpus = reader.read(List.of(path));
            assertThat(CorpusSummary.of(corpus).total()).isEqualTo(new CorpusSummary.Amounts(3, 11, 5, 0));
            assertThat(corpus.dialogues().get(0).turns()).extracting(Turn::role)
                    .containsExactly(Role.SPEAKER, Role.LISTENER, Role.SPEAKER, Role.LISTENER);
            assertThat(corpus.dialogues().get(2).turns()).extracting(Turn::role)
                    .containsExactly(Role.SPEAKER, Role.LISTENER, Role.LISTENER);
            assertThat(corpus.notices()).anyMatch(note -> note.contains("numbered from 0") && note.contains("1 conversation"))
                    .anyMatch(note -> note.contains("repeats another row") && note.contains("1 row"))
                    .anyMatch(note -> note.contains("missing by its number") && note.contains("1 conversation"));
        });
    }

    @TestFactory Stream<DynamicTest> aLastLineOfBlanksIsNoRow() throws IOException {
        return both("d11b-blank-last-line", made(HEADER + rows("c1", "proud", 1, 2, 3, 4) + "   \n"),
                path -> assertThat(CorpusSummary.of(reader.read(List.of(path))).total()).isEqualTo(new CorpusSummary.Amounts(1, 4, 2, 0)));
    }

    @TestFactory Stream<DynamicTest> emptyUtterancesAreNoResponsesAndAreCounted() throws IOException {
        String empty = row("hit:90", 1, "proud", 10, "I did it.") + row("hit:90", 2, "proud", 20, "")
                + row("hit:90", 3, "proud", 10, "Really.") + row("hit:90", 4, "proud", 20, " ");
        return both("d11d-empty-utterance", made(HEADER + rows("c1", "sad", 1, 2, 3, 4) + rows("c2", "sad", 1, 2, 3, 4) + empty), path -> {
            Corpus corpus = reader.read(List.of(path));
            assertThat(CorpusSummary.of(corpus).total().responses()).isEqualTo(4);
            Dialogue last = corpus.dialogues().stream().filter(dialogue -> dialogue.id().startsWith("hit:90")).findFirst().orElseThrow();
            assertThat(last.examples()).isEmpty();
            assertThat(texts(corpus)).noneMatch(String::isBlank);
            assertThat(corpus.notices()).anyMatch(note -> note.contains("text is empty: 2 utterances"));
        });
    }

    @TestFactory Stream<DynamicTest> rolesComeFromTheSpeakerAndNeighbouringTurnsAreAChoice() throws IOException {
        String made = HEADER + row("c1", 1, "sad", 10, "Good morning.") + row("c1", 2, "sad", 10, "My dog ran away.")
                + row("c1", 3, "sad", 20, "How sad.") + row("c1", 4, "sad", 20, "Since when?") + row("c1", 5, "sad", 10, "Monday.");
        return both("d14-same-speaker-twice", made(made), path -> {
            Corpus joined = reader.read(List.of(path));
            assertThat(joined.dialogues().get(0).turns()).extracting(Turn::role).containsExactly(Role.SPEAKER, Role.LISTENER, Role.SPEAKER);
            assertThat(joined.notices()).anyMatch(note -> note.startsWith("Joined with the turn before") && note.contains("2 turns"));
            Corpus apart = reader.read(List.of(path), new ReadingOptions(TextEncoding.AUTO, SameSpeaker.SEPARATE));
            List<Turn> turns = apart.dialogues().get(0).turns();
            assertThat(turns).extracting(Turn::role)
                    .containsExactly(Role.SPEAKER, Role.SPEAKER, Role.LISTENER, Role.LISTENER, Role.SPEAKER);
            assertThat(joined.dialogues().get(0).turns().get(0).text()).isEqualTo(turns.get(0).text() + " " + turns.get(1).text());
            assertThat(apart.notices()).anyMatch(note -> note.startsWith("Kept as a turn of its own") && note.contains("2 turns"));
            Example example = apart.dialogues().get(0).examples().get(0);
            assertThat(example.context()).containsExactly(turns.get(0).text() + " " + turns.get(1).text());
            assertThat(example.response()).isEqualTo(turns.get(2).text());
        });
    }

    @TestFactory Stream<DynamicTest> emotionLabelsAreReadWithoutRegardToCapitalsAndUnknownOnesAreCounted() throws IOException {
        return both("d15-emotion-labels",
                made(HEADER + rows("c1", "Sad", 1, 2, 3, 4) + rows("c2", "SAD ", 1, 2, 3, 4) + rows("c3", "moody", 1, 2, 3, 4)
                        + rows("c4", "31", 1, 2, 3, 4)), path -> {
                    Corpus corpus = reader.read(List.of(path));
                    assertThat(corpus.dialogues()).extracting(Dialogue::emotion).containsExactly("sad", "sad", "", "");
                    assertThat(corpus.notices())
                            .anyMatch(note -> note.contains("without regard to capitals") && note.contains("2 conversations"))
                            .anyMatch(note -> note.contains("none of the 32: 2 conversations"));
                });
    }

    @TestFactory Stream<DynamicTest> aRealCommaInThePromptOfAFileWithoutQuotesIsRefusedWithItsPlace() throws IOException {
        return both("d18-comma-in-prompt", made(HEADER
                + "c1,1,sad,I tore my coat, badly.,10,I tore it.,5|5|5_4|4|4,\nc1,2,sad,I tore my coat, badly.,20,Where?,5|5|5_4|4|4,\n"),
                path -> assertThatThrownBy(() -> reader.read(List.of(path)))
                .isInstanceOf(UserInputException.class).hasMessageContaining("is not a whole number")
                        .hasMessageContaining("train.csv, line 2, column 5 \"speaker_idx\"").hasMessageContaining("holds a comma"));
    }

    @TestFactory Stream<DynamicTest> blanksInTheHeaderAreRead() throws IOException {
        return both("d27-header-spaces", made(HEADER.replace(",", ", ") + rows("c1", "sad", 1, 2, 3, 4)),
                path -> headerRead(path, "7 columns"));
    }

    @TestFactory Stream<DynamicTest> capitalsInTheHeaderAreRead() throws IOException {
        return both("d28-header-upper", made(HEADER.toUpperCase(Locale.ROOT) + rows("c1", "sad", 1, 2, 3, 4)),
                path -> headerRead(path, "8 columns"));
    }

    private void headerRead(Path path, String columns) {
        Corpus corpus = reader.read(List.of(path));
        assertThat(CorpusSummary.of(corpus).total()).isEqualTo(new CorpusSummary.Amounts(1, 4, 2, 0));
        assertThat(corpus.notices()).anyMatch(note -> note.startsWith("Column names read") && note.contains(columns));
    }

    @TestFactory Stream<DynamicTest> anEmotionThatChangesWithinAConversationIsCounted() throws IOException {
        return both("d36-emotion-changes", made(HEADER + "c1,1,sad,One.,10,I slept badly.,,\nc1,2,joyful,Two.,20,Oh?,,\n"), path -> {
            Corpus corpus = reader.read(List.of(path));
            assertThat(corpus.dialogues()).singleElement().extracting(Dialogue::emotion).isEqualTo("sad");
            assertThat(corpus.notices())
                    .anyMatch(note -> note.contains("\"context\" changes") && note.contains("1 conversation") && note.contains("joyful"))
                    .anyMatch(note -> note.contains("\"prompt\" changes") && note.contains("1 conversation"));
        });
    }

    private Corpus twelveRead(Path path) {
        Corpus corpus = reader.read(List.of(path));
        assertThat(CorpusSummary.of(corpus).total()).isEqualTo(new CorpusSummary.Amounts(12, 48, 24, 0));
        assertThat(texts(corpus)).noneMatch(text -> text.contains("_comma_"));
        return corpus;
    }

    private static List<String> texts(Corpus corpus) {
        return corpus.dialogues().stream().flatMap(dialogue -> dialogue.turns().stream()).map(Turn::text).toList();
    }

    private static String twelve() {
        StringBuilder table = new StringBuilder(HEADER);
        for (int i = 1; i <= 12; i++) table.append(rows("c" + i, List.of("sad", "proud", "afraid").get(i % 3), 1, 2, 3, 4));
        return table.toString();
    }

    private static String rows(String id, String emotion, int... numbers) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < numbers.length; i++) {
            rows.append(row(id, numbers[i], emotion, i % 2 == 0 ? 10 : 20,
                    List.of("I lost a glove_comma_ again.", "Oh no. Which one?", "The left one.", "Cold days ahead.").get(i)));
        }
        return rows.toString();
    }

    private static String row(String id, int number, String emotion, int speaker, String text) {
        return id + "," + number + "," + emotion + ",Told by " + id + "_comma_ briefly.," + speaker + "," + text + ",5|5|5_4|4|4,\n";
    }

    private Path made(String table) throws IOException { return made("train.csv", table.getBytes(StandardCharsets.UTF_8)); }

    private Path made(String name, byte[] table) throws IOException {
        Files.write(folder.resolve(name), table);
        return folder;
    }

    private static Stream<DynamicTest> both(String name, Path made, Consumer<Path> check) {
        return Stream.of(DynamicTest.dynamicTest("made copy", () -> check.accept(made)),
                DynamicTest.dynamicTest(name, () -> check.accept(SharedData.cases(name))));
    }
}
