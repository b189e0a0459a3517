package org.empathyworkbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.empathyworkbench.Hang;
import org.empathyworkbench.NamedPipe;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputFilesTest {
    private static final TextEncoding WINDOWS = TextEncoding.named("windows-1252");

    @TempDir Path folder;

    @ParameterizedTest @CsvSource({"UTF-8, EFBBBF", "UTF-16LE, FFFE", "UTF-16BE, FEFF", "UTF-32LE, FFFE0000", "UTF-32BE, 0000FEFF"})
    void aByteOrderMarkDecidesTheEncodingAndIsNoted(String charset, String mark) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(HexFormat.of().parseHex(mark));
        bytes.writeBytes("I\u2019m here\u2026 \uD83D\uDE42\n".getBytes(Charset.forName(charset)));
        ReadingNotes notes = new ReadingNotes();
        assertThat(InputFiles.text(file(bytes.toByteArray()), TextEncoding.AUTO, notes)).isEqualTo("I\u2019m here\u2026 \uD83D\uDE42\n");
        assertThat(notes.sentences()).singleElement().asString().contains("byte order mark", charset, "x.csv");
    }

    @Test void bytesThatAreNotUtf8AreOfferedWithALookAndNeverGuessed() throws IOException {
        Path file = file("first line\nOh no\u2026 I\u2019m sorry\n".getBytes(WINDOWS.charset().orElseThrow()));
        UnknownEncoding fault = catchThrowableOfType(UnknownEncoding.class, () -> InputFiles.text(file));
        assertThat(fault).hasMessageContaining("not UTF-8 (x.csv, line 2, character 6)").hasMessageContaining("Nothing was stored")
                .hasMessageContaining("In windows-1252 it would read \"Oh no\u2026 I\u2019m sorry\"");
        assertThat(fault.previews().get(0)).isEqualTo(new UnknownEncoding.Preview(WINDOWS, "Oh no\u2026 I\u2019m sorry"));
        ReadingNotes notes = new ReadingNotes();
        assertThat(InputFiles.text(file, WINDOWS, notes)).isEqualTo("first line\nOh no\u2026 I\u2019m sorry\n");
        assertThat(notes.sentences()).singleElement().asString().contains("windows-1252 as chosen", "line 2, character 6", "Oh no\u2026");
    }

    @Test void anEncodingThatWouldGarbleValidUtf8IsRefusedThoughItWasChosen() throws IOException {
        Path file = file("caf\u00e9\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> InputFiles.text(file, WINDOWS, new ReadingNotes())).isInstanceOf(UserInputException.class)
                .hasMessageContaining("\"caf\u00e9\" would become \"caf\u00c3\u00a9\"").hasMessageContaining("line 1, character 4");
        assertThat(InputFiles.text(file, TextEncoding.named("utf8"), new ReadingNotes())).isEqualTo("caf\u00e9\n");
    }

    @Test void anEncodingThatContradictsTheByteOrderMarkIsRefused() throws IOException {
        Path file = file("\uFEFFa,b\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> InputFiles.text(file, WINDOWS, new ReadingNotes()))
                .hasMessageContaining("byte order mark of UTF-8, but windows-1252 was chosen");
    }

    @Test void bytesThatTheChosenEncodingDoesNotHaveAreRefusedWithTheirPlace() throws IOException {
        Path file = file(new byte[] {'a', '\n', 'b', (byte) 0x81});
        assertThatThrownBy(() -> InputFiles.text(file, WINDOWS, new ReadingNotes()))
                .hasMessageContaining("not windows-1252").hasMessageContaining("line 2, character 2");
        assertThatThrownBy(() -> TextEncoding.named("klingon")).isInstanceOf(UserInputException.class)
                .hasMessageContaining("\"klingon\" is not a known text encoding")
                .hasMessageContaining("windows-1252");
    }

    @ParameterizedTest @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void utf16WithoutAMarkIsOfferedNotGuessed(String charset) throws IOException {
        Path file = file("conv_id,utterance_idx\nc1,1\n".getBytes(Charset.forName(charset)));
        UnknownEncoding fault = catchThrowableOfType(UnknownEncoding.class, () -> InputFiles.text(file));
        assertThat(fault).hasMessageContaining("looks like UTF-16 without a byte order mark");
        assertThat(InputFiles.text(file, TextEncoding.named(charset), new ReadingNotes())).startsWith("conv_id,");
    }

    @Test void aNulIsRefusedWithItsPlace() throws IOException {
        assertThatThrownBy(() -> InputFiles.text(file("a,b\nc,d\0e\n".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(UserInputException.class)
                .hasMessageContaining("A NUL character").hasMessageContaining("x.csv, line 2, character 4");
    }

    @Test void brokenAndHiddenCharactersAreCountedWithTheirFirstPlace() throws IOException {
        ReadingNotes notes = new ReadingNotes();
        assertThat(InputFiles.text(file("a\n\uFFFD b \uFFFD\nx\u0007y\n".getBytes(StandardCharsets.UTF_8)), TextEncoding.AUTO, notes))
                .contains("\uFFFD b \uFFFD");
        assertThat(notes.sentences()).hasSize(2).anyMatch(note -> note.contains("U+FFFD): 2 characters (first: x.csv, line 2, character 1"))
                .anyMatch(note -> note.contains("control character in the text): 1 character (x.csv, line 3, character 2, \"x\\u0007y\")"));
    }

    @Test void whatIsNoTextIsToldByItsRealKind() throws IOException {
        assertThatThrownBy(() -> InputFiles.text(file(new byte[] {'P', 'K', 3, 4, 0}))).hasMessageContaining("spreadsheet");
        assertThatThrownBy(() -> InputFiles.text(file(new byte[] {0x1F, (byte) 0x8B, 8}))).hasMessageContaining("gzip");
        assertThatThrownBy(() -> InputFiles.text(file("version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.UTF_8))))
                .hasMessageContaining("Git LFS");
        assertThatThrownBy(() -> InputFiles.text(file("\n<!DOCTYPE html><html>".getBytes(StandardCharsets.UTF_8))))
                .hasMessageContaining("web page");
    }

    @Test @Timeout(Hang.SECONDS) void aPipeOrFolderIsRefusedAtOnce() throws IOException, InterruptedException {
        assertThatThrownBy(() -> InputFiles.text(folder)).isInstanceOf(UserInputException.class).hasMessageContaining("folder");
        Path pipe = NamedPipe.at(folder.resolve("pipe.csv"));
        assertThatThrownBy(() -> InputFiles.text(pipe)).isInstanceOf(UserInputException.class).hasMessageContaining("pipe or device");
    }

    @Test void ofFilesThatDifferInTheEndingOneIsReadAndTheOtherNoted() throws IOException {
        for (String name : List.of("train.csv", "train.tsv", "valid.tsv", "._train.csv")) Files.writeString(folder.resolve(name), "x");
        ReadingNotes notes = new ReadingNotes();
        assertThat(InputFiles.find(List.of(folder), List.of(".csv", ".tsv"), notes)).extracting(file -> file.getFileName().toString())
                .containsExactly("train.csv", "valid.tsv");
        assertThat(notes.sentences()).hasSize(2).anyMatch(note -> note.contains("another ending") && note.contains("train.tsv"))
                .anyMatch(note -> note.contains("hidden") && note.contains("._train.csv"));
    }

    private Path file(byte[] bytes) throws IOException { return Files.write(folder.resolve("x.csv"), bytes); }
}
